#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

//! Filled templates, as both readers give them, against the definitions that the real API server was asked about.
//!
//! Each row of `data/structural.jsonl` has what is given, and either the CustomResourceDefinition that comes of it,
//! with objects and whether the server takes them, or the codes and paths of all errors.

use kubewright_core::crd;
use kubewright_core::model::Resource;
use kubewright_core::structural::{Descriptions, Kind, Schemas, Version, version};
use serde_json::{Map, Value, json};

fn lowered(given: &Value) -> Result<(Resource, Version), Vec<Value>> {
    let resource: Resource = serde_json::from_value(given["resource"].clone()).unwrap();
    let none = Map::new();
    let schemas = match given.get("root") {
        Some(root) => Schemas::Root(root),
        None => Schemas::Spec {
            spec: &given["spec"],
            status: given.get("status"),
        },
    };
    let kind = Kind {
        resource: &resource,
        schemas,
        definitions: given
            .get("definitions")
            .and_then(Value::as_object)
            .unwrap_or(&none),
        kubernetes: 35,
        descriptions: match given.get("descriptions").and_then(Value::as_str) {
            Some("none") => Descriptions::None,
            Some("full") => Descriptions::Full,
            _ => Descriptions::Own,
        },
    };
    let result = version(&kind);
    let found = result.map_err(|wrong| {
        wrong
            .iter()
            .map(|wrong| json!([wrong.code, wrong.path]))
            .collect()
    });
    found.map(|version| (resource, version))
}

#[test]
fn filled_templates_give_the_definitions_that_the_server_was_asked_about() {
    let rows = include_str!("data/structural.jsonl");
    let mut wrong = Vec::new();
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        let found = match lowered(&row["given"]) {
            Ok((resource, version)) => json!({ "crd": crd::manifest(&resource, &version) }),
            Err(errors) => json!({ "errors": errors }),
        };
        for key in ["crd", "errors"] {
            if found.get(key) != row.get(key) {
                wrong.push(format!(
                    "{}: {key}: {:?} is not {:?}",
                    row["name"],
                    found.get(key),
                    row.get(key)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_fact_and_no_reference_is_left_in_any_definition() {
    for row in include_str!("data/structural.jsonl").lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        if let Ok((resource, version)) = lowered(&row["given"]) {
            let text = crd::manifest(&resource, &version).to_string();
            for word in ["x-kubewright", "\"$ref\"", "$hole", "\"const\"", "uniqueItems"] {
                assert!(!text.contains(word), "{}: {word}", row["name"]);
            }
        }
    }
}
