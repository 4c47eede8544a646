//! The `x-kubernetes-` extensions that a schema brings along: in the facts of Kubernetes' types, and in literals.

use super::node::Node;
use crate::span::{Span, Spanned};
use serde_json::{Map, Value};

pub(super) const EMBEDDED: &str = "x-kubernetes-embedded-resource";
pub(super) const INT_OR_STRING: &str = "x-kubernetes-int-or-string";
pub(super) const LIST_MAP_KEYS: &str = "x-kubernetes-list-map-keys";
pub(super) const LIST_TYPE: &str = "x-kubernetes-list-type";
pub(super) const MAP_TYPE: &str = "x-kubernetes-map-type";
pub(super) const PRESERVE: &str = "x-kubernetes-preserve-unknown-fields";
pub(super) const VALIDATIONS: &str = "x-kubernetes-validations";

/// `at`: where it is said.
pub(super) fn read(node: &mut Node, object: &Map<String, Value>, at: Span) {
    let placed = |text: &str| Spanned::new(text.to_owned(), at);
    let flag = |key: &str| object.get(key).and_then(Value::as_bool);
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(placed);
    if let Some(preserve) = flag(PRESERVE) {
        node.preserve = preserve;
    }
    if let Some(embedded) = flag(EMBEDDED) {
        node.embedded = embedded.then_some(at);
    }
    if flag(INT_OR_STRING) == Some(true) {
        node.int_or_string = true;
        node.ty = None;
    }
    if let Some(kind) = text(LIST_TYPE) {
        node.list.kind = Some(kind);
    }
    if let Some(kind) = text(MAP_TYPE) {
        node.map_type = Some(kind);
    }
    if let Some(Value::Array(keys)) = object.get(LIST_MAP_KEYS) {
        let keys = keys.iter().filter_map(Value::as_str).map(placed).collect();
        node.list.keys = Some(Spanned::new(keys, at));
    }
    if let Some(Value::Array(rules)) = object.get(VALIDATIONS) {
        rules.iter().for_each(|rule| node.add_rule(rule.clone(), at));
    }
}

/// Whether a value is what the server takes for `externalDocs`.
pub(super) fn is_external_docs(value: &Value) -> bool {
    value.as_object().is_some_and(|docs| {
        docs.iter()
            .all(|(key, text)| matches!(key.as_str(), "url" | "description") && text.is_string())
    })
}
