//! Schemas as schemars writes them, made of the schemas of their parts.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// `[T; N]` as schemars writes it.
pub(crate) fn array(item: Value, len: u64) -> Value {
    if len == 0 {
        json!({"type": "array", "maxItems": 0})
    } else {
        json!({"type": "array", "items": item, "minItems": len, "maxItems": len})
    }
}

/// A list as schemars writes it.
pub(crate) fn list(item: Value, unique: bool) -> Value {
    if unique {
        json!({"type": "array", "uniqueItems": true, "items": item})
    } else {
        json!({"type": "array", "items": item})
    }
}

/// A tuple as schemars writes it; `()` is null.
pub(crate) fn tuple(items: Vec<Value>) -> Value {
    let len = items.len();
    if len == 0 {
        json!({"type": "null"})
    } else {
        json!({"type": "array", "prefixItems": items, "minItems": len, "maxItems": len})
    }
}

/// `Either<L, R>` as schemars writes it.
pub(crate) fn either(left: &Value, right: &Value) -> Value {
    let one = |key: &str, schema: &Value| {
        json!({
            "type": "object",
            "properties": { key: schema },
            "additionalProperties": false,
            "required": [key],
        })
    };
    json!({"oneOf": [one("Left", left), one("Right", right)]})
}

/// `Result<T, E>` as schemars writes it.
pub(crate) fn result(ok: &Value, err: &Value) -> Value {
    let one = |key: &str, schema: &Value| json!({"type": "object", "properties": { key: schema }, "required": [key]});
    json!({"oneOf": [one("Ok", ok), one("Err", err)]})
}

/// `Range<T>` as schemars writes it.
pub(crate) fn range(bound: &Value) -> Value {
    json!({"type": "object", "properties": {"start": bound, "end": bound}, "required": ["start", "end"]})
}

/// What the keys of a map may be.
#[derive(Default)]
struct Keys<'k> {
    patterns: BTreeSet<&'k str>,
    names: BTreeSet<&'k str>,
    /// Whether they may be anything.
    open: bool,
}

impl<'k> Keys<'k> {
    /// Adds those that one schema allows. Of an integer schemars writes a pattern; the widest one counts.
    fn add(&mut self, key: &'k Value) {
        const UNSIGNED: &str = r"^\d+$";
        const SIGNED: &str = r"^-?\d+$";
        let kind = key.get("type").and_then(Value::as_str);
        let pattern = key.get("pattern").and_then(Value::as_str);
        let names: Option<Vec<&str>> = key
            .get("enum")
            .and_then(Value::as_array)
            .and_then(|names| names.iter().map(Value::as_str).collect());
        match (pattern, names, kind) {
            (Some(pattern), _, Some("string")) => {
                self.patterns.insert(pattern);
            }
            (None, Some(names), Some("string")) => self.names.extend(names),
            (_, _, Some("integer")) => {
                let unsigned = key.get("minimum").and_then(Value::as_u64) == Some(0);
                if !unsigned {
                    self.patterns.remove(UNSIGNED);
                    self.patterns.insert(SIGNED);
                } else if !self.patterns.contains(SIGNED) {
                    self.patterns.insert(UNSIGNED);
                }
            }
            _ => self.open = true,
        }
    }
}

/// A map as schemars writes it: what its keys may be decides how. `key` is the key type's own schema, not a
/// reference.
pub(crate) fn map(key: &Value, value: Value) -> Value {
    let mut keys = Keys::default();
    match key.get("anyOf").and_then(Value::as_array) {
        Some(any) if any.iter().all(Value::is_object) => any.iter().for_each(|one| keys.add(one)),
        _ => keys.add(key),
    }
    let each = |names: BTreeSet<&str>| -> Value {
        let entries = names.into_iter().map(|name| (name.to_owned(), value.clone()));
        Value::Object(entries.collect())
    };
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    if !keys.patterns.is_empty() {
        schema.insert("patternProperties".to_owned(), each(keys.patterns));
    }
    if !keys.names.is_empty() {
        schema.insert("properties".to_owned(), each(keys.names));
    }
    let additional = if keys.open { value } else { Value::Bool(false) };
    schema.insert("additionalProperties".to_owned(), additional);
    Value::Object(schema)
}

/// `Option<T>` as schemars writes it: the schema of `T` that also takes null.
pub(crate) fn nullable(schema: Value) -> Value {
    let Value::Object(mut node) = schema else {
        return if schema == Value::Bool(false) {
            json!({"type": "null"})
        } else {
            schema
        };
    };
    const SUBSCHEMAS: [&str; 5] = ["if", "allOf", "anyOf", "oneOf", "$ref"];
    let is_null = |value: &Value| match value.get("type") {
        Some(Value::String(name)) => name == "null",
        Some(Value::Array(names)) => names.iter().any(|name| name == "null"),
        _ => false,
    };
    if node.len() == 1
        && node
            .get("anyOf")
            .and_then(Value::as_array)
            .is_some_and(|any| any.iter().any(is_null))
    {
        return Value::Object(node);
    }
    if SUBSCHEMAS.iter().any(|key| node.contains_key(*key)) {
        return json!({"anyOf": [node, {"type": "null"}]});
    }
    match node.get_mut("type") {
        Some(Value::Array(names)) if !names.iter().any(|name| name == "null") => names.push(json!("null")),
        Some(name @ Value::String(_)) if name != "null" => *name = json!([name, "null"]),
        _ => {}
    }
    if let Some(constant) = node.remove("const") {
        if !constant.is_null() {
            node.insert("enum".to_owned(), json!([constant, null]));
        }
    } else if let Some(Value::Array(values)) = node.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    Value::Object(node)
}
