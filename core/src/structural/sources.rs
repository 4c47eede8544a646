//! Where the parts of a schema are written, told by the paths that the API server uses in its answers.

use super::emit;
use super::extensions::VALIDATIONS;
use super::node::Node;
use crate::span::Span;
use std::collections::BTreeMap;

/// The places of a schema's nodes, rules, defaults and bounds; those that have none are left out.
pub(super) fn places(root: &Node) -> BTreeMap<String, Span> {
    let mut places = BTreeMap::new();
    of_node(root, "", &mut places);
    places
}

fn of_node(node: &Node, path: &str, places: &mut BTreeMap<String, Span>) {
    let mut put = |key: &str, at: Span| {
        if !at.is_none() {
            places.insert(below(path, key), at);
        }
    };
    put("", node.at);
    for (index, rule) in node.rules.iter().enumerate() {
        put(&format!("{VALIDATIONS}[{index}]"), rule.at);
    }
    for (index, pattern) in node.patterns.iter().enumerate() {
        put(&emit::pattern_key(node, index), pattern.at);
    }
    if let Some(default) = &node.default {
        put("default", default.at);
    }
    // What is settled is Kubernetes' own, and written nowhere.
    for (name, property) in node.properties.iter().filter(|(_, property)| !property.settled) {
        of_node(property, &below(path, &format!("properties[{name}]")), places);
    }
    if let Some(items) = node.items.as_ref().filter(|items| !items.settled) {
        of_node(items, &below(path, "items"), places);
    }
    if let Some(values) = node.additional.as_ref().filter(|values| !values.settled) {
        of_node(values, &below(path, "additionalProperties"), places);
    }
}

fn below(path: &str, key: &str) -> String {
    match (path, key) {
        ("", key) => key.to_owned(),
        (path, "") => path.to_owned(),
        (path, key) => format!("{path}.{key}"),
    }
}
