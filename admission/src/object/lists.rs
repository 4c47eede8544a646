//! Duplicates in lists of type set and map.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::FieldError;
use crate::go::marshal;
use crate::path::Path;
use crate::schema::Schema;

/// Validates all lists of a value.
pub(crate) fn validate(value: &Value, schema: &Schema<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    match value {
        Value::Object(map) => {
            for (key, below) in map {
                if let Some(values) = schema.values() {
                    validate(below, values, &path.key(key), errors);
                }
                if let Some(property) = schema.property(key) {
                    validate(below, property, &path.child(key), errors);
                }
            }
        }
        Value::Array(items) => {
            match schema.list_type {
                Some("set") => {
                    let key = |item: &Value| identity(item);
                    for i in duplicates(items.iter().map(key)) {
                        if let Some(item) = items.get(i) {
                            errors.push(FieldError::duplicate(path.index(i), item.clone()));
                        }
                    }
                }
                Some("map") => map_list(items, &schema.list_map_keys, path, errors),
                _ => {}
            }
            let Some(item_schema) = schema.item() else { return };
            for (i, item) in items.iter().enumerate() {
                validate(item, item_schema, &path.index(i), errors);
            }
        }
        _ => {}
    }
}

/// What makes two items the same: numbers of different Go types are different as scalars, and the same inside.
fn identity(item: &Value) -> String {
    match item {
        Value::Number(number) if number.is_f64() => format!("f{}", marshal(item)),
        other => marshal(other),
    }
}

/// The second of each group of same items.
fn duplicates(keys: impl Iterator<Item = String>) -> Vec<usize> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut second = Vec::new();
    for (i, key) in keys.enumerate() {
        let times = seen.entry(key).or_default();
        *times += 1;
        if *times == 2 {
            second.push(i);
        }
    }
    second
}

fn map_list(items: &[Value], keys: &[&str], path: &Path<'_>, errors: &mut Vec<FieldError>) {
    if let Some((i, item)) = items
        .iter()
        .enumerate()
        .find(|(_, item)| !item.is_object() && !item.is_null())
    {
        let detail = "must be an object for an array of list-type map";
        errors.push(FieldError::invalid(path.index(i), item.clone(), detail));
        return;
    }
    let key_of = |item: &Value| -> Map<String, Value> {
        let part = |key: &&str| Some(((*key).to_owned(), item.get(*key)?.clone()));
        keys.iter().filter_map(part).collect()
    };
    let all: Vec<Map<String, Value>> = items.iter().map(key_of).collect();
    let same = |key: &Map<String, Value>| match (keys, key.values().next()) {
        // One key is compared as a scalar, several as text.
        ([_], Some(value)) => identity(value),
        ([_], None) => "missing".to_owned(),
        _ => marshal(&Value::Object(key.clone())),
    };
    for i in duplicates(all.iter().map(same)) {
        if let Some(key) = all.get(i) {
            errors.push(FieldError::duplicate(path.index(i), Value::Object(key.clone())));
        }
    }
}
