//! controller-gen's own test, row by row.

use std::path::Path;

use kubewright_core::emit;
use kubewright_core::rbac::{Grant, Names, Rule, faults, manifests};

use crate::list;

fn data(name: &str) -> String {
    std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../tests/data")
            .join(name),
    )
    .unwrap()
}

fn grants() -> Vec<Grant> {
    let table = data("controller-gen-rbac-markers.tsv");
    let text = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
    let row = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [
            groups,
            resources,
            resource_names,
            urls,
            verbs,
            namespace,
            role_name,
        ] => Grant {
            rule: Rule {
                groups: list(groups),
                resources: list(resources),
                resource_names: list(resource_names),
                urls: list(urls),
                verbs: list(verbs),
            },
            namespace: text(namespace),
            role_name: text(role_name),
        },
        _ => panic!("not seven cells: {line}"),
    };
    table.lines().skip(1).map(row).collect()
}

fn roles_file(grants: &[Grant]) -> String {
    let names = Names {
        role: "manager-role".to_owned(),
        ..Names::of_crate("x")
    };
    let files = manifests(grants, &names);
    let (_, documents) = files.iter().find(|(name, _)| *name == "role.yaml").unwrap();
    emit::yaml_documents(documents)
}

#[test]
fn the_41_markers_give_the_7_roles_byte_for_byte() {
    let grants = grants();
    assert_eq!(grants.len(), 41);
    let expected = data("controller-gen-roles.yaml");
    let documents = &expected[expected.find("---\n").unwrap()..];
    assert_eq!(documents.matches("---\n").count(), 7);
    assert_eq!(roles_file(&grants), documents);
}

#[test]
fn the_order_of_the_markers_does_not_matter() {
    let mut grants = grants();
    let expected = roles_file(&grants);
    grants.reverse();
    assert_eq!(roles_file(&grants), expected);
    for start in [7, 19, 30] {
        grants.rotate_left(start);
        assert_eq!(roles_file(&grants), expected);
    }
}

#[test]
fn none_of_the_markers_has_a_fault() {
    for grant in grants() {
        assert_eq!(faults(&grant), [], "{grant:?}");
    }
}
