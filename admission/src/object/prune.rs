//! Dropping what the schema does not declare, and nulls that mean nothing.

use serde_json::Value;

use crate::schema::Schema;

const META_FIELDS: [&str; 3] = ["apiVersion", "kind", "metadata"];

/// Drops undeclared fields; answers their paths, sorted. The type and metadata of resources are kept as they are.
pub(crate) fn prune(value: &mut Value, schema: Option<&Schema<'_>>, is_resource: bool) -> Vec<String> {
    let mut pruner = Pruner {
        path: String::new(),
        unknown: Vec::new(),
    };
    let is_resource = is_resource || schema.is_some_and(|s| s.embedded_resource);
    pruner.node(value, schema, is_resource);
    pruner.unknown.sort_unstable();
    pruner.unknown
}

struct Pruner {
    path: String,
    unknown: Vec<String>,
}

impl Pruner {
    fn at(&mut self, key: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if length > 0 {
            self.path.push('.');
        }
        self.path.push_str(key);
        visit(self);
        self.path.truncate(length);
    }

    fn at_index(&mut self, index: usize, visit: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push_str(&format!("[{index}]"));
        visit(self);
        self.path.truncate(length);
    }

    fn node(&mut self, value: &mut Value, schema: Option<&Schema<'_>>, is_resource: bool) {
        if let Some(schema) = schema.filter(|s| s.keeps_unknown_fields()) {
            return self.kept(value, schema, is_resource);
        }
        match value {
            Value::Object(map) => {
                let is_meta = |key: &str| META_FIELDS.contains(&key);
                let mut dropped = Vec::new();
                for (key, below) in map.iter_mut() {
                    match schema.filter(|_| !(is_resource && is_meta(key))) {
                        None if is_resource && is_meta(key) => {}
                        Some(s) if s.property(key).is_some() => {
                            self.at(key, |p| p.child(below, s.property(key)))
                        }
                        Some(s) if s.additional_properties.is_some() => {
                            self.at(key, |p| p.child(below, s.values()))
                        }
                        found => {
                            // Below a declared object without a path yet, the type and metadata are not told.
                            if found.is_none() || !is_meta(key) || !self.path.is_empty() {
                                self.at(key, |p| p.unknown.push(p.path.clone()));
                            }
                            dropped.push(key.clone());
                        }
                    }
                }
                dropped.iter().for_each(|key| _ = map.remove(key));
            }
            Value::Array(items) => {
                let item_schema = schema.and_then(|s| s.item());
                for (i, item) in items.iter_mut().enumerate() {
                    self.at_index(i, |p| p.child(item, item_schema));
                }
            }
            _ => {}
        }
    }

    fn child(&mut self, value: &mut Value, schema: Option<&Schema<'_>>) {
        self.node(value, schema, schema.is_some_and(|s| s.embedded_resource));
    }

    /// Where unknown fields are kept, what is declared is still pruned.
    fn kept(&mut self, value: &mut Value, schema: &Schema<'_>, is_resource: bool) {
        match value {
            Value::Object(map) => {
                for (key, below) in map.iter_mut() {
                    if is_resource && META_FIELDS.contains(&key.as_str()) {
                        continue;
                    }
                    if let Some(property) = schema.property(key) {
                        self.at(key, |p| p.child(below, Some(property)));
                    } else if schema.additional_properties.is_some() {
                        self.at(key, |p| p.child(below, schema.values()));
                    }
                }
            }
            Value::Array(items) => {
                let Some(item_schema) = schema.item() else { return };
                for (i, item) in items.iter_mut().enumerate() {
                    self.at_index(i, |p| p.kept(item, item_schema, item_schema.embedded_resource));
                }
            }
            _ => {}
        }
    }
}

/// Drops nulls of properties and map values that are neither nullable nor defaulted. Items are never dropped.
pub(crate) fn drop_nulls(value: &mut Value, schema: Option<&Schema<'_>>) {
    match value {
        Value::Object(map) => {
            let of = |key: &str| schema.and_then(|s| s.property(key).or_else(|| s.values()));
            map.retain(|key, below| {
                !(below.is_null() && of(key).is_some_and(|s| !s.nullable && s.default.is_none()))
            });
            for (key, below) in map.iter_mut() {
                drop_nulls(below, of(key));
            }
        }
        Value::Array(items) => {
            let item_schema = schema.and_then(|s| s.item());
            items.iter_mut().for_each(|item| drop_nulls(item, item_schema));
        }
        _ => {}
    }
}
