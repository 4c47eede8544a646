//! For each lint something that it finds, and something that it lets pass.

use serde_json::{Value, json};

/// A CRD with one version, made of `spec`, `status` and the rest of the version.
pub fn crd(parts: &Value) -> Value {
    let mut properties =
        json!({"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": {"type": "object"}});
    for part in ["spec", "status"] {
        if let Some(schema) = parts.get(part) {
            properties[part] = schema.clone();
        }
    }
    let subresources = parts
        .get("subresources")
        .cloned()
        .unwrap_or(json!({"status": {}}));
    json!({
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {"name": "probes.example.com"},
        "spec": {
            "group": "example.com", "names": {"kind": "Probe", "plural": "probes"}, "scope": "Namespaced",
            "versions": [{
                "name": "v1", "served": true, "storage": true, "subresources": subresources,
                "schema": {"openAPIV3Schema": {"type": "object", "properties": properties}},
            }],
        },
    })
}

/// A spec with one field `a`, described, beside an empty status.
pub fn field(schema: Value) -> Value {
    let mut schema = schema;
    schema["description"] = json!("A field.");
    let spec = json!({"type": "object", "description": "The spec.", "properties": {"a": schema}});
    json!({"spec": spec, "status": {"type": "object", "description": "The status."}})
}

fn status(schema: Value) -> Value {
    json!({"status": schema})
}

/// The path of the field `a`.
pub const FIELD: &str = "spec.validation.openAPIV3Schema.properties[spec].properties[a]";

