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
use kubewright_core::diag::Diagnostic;
use kubewright_core::model::Resource;
use kubewright_core::structural::{Descriptions, Kind, KubernetesTypes, Schemas, Version, version};
use serde_json::{Map, Value, json};

fn lowered(given: &Value) -> Result<(Resource, Version), Vec<Diagnostic>> {
    let resource: Resource = serde_json::from_value(given["resource"].clone()).unwrap();
    let none = Map::new();
    let schemas = match given.get("root") {
        Some(root) => Schemas::Root(root),
        None => Schemas::Spec {
            spec: &given["spec"],
            status: given.get("status"),
        },
    };
    let descriptions = match given.get("descriptions").and_then(Value::as_str) {
        Some("none") => Descriptions::None,
        Some("full") => Descriptions::Full,
        _ => Descriptions::Own,
    };
    let kind = Kind {
        resource: &resource,
        schemas,
        definitions: given
            .get("definitions")
            .and_then(Value::as_object)
            .unwrap_or(&none),
        kubernetes: &KubernetesTypes::new(35, descriptions),
    };
    let found = version(&kind);
    found.map(|version| (resource, version))
}

/// What is wrong with it.
fn refused(given: &Value) -> Vec<Diagnostic> {
    lowered(given).err().unwrap_or_default()
}

#[test]
fn filled_templates_give_the_definitions_that_the_server_was_asked_about() {
    let rows = include_str!("data/structural.jsonl");
    let mut wrong = Vec::new();
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        let found = match lowered(&row["given"]) {
            Ok((resource, version)) => json!({ "crd": crd::manifest(&resource, version) }),
            Err(wrong) => {
                let told = wrong.iter().map(|wrong| json!([wrong.code, wrong.path]));
                json!({ "errors": told.collect::<Value>() })
            }
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
            let text = crd::manifest(&resource, version).to_string();
            for word in ["x-kubewright", "\"$ref\"", "$hole", "\"const\"", "uniqueItems"] {
                assert!(!text.contains(word), "{}: {word}", row["name"]);
            }
        }
    }
}

fn kind_of(spec: &Value, definitions: &Value) -> Result<Version, Vec<Diagnostic>> {
    let resource = Resource::default();
    version(&Kind {
        resource: &resource,
        schemas: Schemas::Spec { spec, status: None },
        definitions: definitions.as_object().unwrap(),
        kubernetes: &KubernetesTypes::new(35, Descriptions::Own),
    })
}

/// `definitions` in which each type holds the next one twice, or once.
fn chain(length: usize, fields: &[&str]) -> Value {
    let link = |n: usize| {
        let properties: Map<String, Value> = fields
            .iter()
            .map(|field| {
                (
                    (*field).to_owned(),
                    json!({ "$ref": format!("#/$defs/T{}", n + 1) }),
                )
            })
            .collect();
        (
            format!("T{n}"),
            json!({ "type": "object", "properties": properties }),
        )
    };
    let mut links: Map<String, Value> = (0..length).map(link).collect();
    links.insert(format!("T{length}"), json!({ "type": "string" }));
    Value::Object(links)
}

#[test]
fn types_that_double_at_every_level_are_refused_and_not_written_out() {
    let wrong = kind_of(&json!({ "$ref": "#/$defs/T0" }), &chain(40, &["a", "b"])).unwrap_err();
    let message = &wrong[0].message;
    assert_eq!(message, "the schema has over 100000 nodes");
}

#[test]
fn schemas_deeper_than_readers_go_are_refused_at_any_depth() {
    let wrong = kind_of(&json!({ "$ref": "#/$defs/T0" }), &chain(5_000, &["a"])).unwrap_err();
    assert_eq!(wrong.len(), 1);
    assert!(
        wrong[0].message.contains("nested deeper than"),
        "{}",
        wrong[0].message
    );
    let mut nested = json!({ "type": "string" });
    for _ in 0..100 {
        nested = json!({ "type": "array", "items": { "anyOf": [nested, { "type": "null" }] } });
    }
    let wrong = kind_of(&nested, &json!({})).unwrap_err();
    assert!(
        wrong[0].message.contains("nested deeper than"),
        "{}",
        wrong[0].message
    );
    let shallow = kind_of(&json!({ "$ref": "#/$defs/T0" }), &chain(20, &["a"]));
    assert!(shallow.is_ok(), "{shallow:?}");
}

