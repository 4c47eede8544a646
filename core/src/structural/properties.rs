//! Objects: properties and their presence, maps.

use super::load::Loader;
use super::node::{Child, Node, Type};
use super::place::{Origin, Place};
use crate::diag::{Code, Diagnostic};
use crate::map_key;
use crate::model::Facts;
use serde_json::{Map, Value};

impl Loader<'_> {
    pub(super) fn members(&mut self, node: &mut Node, object: &Map<String, Value>, at: &Place) {
        if at.origin != Origin::Literal && !matches!(node.ty, None | Some(Type::Object)) {
            return;
        }
        let required: Vec<&str> = object
            .get("required")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let properties = object.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            let property = self.property(name, schema, required.contains(&name.as_str()), at);
            if property.1 {
                node.required.insert(name.clone());
            }
            node.properties.insert(name.clone(), Child::new(property.0));
        }
        if properties.is_none() {
            // Value validation of what is declared elsewhere, in a literal.
            node.required.extend(required.into_iter().map(str::to_owned));
        }
        self.map(node, object, at);
    }

    /// A property, and whether it is required.
    fn property(&mut self, name: &str, schema: &Value, listed: bool, at: &Place) -> (Node, bool) {
        let at = at.property(name);
        let mut node = self.node(schema, &at);
        let presence = &node.presence;
        let left_out = presence.skipped;
        let required = presence
            .required
            .unwrap_or(listed && !node.option && (node.default.is_none() || at.origin == Origin::Literal));
        // serde leaves the null of an `Option` out; a `serde_json::Value` has a null of its own.
        if left_out.is_some() && node.option && presence.nullable.is_none() && !node.is_any() {
            node.nullable = false;
        }
        if let (true, Some(span)) = (required, left_out) {
            self.error(
                Diagnostic::new(
                    Code::SkipWithoutDefault,
                    span,
                    at.path,
                    "the field may be left out when it is written, but is required",
                )
                .note("the server would refuse an object that lacks it, and serde can't read one")
                .help("make it an `Option`, or add `#[serde(default)]`"),
            );
        }
        (node, required)
    }

    fn map(&mut self, node: &mut Node, object: &Map<String, Value>, at: &Place) {
        let by_pattern = object
            .get("patternProperties")
            .and_then(Value::as_object)
            .and_then(|patterns| patterns.iter().next());
        let key = by_pattern.and_then(|(pattern, _)| map_key::carried(pattern));
        let values = match (object.get("additionalProperties"), by_pattern) {
            (Some(Value::Bool(false)) | None, Some((_, values))) => {
                node.properties.clear();
                values
            }
            (Some(Value::Bool(false)), None) => {
                node.closed_map = is_map_of_names(object);
                return;
            }
            (Some(values), _) => values,
            (None, None) => return,
        };
        let values = self.node(values, &at.values());
        node.ty = Some(Type::Object);
        node.additional = Some(Child::new(values.clone()));
        if let Some(key) = key {
            self.key_type(node, &key, &values, at);
            node.additional = node.additional.take().filter(|_| !node.closed_map);
        }
    }

    /// A structural schema has either properties or values.
    pub(super) fn either(&mut self, node: &mut Node, at: &Place) {
        if node.properties.is_empty() {
            return;
        }
        match node.additional.take() {
            Some(values) if values.is_any() => node.preserve = true,
            Some(_) => self.unsupported(
                at,
                "an object with fields and other values beside them has no structural schema",
            ),
            None => {}
        }
    }
}

/// A map whose keys are the names of an enum, as schemars writes it: one schema for each of the names, none required.
fn is_map_of_names(object: &Map<String, Value>) -> bool {
    let Some(properties) = object.get("properties").and_then(Value::as_object) else {
        return false;
    };
    let mut schemas = properties.values();
    let plain = properties.values().all(|schema| schema.get(Facts::KEY).is_none());
    let first = schemas.next();
    plain
        && first.is_some_and(|first| schemas.all(|schema| schema == first))
        && !object.contains_key("required")
}
