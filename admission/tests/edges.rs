//! What comparing made input with the real server found; each kind once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_admission::{Kind, KubernetesVersion, Via, validate_crd, validate_crd_update};
use serde_json::{Value, json};

const VERSION: KubernetesVersion = KubernetesVersion::V1_37;

fn crd(version: Value) -> Value {
    let mut version = version;
    for (name, value) in [
        ("name", json!("v1")),
        ("served", json!(true)),
        ("storage", json!(true)),
    ] {
        version[name] = value;
    }
    json!({
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {"name": "foos.x.example.com", "resourceVersion": "1"},
        "spec": {
            "group": "x.example.com", "scope": "Namespaced", "names": {"plural": "foos", "kind": "Foo"}, "versions": [version],
        },
        "status": {"storedVersions": ["v1"]},
    })
}

fn with_property(property: Value) -> Value {
    crd(json!({"schema": {"openAPIV3Schema": {"type": "object", "properties": {"a": property}}}}))
}

fn errors(crd: &Value) -> Vec<String> {
    validate_crd(crd, VERSION)
        .unwrap()
        .errors
        .iter()
        .map(ToString::to_string)
        .collect()
}

const ROOT: &str = "spec.validation.openAPIV3Schema";

#[test]
fn an_enum_of_nothing_does_not_spoil_int_or_string() {
    let any_of = json!([{"type": "integer", "enum": []}, {"type": "string"}]);
    assert_eq!(
        errors(&with_property(
            json!({"x-kubernetes-int-or-string": true, "anyOf": any_of})
        )),
        [""; 0]
    );
    let any_of = json!([{"type": "integer", "enum": [1]}, {"type": "string"}]);
    assert_eq!(
        errors(&with_property(
            json!({"x-kubernetes-int-or-string": true, "anyOf": any_of})
        ))
        .len(),
        2
    );
}

#[test]
fn an_empty_list_of_map_keys_counts_beside_a_status() {
    let schema = json!({"type": "object", "x-kubernetes-list-map-keys": []});
    let found = errors(&crd(
        json!({"subresources": {"status": {}}, "schema": {"openAPIV3Schema": schema}}),
    ));
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("\"XListMapKeys\":"), "{}", found[0]);
}

#[test]
fn selectable_fields_of_an_unreadable_schema_are_judged_by_their_syntax() {
    let schema = json!({"type": "object", "$schema": "x"});
    let fields = json!([{"jsonPath": "spec"}, {"jsonPath": "."}, {"jsonPath": ".a"}]);
    let found = errors(&crd(
        json!({"selectableFields": fields, "schema": {"openAPIV3Schema": schema}}),
    ));
    assert_eq!(
        found,
        [
            format!("{ROOT}: Invalid value: \"\": OpenAPIV3Schema 'schema' is not supported"),
            "spec.schema.openAPIV3Schema: Invalid value: \"\": OpenAPIV3Schema 'schema' is not supported".to_owned(),
            "spec.selectableFields[0].jsonPath: Invalid value: \"spec\": is an invalid path: expected [ or . but got: spec"
                .to_owned(),
            "spec.selectableFields[1].jsonPath: Invalid value: \".\": is an invalid path: unexpected end of JSON path"
                .to_owned(),
        ]
    );
}

#[test]
fn paths_of_rules_are_not_looked_up_in_an_unreadable_schema() {
    let rules = json!([{"rule": "true", "fieldPath": "zz"}]);
    let found = errors(&with_property(
        json!({"type": "object", "$ref": "#/x", "x-kubernetes-validations": rules}),
    ));
    assert_eq!(
        found,
        [format!(
            "{ROOT}.properties[a].$ref: Forbidden: $ref is not supported"
        )]
    );
}