#[test]
fn an_error_has_the_place_of_the_key_and_knows_the_other_bound() {
    let at = |id: u32, value: Value| json!({ "$at": id, "$value": value });
    let newtype = json!({
        "type": "integer", "format": "int32",
        "x-kubewright": {"type": {"validation": {"maximum": at(7, json!(9))}}, "newtype": true, "name": "Size"},
    });
    let field = json!({
        "$ref": "#/$defs/Size",
        "x-kubewright": {"field": {"validation": {"minimum": at(5, json!(10))}}, "name": "size", "at": 4},
    });
    let spec = json!({ "type": "object", "properties": { "size": field } });
    let wrong = kind_of(&spec, &json!({ "Size": newtype })).unwrap_err();
    assert_eq!(wrong.len(), 1);
    assert_eq!(
        (wrong[0].code.as_str(), wrong[0].path.as_str()),
        ("KW0402", "spec.size")
    );
    assert_eq!(wrong[0].span.id(), 5);
    assert_eq!(wrong[0].also[0].0.id(), 7);
}

#[test]
fn a_shape_without_a_schema_is_reported_at_the_field_that_holds_it() {
    let field = json!({ "type": "integer", "format": "uint128", "minimum": 0, "x-kubewright": {"field": {}, "at": 12} });
    let spec =
        json!({ "type": "object", "properties": { "size": field }, "x-kubewright": {"type": {}, "at": 3} });
    let wrong = kind_of(&spec, &json!({})).unwrap_err();
    assert_eq!((wrong[0].code.as_str(), wrong[0].span.id()), ("KW0305", 12));
}

#[test]
fn a_definition_is_named_by_its_group_and_plural() {
    let row = include_str!("data/structural.jsonl").lines().next().unwrap();
    let row: Value = serde_json::from_str(row).unwrap();
    let resource: Resource = serde_json::from_value(row["given"]["resource"].clone()).unwrap();
    assert_eq!(crd::name(&resource), "dbs.e.example.com");
    assert_eq!(crd::file_name(&resource), "e.example.com_dbs.yaml");
}

#[test]
fn the_way_out_of_a_cycle_fits_what_closes_it() {
    let tree = |below: Value| {
        let tree = json!({ "type": "object", "properties": { "below": below } });
        let wrong = kind_of(&json!({ "$ref": "#/$defs/Tree" }), &json!({ "Tree": tree })).unwrap_err();
        let helps: Vec<_> = wrong.iter().filter_map(|wrong| wrong.help.clone()).collect();
        (wrong[0].path.clone(), helps.join(", "))
    };
    let (path, help) = tree(json!({ "type": "array", "items": { "$ref": "#/$defs/Tree" } }));
    assert_eq!(path, "spec.below[*]");
    assert!(!help.contains("schema(preserve_unknown_fields)"), "{help}");
    let (path, help) = tree(json!({ "type": "object", "additionalProperties": { "$ref": "#/$defs/Tree" } }));
    assert_eq!(path, "spec.below{*}");
    assert!(help.contains("schema(preserve_unknown_fields)"), "{help}");
}

#[test]
fn the_way_out_of_an_embedded_map_is_one_that_the_map_takes() {
    let any = json!({ "x-kubernetes-preserve-unknown-fields": true });
    let keys =
        json!({ "field": { "schema": { "embedded_resource": true, "preserve_unknown_fields": true } } });
    let map = json!({ "type": "object", "additionalProperties": any, "x-kubewright": keys });
    let spec = json!({ "type": "object", "properties": { "parts": map } });
    let wrong = kind_of(&spec, &json!({})).unwrap_err();
    assert_eq!((wrong.len(), wrong[0].code.as_str()), (1, "KW0401"), "{wrong:?}");
    let help = wrong[0].help.as_deref().unwrap();
    assert!(
        help.contains("serde_json::Value") && help.contains("additionalProperties"),
        "{help}"
    );
}

#[test]
fn what_is_wrong_with_a_literal_or_a_pattern_has_the_place_of_its_key() {
    let literal = json!({ "type": "strin", "x-kubewright": { "field": {}, "at": 4, "literal": 6 } });
    let spec = json!({ "type": "object", "properties": { "size": literal } });
    let wrong = kind_of(&spec, &json!({})).unwrap_err();
    assert_eq!((wrong[0].code.as_str(), wrong[0].span.id()), ("KW0301", 6));

    let pattern = |at: u32, text: &str| json!({ "validation": { "pattern": { "$at": at, "$value": text } } });
    let field =
        json!({ "type": "string", "x-kubewright": { "field": pattern(8, "a"), "type": pattern(9, "b") } });
    let spec = json!({ "type": "object", "properties": { "name": field } });
    let places = kind_of(&spec, &json!({})).unwrap().places();
    let place = |key: &str| places[&format!("properties[spec].properties[name].{key}")].id();
    assert_eq!((place("pattern"), place("allOf[0]")), (8, 9));
}

#[test]
fn every_error_of_a_schema_has_a_way_out() {
    for row in include_str!("data/structural.jsonl").lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        for wrong in refused(&row["given"]) {
            assert!(wrong.help.is_some(), "{}: {wrong}", row["name"]);
        }
    }
}
