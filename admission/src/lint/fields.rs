//! Fields of objects: which have to be there, and what may stand in for them.

use super::node::{Node, properties, required};
use super::{Check, Level, Lint, Told};
use serde_json::{Map, Value};

pub(super) const LINTS: &[Lint] = &[
    Lint {
        name: "required-unknown-field",
        level: Level::Warn,
        finds: "a name in `required` that is none of the object's properties",
        why: "the API server drops the unknown field and then misses it: no object can be created",
        way_out: "name a property of the object, or add it",
        in_rust: "name a field of the type by its JSON name, or add it",
        check: Check::Node(required_unknown),
    },
    Lint {
        name: "unknown-field-in-junctor",
        level: Level::Warn,
        finds: "a property or required name within `anyOf`, `oneOf`, `allOf` or `not` that the object does not have",
        why: "the API server drops the unknown field before it looks: the branch never, or always, holds",
        way_out: "name a property of the object, or add it",
        in_rust: "name a field of the type by its JSON name, or add it",
        check: Check::Node(junctor_unknown),
    },
    Lint {
        name: "required-with-default",
        level: Level::Off,
        finds: "a required field that has a default",
        why: "the default is set before the field is missed, so it is never missed",
        way_out: "leave it out of `required`",
        in_rust: "leave `#[schema(required)]` out",
        check: Check::Node(required_with_default),
    },
    Lint {
        name: "writes-null",
        level: Level::Off,
        finds: "an optional property that is nullable",
        why: "a client writes null where it means nothing, and with server-side apply it then owns the field",
        way_out: "leave `nullable` out, and the property where it has no value",
        in_rust: "add `#[serde(skip_serializing_if = \"Option::is_none\")]`",
        check: Check::Node(writes_null),
    },
    Lint {
        name: "items-without-required",
        level: Level::Off,
        finds: "a list of objects of which no field is required",
        why: "an empty object is an item then",
        way_out: "require what makes an item, or demand one of several fields by a rule",
        in_rust: "make a field that every item has no `Option`, or add `#[validation(at_least_one_of(…))]`",
        check: Check::Node(items_without_required),
    },
    Lint {
        name: "undescribed",
        level: Level::Off,
        finds: "a property without a description",
        why: "`kubectl explain` has nothing to say of it",
        way_out: "add a `description`",
        in_rust: "add a doc comment",
        check: Check::Node(undescribed),
    },
];

fn has(schema: &Map<String, Value>, name: &str) -> bool {
    properties(schema).any(|(known, _)| known == name)
}

fn required_unknown(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.type_name() != "object" || !node.is_closed() {
        return;
    }
    let every = |name: &str| {
        node.level == super::node::Level::Root && matches!(name, "apiVersion" | "kind" | "metadata")
    };
    for name in required(node.schema).filter(|name| !every(name) && !has(node.schema, name)) {
        told.at(
            "required",
            format!("`{name}` is required, and there is no such property"),
        );
    }
}

fn junctor_unknown(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.type_name() != "object" || !node.is_closed() {
        return;
    }
    let mut pending: Vec<(String, &Map<String, Value>)> = branches("", node.schema);
    while let Some((path, branch)) = pending.pop() {
        let names = required(branch).chain(properties(branch).map(|(name, _)| name.as_str()));
        let mut unknown: Vec<&str> = names.filter(|name| !has(node.schema, name)).collect();
        unknown.sort_unstable();
        unknown.dedup();
        for name in unknown {
            told.at(
                &path,
                format!("`{name}` is named here, and the object has no such property"),
            );
        }
        pending.extend(branches(&path, branch).into_iter().rev());
    }
}

/// The schemas within the junctors of a schema, with their paths.
fn branches<'s>(path: &str, schema: &'s Map<String, Value>) -> Vec<(String, &'s Map<String, Value>)> {
    let dot = if path.is_empty() { "" } else { "." };
    let mut found = Vec::new();
    for key in ["allOf", "anyOf", "oneOf"] {
        let list = schema.get(key).and_then(Value::as_array).into_iter().flatten();
        let list = list
            .enumerate()
            .filter_map(|(index, one)| Some((index, one.as_object()?)));
        found.extend(list.map(|(index, one)| (format!("{path}{dot}{key}[{index}]"), one)));
    }
    if let Some(not) = schema.get("not").and_then(Value::as_object) {
        found.push((format!("{path}{dot}not"), not));
    }
    found
}

fn required_with_default(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.is_required() && node.get("default").is_some() {
        told.at("default", "the field is required and has a default");
    }
}

fn writes_null(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.property.is_some() && !node.is_required() && node.is("nullable") && node.get("default").is_none()
    {
        told.at("", "the field may be left out and may be null");
    }
}

fn items_without_required(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let Some(items) = node.get("items").and_then(Value::as_object) else {
        return;
    };
    let demands = [
        "required",
        "minProperties",
        "anyOf",
        "oneOf",
        "x-kubernetes-validations",
    ];
    if properties(items).next().is_some() && !demands.iter().any(|key| items.contains_key(*key)) {
        told.at("items", "no field of the list's items is required");
    }
}

fn undescribed(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.property.is_some() && node.text("description").trim().is_empty() {
        told.at("", "the field has no description");
    }
}
