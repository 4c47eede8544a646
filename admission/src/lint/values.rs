//! Values and formats that can't be.

use super::node::{Node, type_name};
use super::{Check, Level, Lint, Told};
use crate::KubernetesVersion;
use crate::formats::is_known;
use serde_json::{Map, Value};

pub(super) const LINTS: &[Lint] = &[
    Lint {
        name: "enum-of-other-type",
        level: Level::Warn,
        finds: "an `enum` with a value that is not of the node's type",
        why: "the value can never be given: its type is refused first",
        way_out: "write the value in the node's type, or change the type",
        in_rust: "write the value in the field's type, or change the type",
        check: Check::Node(of_other_type),
    },
    Lint {
        name: "enum-without-null",
        level: Level::Warn,
        finds: "an `enum` without null on a nullable node",
        why: "the API server refuses null by the `enum`, whatever `nullable` says",
        way_out: "put the `enum` into `anyOf`, or leave `nullable` out",
        in_rust: "leave `#[schema(nullable)]` out",
        check: Check::Node(without_null),
    },
    Lint {
        name: "unknown-format",
        level: Level::Warn,
        finds: "a format that the API server does not know for the type",
        why: "the API server takes it and never checks it",
        way_out: "use a format that it knows, a pattern, or bounds",
        in_rust: "use a format that it knows, `#[validation(pattern = …)]`, or bounds",
        check: Check::Node(unknown_format),
    },
];

fn of_other_type(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let Some(values) = node.get("enum").and_then(Value::as_array) else {
        return;
    };
    for value in values.iter().filter(|value| !is_of(value, node.schema)) {
        told.at(
            "enum",
            format!(
                "the value {value} of the `enum` is none of `type: {}`",
                node.type_name()
            ),
        );
    }
}

fn is_of(value: &Value, schema: &Map<String, Value>) -> bool {
    if value.is_null() {
        return schema.get("nullable") == Some(&Value::Bool(true));
    }
    match type_name(schema) {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => {
            value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|value| value.fract() == 0.0)
        }
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn without_null(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let values = node.get("enum").and_then(Value::as_array);
    if node.is("nullable") && values.is_some_and(|values| !values.contains(&Value::Null)) {
        told.at("enum", "null is allowed by `nullable` and refused by the `enum`");
    }
}

/// Formats of OpenAPI and of Kubernetes' own types that say how a value is written and that nobody expects to be checked.
const DESCRIPTIVE: [&str; 3] = ["int-or-string", "quantity", "micro-time"];

fn unknown_format(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let (format, ty) = (node.text("format"), node.type_name());
    let known = format.is_empty()
        || DESCRIPTIVE.contains(&format)
        || is_known(format, ty, KubernetesVersion::default());
    if !known {
        told.at(
            "format",
            format!("the format `{format}` means nothing on `type: {ty}`"),
        );
    }
}