/// Each lint with what it finds, where (below the field `a`, or whole), and with what it lets pass.
pub fn examples() -> Vec<(&'static str, Value, &'static str, Value)> {
    let conditions = |more: Value| {
        let mut list = json!({"type": "array", "items": {"type": "object", "required": ["type"], "properties": {"type": {"type": "string"}}}});
        list.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        status(json!({"type": "object", "properties": {"conditions": list}}))
    };
    let object = json!({"b": {"type": "string"}});
    let rule = |more: Value| {
        let mut rule = json!({"rule": "self != ''"});
        rule.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        field(json!({"type": "string", "maxLength": 9, "x-kubernetes-validations": [rule]}))
    };
    vec![
        (
            "min-above-max",
            field(json!({"type": "integer", "minimum": 5, "maximum": 2})),
            "maximum",
            field(json!({"type": "integer", "minimum": 2, "maximum": 2})),
        ),
        (
            "min-above-max",
            field(json!({"type": "integer", "minimum": 2, "maximum": 2, "exclusiveMaximum": true})),
            "maximum",
            field(json!({"type": "integer", "minimum": 2, "maximum": 3, "exclusiveMaximum": true})),
        ),
        (
            "min-above-max",
            field(json!({"type": "string", "minLength": 5, "maxLength": 2})),
            "maxLength",
            field(json!({"type": "string", "minLength": 5})),
        ),
        (
            "negative-size",
            field(json!({"type": "string", "maxLength": -1})),
            "maxLength",
            field(json!({"type": "string", "maxLength": 0})),
        ),
        (
            "bound-without-effect",
            field(json!({"type": "array", "items": {"type": "string"}, "maxLength": 3})),
            "maxLength",
            field(json!({"x-kubernetes-int-or-string": true, "pattern": "^a$"})),
        ),
        (
            "unbounded-under-rule",
            field(json!({"type": "string", "x-kubernetes-validations": [{"rule": "self != ''"}]})),
            "",
            rule(json!({})),
        ),
        (
            "unbounded-under-rule",
            field(
                json!({"type": "array", "items": {"type": "integer", "x-kubernetes-validations": [{"rule": "self != 1"}]}}),
            ),
            "",
            field(
                json!({"type": "array", "maxItems": 3, "items": {"type": "integer", "x-kubernetes-validations": [{"rule": "self != 1"}]}}),
            ),
        ),
        (
            "unbounded",
            field(json!({"type": "array", "items": {"type": "integer"}})),
            "",
            field(json!({"type": "string", "enum": ["a"]})),
        ),
        (
            "unanchored-pattern",
            field(json!({"type": "string", "pattern": "[a-z]+"})),
            "pattern",
            field(json!({"type": "string", "pattern": "^[a-z]+$"})),
        ),
        (
            "enum-of-other-type",
            field(json!({"type": "string", "enum": ["a", 1]})),
            "enum",
            field(json!({"type": "integer", "nullable": true, "enum": [1, 2.0, null]})),
        ),
        (
            "enum-without-null",
            field(json!({"type": "string", "nullable": true, "enum": ["a"]})),
            "enum",
            field(json!({"type": "string", "nullable": true, "anyOf": [{"enum": ["a"]}]})),
        ),
        (
            "unknown-format",
            field(json!({"type": "integer", "format": "uint16"})),
            "format",
            field(json!({"type": "string", "format": "date-time"})),
        ),
        (
            "required-unknown-field",
            field(json!({"type": "object", "required": ["c"], "properties": object})),
            "required",
            field(json!({"type": "object", "required": ["b"], "properties": object})),
        ),
        (
            "required-unknown-field",
            field(json!({"type": "object", "required": [""]})),
            "required",
            field(json!({"type": "object", "required": ["c"], "additionalProperties": {"type": "string"}})),
        ),
        (
            "unknown-field-in-junctor",
            field(
                json!({"type": "object", "properties": object, "oneOf": [{"required": ["b"]}, {"not": {"required": ["c"]}}]}),
            ),
            "oneOf[1].not",
            field(json!({"type": "object", "properties": object, "oneOf": [{"required": ["b"]}]})),
        ),
        (
            "required-with-default",
            field(
                json!({"type": "object", "required": ["b"], "properties": {"b": {"type": "string", "default": "x"}}}),
            ),
            "properties[b].default",
            field(json!({"type": "object", "properties": {"b": {"type": "string", "default": "x"}}})),
        ),
        (
            "writes-null",
            field(json!({"type": "string", "nullable": true})),
            "",
            field(json!({"type": "string"})),
        ),
        (
            "items-without-required",
            field(json!({"type": "array", "items": {"type": "object", "properties": object}})),
            "items",
            field(
                json!({"type": "array", "items": {"type": "object", "required": ["b"], "properties": object}}),
            ),
        ),
        (
            "undescribed",
            field(json!({"type": "object", "properties": object})),
            "properties[b]",
            field(json!({"type": "string"})),
        ),
        (
            "float",
            field(json!({"type": "number"})),
            "type",
            field(json!({"type": "integer"})),
        ),
        (
            "bool",
            field(json!({"type": "boolean"})),
            "type",
            field(json!({"type": "string"})),
        ),
        (
            "map",
            field(json!({"type": "object", "additionalProperties": {"type": "integer"}})),
            "",
            field(json!({"type": "object", "additionalProperties": {"type": "string"}})),
        ),
        (
            "integer-without-format",
            field(json!({"type": "integer"})),
            "type",
            field(json!({"type": "integer", "format": "int64"})),
        ),
        (
            "any-value",
            field(json!({"x-kubernetes-preserve-unknown-fields": true})),
            "",
            field(
                json!({"type": "object", "properties": object, "x-kubernetes-preserve-unknown-fields": true}),
            ),
        ),
        (
            "conditions-not-by-type",
            conditions(json!({})),
            "spec.validation.openAPIV3Schema.properties[status].properties[conditions]",
            conditions(json!({"x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["type"]})),
        ),
        (
            "list-without-type",
            field(json!({"type": "array", "items": {"type": "integer"}})),
            "",
            field(json!({"type": "array", "items": {"type": "integer"}, "x-kubernetes-list-type": "atomic"})),
        ),
        (
            "status-required",
            status(
                json!({"type": "object", "required": ["ready"], "properties": {"ready": {"type": "boolean"}}}),
            ),
            "spec.validation.openAPIV3Schema.properties[status].properties[ready]",
            conditions(json!({})),
        ),
        (
            "status-not-a-subresource",
            json!({"status": {"type": "object", "properties": {"ready": {"type": "boolean"}}}, "subresources": {}}),
            "spec.versions[0].subresources",
            status(json!({"type": "object", "properties": {"ready": {"type": "boolean"}}})),
        ),
        (
            "status-without-schema",
            json!({}),
            "spec.versions[0].subresources.status",
            json!({"subresources": {}}),
        ),
        (
            "phase",
            status(json!({"type": "object", "properties": {"phase": {"type": "string"}}})),
            "spec.validation.openAPIV3Schema.properties[status].properties[phase]",
            field(json!({"type": "object", "properties": {"phase": {"type": "string"}}})),
        ),
        (
            "not-camel-case",
            field(
                json!({"type": "object", "properties": {"b_c": {"type": "string"}, "D": {"type": "string"}}}),
            ),
            "properties[D]",
            field(json!({"type": "object", "properties": {"bC2": {"type": "string"}}})),
        ),
        (
            "timestamp",
            field(json!({"type": "object", "properties": {"startTimestamp": {"type": "string"}}})),
            "properties[startTimestamp]",
            field(json!({"type": "object", "properties": {"startTime": {"type": "string"}}})),
        ),
        (
            "rule-without-message",
            rule(json!({})),
            "x-kubernetes-validations[0]",
            rule(json!({"messageExpression": "'a'"})),
        ),
        (
            "message-twice",
            rule(json!({"message": "a", "messageExpression": "'a'"})),
            "x-kubernetes-validations[0]",
            rule(json!({"message": "a"})),
        ),
        (
            "too-large-to-apply",
            field(json!({"type": "string", "title": "x".repeat(240_000)})),
            "whole",
            field(json!({"type": "string", "title": "x".repeat(200_000)})),
        ),
        (
            "too-large-to-store",
            field(json!({"type": "string", "title": "x".repeat(1_100_000)})),
            "whole",
            field(json!({"type": "string", "title": "x".repeat(900_000)})),
        ),
    ]
}
