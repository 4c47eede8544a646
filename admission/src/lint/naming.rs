//! Names of fields.

use super::node::Node;
use super::{Check, Level, Lint, Told};

pub(super) const LINTS: &[Lint] = &[
    Lint {
        name: "not-camel-case",
        level: Level::Warn,
        finds: "properties whose names are not camelCase, told once for an object",
        why: "every field of Kubernetes' own APIs is, and a client looks for it so",
        way_out: "rename it before the API has users",
        in_rust: "add `#[serde(rename_all = \"camelCase\")]` to the struct or enum; for fields of an enum's variants it is `rename_all_fields`",
        check: Check::Node(not_camel_case),
    },
    Lint {
        name: "timestamp",
        level: Level::Off,
        finds: "a property whose name ends in `Timestamp`",
        why: "Kubernetes' API conventions call a time `…Time`",
        way_out: "rename it",
        in_rust: "rename the field",
        check: Check::Node(timestamp),
    },
];

/// How many names are told of one object.
const NAMED: usize = 5;

/// Told once for an object, at the first of its properties: names are wrong by the type, not one by one.
fn not_camel_case(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let names = node.properties().map(|(name, _)| name.as_str());
    let names: Vec<&str> = names.filter(|name| !is_camel_case(name)).collect();
    let Some(first) = names.first() else { return };
    let listed: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let verb = if names.len() == 1 { "is" } else { "are" };
    let message = format!("{}{more} {verb} not camelCase", listed.join(", "));
    told.at(&format!("properties[{first}]"), message);
}

fn is_camel_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

fn timestamp(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if let Some(name) = node
        .name()
        .filter(|name| name.ends_with("Timestamp") || *name == "timestamp")
    {
        told.at("", format!("the name `{name}` is that of a time"));
    }
}