#[test]
fn large_floats_are_printed_with_an_exponent() {
    let crd = with_property(json!({"type": "number", "maximum": 1e6}));
    let kind = Kind::new(&crd, "v1", VERSION).unwrap();
    let object =
        json!({"apiVersion": "x.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}, "a": 2e7});
    let found = kind.judge(Via::Post, &object, None).unwrap().errors;
    assert_eq!(
        found[0].to_string(),
        "a: Invalid value: 2e+07: a in body should be less than or equal to 1e+06"
    );
}

#[test]
fn a_bound_beyond_an_integers_range_refuses_every_object() {
    let crd = with_property(json!({"type": "integer", "maximum": 9_223_372_036_854_775_807i64}));
    let object = json!({"apiVersion": "x.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}, "a": 1});
    for version in KubernetesVersion::ALL {
        let kind = Kind::new(&crd, "v1", version).unwrap();
        assert_ne!(
            kind.judge(Via::Post, &object, None).unwrap().errors,
            [],
            "{version}"
        );
    }
}

#[test]
fn a_rule_of_the_root_is_not_forgiven_where_the_metadata_is_undeclared() {
    let mut crd = with_property(json!({"type": "string"}));
    let root = &mut crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"];
    root["x-kubernetes-validations"] = json!([{"rule": "self.metadata.name == 'y'", "message": "no"}]);
    root["properties"]["metadata"] = json!({"type": "object"});
    let object =
        json!({"apiVersion": "x.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}, "a": "b"});
    let kind = Kind::new(&crd, "v1", VERSION).unwrap();
    let verdict = kind.judge(Via::Put, &object, Some(&object)).unwrap();
    assert_eq!(verdict.errors[0].to_string(), "<nil>: Invalid value: no");
}

#[test]
fn an_unchanged_value_may_stay_invalid_and_a_changed_one_not() {
    let crd = with_property(
        json!({"type": "object", "properties": {"b": {"type": "string", "maxLength": 1}, "c": {"type": "string"}}}),
    );
    let kind = Kind::new(&crd, "v1", VERSION).unwrap();
    let object = |b: &str, c: &str| json!({"apiVersion": "x.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}, "a": {"b": b, "c": c}});
    let judge = |new: Value, old: Value| kind.judge(Via::Put, &new, Some(&old)).unwrap().errors.len();
    assert_eq!(judge(object("long", "new"), object("long", "old")), 0);
    assert_eq!(judge(object("longer", "old"), object("long", "old")), 1);
}

#[test]
fn below_a_new_item_nothing_is_compared_with_the_old_value() {
    let item = json!({"type": "object", "properties": {
        "k": {"type": "string", "nullable": true},
        "b": {"type": "array", "x-kubernetes-list-type": "atomic", "items": {"type": "string", "maxLength": 1}},
    }});
    let crd = with_property(json!({
        "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"], "items": item,
    }));
    let kind = Kind::new(&crd, "v1", VERSION).unwrap();
    let object = |key: Value| {
        let items = json!([{"k": "first", "b": ["x"]}, {"k": key, "b": ["long"]}]);
        json!({"apiVersion": "x.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}, "a": items})
    };
    let verdict = kind
        .judge(Via::Put, &object(json!(null)), Some(&object(json!("second"))))
        .unwrap();
    assert_eq!(
        verdict.errors[0].to_string(),
        "a[1].b[0]: Too long: may not be more than 1 byte"
    );
}

#[test]
fn selectable_fields_without_a_schema_are_judged_by_their_syntax() {
    let found = errors(&crd(
        json!({"selectableFields": [{"jsonPath": ""}], "schema": {}}),
    ));
    assert!(
        found.contains(&"spec.selectableFields[0].jsonPath: Required value".to_owned()),
        "{found:?}"
    );
}

#[test]
fn an_update_may_keep_what_the_old_crd_breaks_and_break_nothing_new() {
    let broken =
        with_property(json!({"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "object"}}));
    let sound = with_property(json!({"type": "string"}));
    let update = |new: &Value, old: &Value| validate_crd_update(new, old, VERSION).unwrap().errors.len();
    assert_eq!(update(&broken, &broken), 0);
    assert_eq!(update(&broken, &sound), 1);
}

#[test]
fn ranges_of_integers_are_checked_from_1_36_on() {
    let crd = with_property(json!({"type": "integer", "format": "int32", "default": 3_000_000_000i64}));
    for version in KubernetesVersion::ALL {
        let refused = !validate_crd(&crd, version).unwrap().errors.is_empty();
        assert_eq!(refused, version >= KubernetesVersion::V1_36, "{version}");
    }
}

#[test]
fn owners_are_judged_in_the_words_of_the_version() {
    let crd = with_property(json!({"type": "string"}));
    let owner = json!({"apiVersion": "a/b/c", "kind": "K", "name": "", "uid": "u"});
    let metadata = json!({"name": "x", "ownerReferences": [owner]});
    let object = json!({"apiVersion": "x.example.com/v1", "kind": "Foo", "metadata": metadata});
    let said = |version| {
        let errors = Kind::new(&crd, "v1", version)
            .unwrap()
            .judge(Via::Post, &object, None)
            .unwrap()
            .errors;
        errors.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let version = "metadata.ownerReferences.apiVersion: Invalid value: \"a/b/c\": version must not be empty";
    let name = "metadata.ownerReferences.name: Invalid value: \"\": ";
    assert_eq!(
        said(KubernetesVersion::V1_33)[..2],
        [version, &format!("{name}name must not be empty")]
    );
    assert_eq!(
        said(KubernetesVersion::V1_36)[..2],
        [version, &format!("{name}must not be empty")]
    );
    assert!(
        said(VERSION)
            .contains(&"metadata.ownerReferences[0].name: Required value: must not be empty".to_owned())
    );
}
