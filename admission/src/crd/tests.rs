//! Every case of the server's own tables for a schema alone, with the options of an update.

use super::model::Validation;
use super::options::Options;
use super::version::validate_schema;
use crate::KubernetesVersion;
use crate::cases::{answered, expected, table};
use crate::decode::Place;
use crate::path::Path;
use crate::schema::Schema;

#[test]
fn schemas_are_judged_as_the_server_judges_them() {
    let Some(cases) = table("schema_validation.jsonl") else {
        return;
    };
    let mut different = Vec::new();
    for (row, case) in cases.iter().enumerate() {
        let flag = |name: &str| case["opts"][name].as_bool().unwrap();
        let options = Options {
            require_valid_type: flag("requireValidPropertyType"),
            require_structural: flag("requireStructuralSchema"),
            require_pruned_defaults: flag("requirePrunedDefaults"),
            require_atomic_set: flag("requireAtomicSetType"),
            require_map_keys: flag("requireMapListKeysMapSetValidation"),
            ..Options::create(KubernetesVersion::V1_36)
        };
        let place = Place::root(None);
        let schema = case.get("schema").map(|s| Schema::decode(s, &place).unwrap());
        let mut errors = Vec::new();
        let status = case["status"].as_bool().unwrap();
        validate_schema(
            &Validation { schema },
            "v1",
            status,
            &Path::root("spec.validation"),
            &options,
            &mut errors,
        );
        let listed =
            include_str!("../../tests/oracle/different.tsv").contains(&format!("schema_validation {row}\t"));
        let they = expected(case);
        if answered(&errors) != they && !listed {
            different.push(row);
            println!(
                "row {row}\n  we   {:?}\n  they {:?}",
                answered(&errors),
                expected(case)
            );
        }
    }
    assert_eq!(different, [0usize; 0], "of {}", cases.len());
}
