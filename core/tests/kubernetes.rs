//! The facts of Kubernetes' own types, laid over small schemas of the form that k8s-openapi writes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_core::kubernetes::{MINORS, QUANTITY_PATTERN, is_definition, lay_facts, strip_descriptions};
use serde_json::{Value, json};

fn laid(definition: &str, minor: u8, mut schema: Value) -> Value {
    lay_facts(definition, minor, &mut schema);
    let once = schema.clone();
    lay_facts(definition, minor, &mut schema);
    assert_eq!(schema, once, "laying twice changes {definition}");
    schema
}

#[test]
fn a_list_map_gets_its_keys_and_a_key_its_default() {
    let list = json!({ "type": "array", "items": { "$ref": "#/$defs/io.k8s.api.core.v1.ContainerPort" } });
    let container = laid(
        "io.k8s.api.core.v1.Container",
        35,
        json!({ "type": "object", "properties": { "ports": list, "name": { "type": "string" } }, "required": ["name"] }),
    );
    let ports = &container["properties"]["ports"];
    assert_eq!(ports["x-kubernetes-list-type"], "map");
    assert_eq!(
        ports["x-kubernetes-list-map-keys"],
        json!(["containerPort", "protocol"])
    );
    assert_eq!(container["required"], json!(["name"]));

    let port = laid(
        "io.k8s.api.core.v1.ContainerPort",
        35,
        json!({ "type": "object", "properties": { "protocol": { "type": "string" } } }),
    );
    assert_eq!(
        port["properties"]["protocol"],
        json!({ "type": "string", "default": "TCP" })
    );
}

#[test]
fn a_defaulted_property_is_not_required() {
    let schema =
        json!({ "type": "object", "properties": { "name": { "type": "string" } }, "required": ["name"] });
    assert_eq!(
        laid("io.k8s.api.core.v1.LocalObjectReference", 37, schema),
        json!({
            "type": "object", "properties": { "name": { "type": "string", "default": "" } },
            "x-kubernetes-map-type": "atomic",
        })
    );
    let schema = json!({
        "type": "object", "properties": { "name": { "type": "string" }, "key": { "type": "string" } },
        "required": ["key", "name"],
    });
    assert_eq!(
        laid("io.k8s.api.core.v1.SecretKeySelector", 37, schema)["required"],
        json!(["key"])
    );
}

#[test]
fn a_fact_holds_in_its_versions_only() {
    let schema = json!({ "type": "object", "properties": { "conditions": { "type": "array" } } });
    for minor in MINORS {
        let status = laid("io.k8s.api.apps.v1.DeploymentStatus", minor, schema.clone());
        let conditions = &status["properties"]["conditions"];
        // From 1.37 on the conditions' `type` is optional upstream, and so no key for a CRD.
        let expected = if minor < 37 { "map" } else { "atomic" };
        assert_eq!(conditions["x-kubernetes-list-type"], expected, "1.{minor}");
        assert_eq!(conditions.get("x-kubernetes-list-map-keys").is_some(), minor < 37);
    }
}

#[test]
fn a_version_beyond_the_known_ones_counts_as_the_nearest() {
    let schema = json!({ "type": "object", "properties": { "conditions": { "type": "array" } } });
    for (beyond, nearest) in [(0, 33), (32, 33), (38, 37), (255, 37)] {
        let definition = "io.k8s.api.apps.v1.DeploymentStatus";
        assert_eq!(
            laid(definition, beyond, schema.clone()),
            laid(definition, nearest, schema.clone())
        );
    }
}

#[test]
fn a_map_type_beside_a_reference_is_laid_beside_it() {
    let schema = json!({ "type": "object", "properties": { "claimRef": { "$ref": "#/$defs/x" } } });
    assert_eq!(
        laid("io.k8s.api.core.v1.PersistentVolumeSpec", 33, schema)["properties"]["claimRef"],
        json!({ "$ref": "#/$defs/x", "x-kubernetes-map-type": "granular" })
    );
}

#[test]
fn a_list_fact_never_lands_on_what_is_no_list() {
    let schema = json!({ "type": "object", "properties": { "ports": { "type": "string" } } });
    assert_eq!(laid("io.k8s.api.core.v1.Container", 35, schema.clone()), schema);
}

#[test]
fn quantity_and_int_or_string_are_integer_or_string() {
    let schema = json!({ "description": "d", "x-kubernetes-int-or-string": true });
    let either = json!([{ "type": "integer" }, { "type": "string" }]);
    assert_eq!(
        laid(
            "io.k8s.apimachinery.pkg.api.resource.Quantity",
            35,
            schema.clone()
        ),
        json!({ "description": "d", "anyOf": either, "pattern": QUANTITY_PATTERN, "x-kubernetes-int-or-string": true })
    );
    assert_eq!(
        laid("io.k8s.apimachinery.pkg.util.intstr.IntOrString", 35, schema),
        json!({ "description": "d", "anyOf": either, "x-kubernetes-int-or-string": true })
    );
}

