//! JSON, pretty and sorted.

use serde_json::Value;

pub(super) fn document(value: &Value) -> String {
    format!("{:#}\n", ordered(value))
}

/// The value with its keys inserted in byte order, which is also the order they are printed in.
fn ordered(value: &Value) -> Value {
    match value {
        Value::Object(map) => super::sorted(map)
            .into_iter()
            .map(|(key, value)| (key.clone(), ordered(value)))
            .collect(),
        Value::Array(items) => items.iter().map(ordered).collect(),
        scalar => scalar.clone(),
    }
}
