//! Filling in defaults.

use serde_json::Value;

use crate::go;
use crate::schema::Schema;

fn as_filled(default: &Value) -> Value {
    let mut value = default.clone();
    go::as_read(&mut value);
    value
}

/// Fills in the defaults of missing properties, and of nulls that are not allowed; parents are not made.
pub(crate) fn fill(value: &mut Value, schema: &Schema<'_>) {
    let replace_null = |value: &mut Value, schema: &Schema<'_>| {
        if value.is_null() && !schema.nullable {
            *value = schema.default.map_or(Value::Null, as_filled);
        }
    };
    match value {
        Value::Object(map) => {
            for (name, property) in schema.each_property() {
                let Some(default) = property.default else { continue };
                if map.get(name).is_none_or(|v| v.is_null() && !property.nullable) {
                    map.insert(name.to_owned(), as_filled(default));
                }
            }
            for (key, below) in map.iter_mut() {
                if let Some(property) = schema.property(key) {
                    fill(below, property);
                } else if let Some(values) = schema.values() {
                    replace_null(below, values);
                    fill(below, values);
                }
            }
        }
        Value::Array(items) => {
            let Some(item_schema) = schema.item() else { return };
            for item in items {
                replace_null(item, item_schema);
                fill(item, item_schema);
            }
        }
        _ => {}
    }
}
