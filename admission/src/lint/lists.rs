//! Lists, and how server-side apply merges them.

use super::node::{Level as Place, Node};
use super::{Check, Level, Lint, Told};
use serde_json::{Value, json};

pub(super) const LINTS: &[Lint] = &[
    Lint {
        name: "conditions-not-by-type",
        level: Level::Warn,
        finds: "`status.conditions` that is no map list by `type`",
        why: "of two controllers that apply conditions, each removes those of the other",
        way_out: "add `x-kubernetes-list-type: map` and `x-kubernetes-list-map-keys: [type]`",
        in_rust: "mark the status type `#[status]`, or the field `#[schema(list_type = \"map\", list_map_keys(\"type\"))]`",
        check: Check::Node(conditions),
    },
    Lint {
        name: "list-without-type",
        level: Level::Off,
        finds: "a list without `x-kubernetes-list-type`",
        why: "it is atomic then: who applies one item owns them all. Made a map list later, its owners are mixed up",
        way_out: "say `atomic`, `set` or `map`",
        in_rust: "add `#[schema(list_type = \"atomic\")]`, `\"set\"` or `\"map\"`",
        check: Check::Node(without_type),
    },
];

fn conditions(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.level != Place::InStatus || node.name() != Some("conditions") || node.type_name() != "array" {
        return;
    }
    let by_type = node
        .get("items")
        .and_then(|items| items.pointer("/properties/type"))
        .is_some();
    let keyed = node.text("x-kubernetes-list-type") == "map"
        && node.get("x-kubernetes-list-map-keys") == Some(&json!(["type"]));
    if by_type && !keyed {
        told.at("", "the conditions are no map list by `type`");
    }
}

fn without_type(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.type_name() == "array" && node.get("x-kubernetes-list-type").is_none_or(Value::is_null) {
        told.at("", "the list has no `x-kubernetes-list-type`");
    }
}