#[test]
fn what_holds_any_json_keeps_it() {
    let object = json!({ "type": "object" });
    let kept = json!({ "type": "object", "x-kubernetes-preserve-unknown-fields": true });
    assert_eq!(
        laid("io.k8s.apimachinery.pkg.runtime.RawExtension", 35, object.clone()),
        kept
    );
    assert_eq!(
        laid(
            "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1",
            35,
            object.clone()
        ),
        kept
    );
    assert_eq!(
        laid(
            "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON",
            35,
            object.clone()
        ),
        json!({ "nullable": true, "x-kubernetes-preserve-unknown-fields": true })
    );
    assert_eq!(
        laid("io.k8s.apimachinery.pkg.apis.meta.v1.Patch", 35, object),
        json!({ "x-kubernetes-preserve-unknown-fields": true })
    );
}

#[test]
fn times_stay_as_they_are() {
    let time = json!({ "type": "string", "format": "date-time" });
    assert_eq!(
        laid("io.k8s.apimachinery.pkg.apis.meta.v1.Time", 35, time.clone()),
        time
    );
    assert_eq!(
        laid("io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime", 35, time.clone()),
        time
    );
}

#[test]
fn a_kind_as_a_field_does_not_require_its_metadata() {
    let kind = |required: Value| {
        json!({
            "type": "object", "required": required,
            "properties": {
                "apiVersion": { "type": "string" }, "kind": { "type": "string" },
                "metadata": { "$ref": "#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" },
            },
        })
    };
    let claim = laid(
        "io.k8s.api.core.v1.PersistentVolumeClaim",
        35,
        kind(json!(["metadata"])),
    );
    assert_eq!(claim.get("required"), None);
    assert_eq!(claim.get("x-kubernetes-embedded-resource"), None);
    let event = laid(
        "io.k8s.api.core.v1.Event",
        35,
        kind(json!(["involvedObject", "metadata"])),
    );
    assert_eq!(event["required"], json!(["involvedObject"]));
}

#[test]
fn conditions_get_the_bounds_of_their_go_type() {
    let property = json!({ "type": "string" });
    let schema = json!({
        "type": "object",
        "properties": { "type": property, "status": property, "reason": property, "message": property },
        "required": ["message", "reason", "status", "type"],
    });
    let condition = laid("io.k8s.apimachinery.pkg.apis.meta.v1.Condition", 35, schema);
    assert_eq!(
        condition["properties"]["status"]["enum"],
        json!(["True", "False", "Unknown"])
    );
    assert_eq!(condition["properties"]["reason"]["minLength"], 1);
    assert_eq!(condition["properties"]["message"]["maxLength"], 32768);
    assert!(
        condition["properties"]["type"]["pattern"]
            .as_str()
            .unwrap()
            .contains(r"\.")
    );
}

#[test]
fn a_users_own_container_is_none_of_kubernetes() {
    let schema = json!({ "type": "object", "properties": { "ports": { "type": "array" } } });
    assert!(!is_definition("Container"));
    assert_eq!(laid("Container", 35, schema.clone()), schema);
    assert!(is_definition("io.k8s.api.core.v1.Container"));
}

#[test]
fn what_is_no_object_stays() {
    for schema in [
        json!(true),
        json!(null),
        json!([]),
        json!({ "properties": [] }),
        json!({ "required": "x" }),
    ] {
        assert_eq!(laid("io.k8s.api.core.v1.Container", 35, schema.clone()), schema);
    }
}

#[test]
fn descriptions_go_wherever_a_schema_stands_and_stay_where_they_are_data() {
    let mut schema = json!({
        "description": "gone",
        "properties": {
            "description": { "type": "string", "description": "gone" },
            "list": { "items": { "description": "gone", "additionalProperties": { "description": "gone" } } },
        },
        "anyOf": [{ "description": "gone", "not": { "description": "gone" } }],
        "additionalProperties": true,
        "$defs": { "description": { "description": "gone" } },
        "default": { "description": "kept" },
        "enum": [{ "description": "kept" }],
        "required": ["description"],
    });
    strip_descriptions(&mut schema);
    assert_eq!(
        schema,
        json!({
            "properties": {
                "description": { "type": "string" },
                "list": { "items": { "additionalProperties": {} } },
            },
            "anyOf": [{ "not": {} }],
            "additionalProperties": true,
            "$defs": { "description": {} },
            "default": { "description": "kept" },
            "enum": [{ "description": "kept" }],
            "required": ["description"],
        })
    );
}

#[test]
fn descriptions_of_a_deep_schema_are_stripped_without_recursion() {
    let mut schema = json!({ "description": "leaf" });
    for _ in 0..10_000 {
        let mut outer = serde_json::Map::from_iter([("description".to_owned(), json!("d"))]);
        outer.insert("items".to_owned(), schema);
        schema = Value::Object(outer);
    }
    strip_descriptions(&mut schema);
    let mut depth = 0;
    // Taken apart level by level: dropping a value this deep in one go would recurse.
    while let Some(inner) = schema.as_object_mut().and_then(|object| object.remove("items")) {
        assert_eq!(schema, json!({}));
        schema = inner;
        depth += 1;
    }
    assert_eq!(depth, 10_000);
}
