//! Types that APIs of Kubernetes do without.

use super::node::{Node, type_name};
use super::{Check, Level, Lint, Told};
use serde_json::Value;

pub(super) const LINTS: &[Lint] = &[
    Lint {
        name: "float",
        level: Level::Off,
        finds: "a floating-point number",
        why: "it changes on its way through clients of other languages, and can't be compared for equality",
        way_out: "use an integer of a smaller unit, or a quantity",
        in_rust: "use an integer of a smaller unit (`cpu_millis: i32`), or `Quantity`",
        check: Check::Node(float),
    },
    Lint {
        name: "bool",
        level: Level::Off,
        finds: "a boolean",
        why: "a third state can't be added later without breaking clients",
        way_out: "use a string with an `enum`",
        in_rust: "use an enum with named states",
        check: Check::Node(boolean),
    },
    Lint {
        name: "map",
        level: Level::Off,
        finds: "a map of anything but strings",
        why: "Kubernetes' APIs have lists of named objects instead, which can be extended and merged",
        way_out: "use a list with `x-kubernetes-list-type: map`",
        in_rust: "use a `Vec` of a struct with a name, and `#[schema(list_type = \"map\", list_map_keys(\"name\"))]`",
        check: Check::Node(map),
    },
    Lint {
        name: "integer-without-format",
        level: Level::Off,
        finds: "an integer that is neither `int32` nor `int64`",
        why: "clients of other languages don't know how large it may be",
        way_out: "add `format: int32` or `format: int64`",
        in_rust: "use `i32` or `i64`",
        check: Check::Node(integer),
    },
    Lint {
        name: "any-value",
        level: Level::Off,
        finds: "a value that may be anything",
        why: "nothing of it is checked, and nothing of it can be explained",
        way_out: "give it a schema",
        in_rust: "use a type of its own instead of `serde_json::Value` or `preserve_unknown_fields`",
        check: Check::Node(any_value),
    },
];

fn float(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.type_name() == "number" {
        told.at("type", "the value is a floating-point number");
    }
}

fn boolean(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.type_name() == "boolean" {
        told.at("type", "the value is a boolean");
    }
}

fn map(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let values = node.get("additionalProperties").and_then(Value::as_object);
    if values.is_some_and(|values| type_name(values) != "string") {
        told.at("", "the map has values that are no strings");
    }
}

fn integer(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.type_name() == "integer" && !matches!(node.text("format"), "int32" | "int64") {
        told.at("type", "the integer is neither `int32` nor `int64`");
    }
}

fn any_value(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let known = node.properties().next().is_some() || node.is("x-kubernetes-embedded-resource");
    if node.is("x-kubernetes-preserve-unknown-fields") && !known {
        told.at("", "the value may be anything");
    }
}
