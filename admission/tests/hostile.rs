//! Input that is made to break a reader: deep, large, of the wrong shape.
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

fn crd(schema: Value) -> Value {
    let mut crd = json!({
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {"name": "foos.x.example.com"},
        "spec": {
            "group": "x.example.com", "scope": "Namespaced", "names": {"plural": "foos", "kind": "Foo"},
            "versions": [{"name": "v1", "served": true, "storage": true, "schema": {}}],
        },
    });
    crd["spec"]["versions"][0]["schema"] = object("openAPIV3Schema", schema);
    crd
}

fn object(key: &str, value: Value) -> Value {
    Value::Object(serde_json::Map::from_iter([(key.to_owned(), value)]))
}

fn object_schema(property: Value) -> Value {
    let mut schema = object("properties", object("a", property));
    schema["type"] = "object".into();
    schema
}

fn nested(depth: usize, wrap: impl Fn(Value) -> Value) -> Value {
    (0..depth).fold(json!({"type": "string"}), |inner, _| wrap(inner))
}

fn dropped(value: Value) {
    // Values this deep need a large stack to be dropped on.
    std::thread::Builder::new()
        .stack_size(1 << 28)
        .spawn(move || drop(value))
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn a_schema_a_thousand_levels_deep_is_accepted() {
    let deep = crd(nested(1000, object_schema));
    assert_eq!(validate_crd(&deep, VERSION).unwrap().errors, []);
    assert_eq!(
        validate_crd_update(&deep, &deep, VERSION).unwrap().errors.len(),
        2
    );
    dropped(deep);
}

#[test]
fn a_junctor_a_thousand_levels_deep_is_judged() {
    let junctors = nested(1000, |inner| object("anyOf", Value::Array(vec![inner])));
    let deep = crd(object_schema(object("not", junctors)));
    // One for the missing type, one for the node itself.
    assert_eq!(validate_crd(&deep, VERSION).unwrap().errors.len(), 2);
    dropped(deep);
}

#[test]
fn a_body_deeper_than_the_server_reads_is_refused() {
    let deep = nested(20_000, |inner| Value::Array(vec![inner]));
    assert_eq!(
        validate_crd(&deep, VERSION).unwrap_err().to_string(),
        "exceeded max depth"
    );
    dropped(deep);
}

#[test]
fn an_object_a_thousand_levels_deep_is_judged() {
    let schema = nested(500, object_schema);
    let crd = crd(schema);
    let kind = Kind::new(&crd, "v1", VERSION).unwrap();
    let mut object = nested(500, |inner| object("a", inner));
    object["apiVersion"] = "x.example.com/v1".into();
    object["kind"] = "Foo".into();
    object["metadata"] = json!({"name": "x"});
    let verdict = kind.judge(Via::Post, &object, None).unwrap();
    assert_eq!(verdict.errors.len(), 1);
    assert!(
        verdict.errors[0]
            .to_string()
            .contains("must be of type string: \"object\"")
    );
    dropped(object);
}

#[test]
fn many_failing_items_are_all_told() {
    let crd =
        crd(json!({"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string"}}}}));
    let kind = Kind::new(&crd, "v1", VERSION).unwrap();
    let items: Vec<Value> = (0..20_000).map(Value::from).collect();
    let object =
        json!({"apiVersion": "x.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}, "a": items});
    assert_eq!(kind.judge(Via::Post, &object, None).unwrap().errors.len(), 20_000);
}

#[test]
fn a_pattern_that_backtracks_elsewhere_does_not_here() {
    let crd =
        crd(json!({"type": "object", "properties": {"a": {"type": "string", "pattern": "^(a|a)*(a+)+$"}}}));
    let kind = Kind::new(&crd, "v1", VERSION).unwrap();
    let text = format!("{}b", "a".repeat(100_000));
    let object =
        json!({"apiVersion": "x.example.com/v1", "kind": "Foo", "metadata": {"name": "x"}, "a": text});
    assert_eq!(kind.judge(Via::Post, &object, None).unwrap().errors.len(), 1);
}

#[test]
fn a_body_of_any_shape_is_answered() {
    let shapes = [
        json!(null),
        json!(1),
        json!("a"),
        json!([]),
        json!({}),
        json!({"spec": 1}),
        json!({"metadata": []}),
    ];
    for shape in &shapes {
        _ = validate_crd(shape, VERSION);
        _ = validate_crd_update(shape, shape, VERSION);
        let crd = crd(json!({"type": "object"}));
        assert!(
            Kind::new(&crd, "v1", VERSION)
                .unwrap()
                .judge(Via::Put, shape, Some(shape))
                .is_err()
        );
        assert!(Kind::new(shape, "v1", VERSION).is_err());
    }
    for wrong in [
        "spec",
        "versions",
        "schema",
        "properties",
        "items",
        "maximum",
        "required",
        "enum",
        "default",
    ] {
        let text = crd(json!({"type": "object", "properties": {"a": {"items": {}, "maximum": 1, "required": [], "enum": [], "default": 1}}})).to_string();
        for value in ["null", "1", "1.5", "\"a\"", "[1]", "{\"a\":1}", "true"] {
            let changed: Value = serde_json::from_str(
                &text.replace(&format!("\"{wrong}\":"), &format!("\"{wrong}\":{value},\"was\":")),
            )
            .unwrap();
            _ = validate_crd(&changed, VERSION);
        }
    }
}
