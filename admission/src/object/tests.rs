use std::collections::BTreeSet;

use serde_json::Value;

use super::embedded::{self, Malformed};
use super::{lists, prune};
use crate::cases::{answered, expected, table};
use crate::decode::Place;
use crate::path::Path;
use crate::schema::Schema;
use crate::{FieldError, KubernetesVersion};

fn schema_of(row: &Value) -> Schema<'_> {
    Schema::decode(&row["schema"], &Place::root(None)).unwrap()
}

#[test]
fn objects_are_pruned_as_the_server_prunes_them() {
    let Some(rows) = table("prune.jsonl") else { return };
    for (i, row) in rows.iter().enumerate() {
        let mut object = row["in"].clone();
        let schema = (!row["schema"].is_null()).then(|| schema_of(row));
        let unknown = prune::prune(&mut object, schema.as_ref(), row["isRoot"].as_bool().unwrap());
        assert_eq!(object, row["out"], "row {i}");
        if row["track"] == true {
            let paths: Vec<&str> = row["paths"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            assert_eq!(unknown, paths, "row {i}");
        }
    }
}

#[test]
fn duplicates_in_lists_are_found_as_the_server_finds_them() {
    let Some(rows) = table("listtype.jsonl") else {
        return;
    };
    for (i, row) in rows.iter().enumerate() {
        let mut errors = Vec::new();
        lists::validate(&row["obj"], &schema_of(row), &Path::root("root"), &mut errors);
        assert_eq!(answered(&errors), expected(row), "row {i}");
        let texts: BTreeSet<String> = errors.iter().map(FieldError::to_string).collect();
        let rows = row["errors"].as_array().into_iter().flatten();
        let they: BTreeSet<String> = rows.map(|e| e["text"].as_str().unwrap().to_owned()).collect();
        assert_eq!(texts, they, "row {i}");
    }
}

#[test]
fn embedded_metadata_is_read_and_judged_as_the_server_does() {
    let Some(rows) = table("objectmeta.jsonl") else {
        return;
    };
    for (i, row) in rows.iter().enumerate() {
        let schema = schema_of(row);
        let is_root = row["isRoot"].as_bool().unwrap();
        let mut errors = Vec::new();
        if row["kind"] == "coerce" {
            let mut object = row["in"].clone();
            let malformed = if row["drop"] == true {
                Malformed::Drop
            } else {
                Malformed::Refuse
            };
            errors.extend(embedded::coerce(&mut object, &schema, is_root, malformed, &Path::Nil).err());
            if errors.is_empty() {
                assert_eq!(object, row["out"], "row {i}");
            }
        } else {
            embedded::validate(
                &row["obj"],
                &schema,
                is_root,
                &Path::Nil,
                KubernetesVersion::V1_36,
                &mut errors,
            );
        }
        assert_eq!(answered(&errors), expected(row), "row {i}");
    }
}
