//! From JSON and its schema to values.

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::super::decl_type::{flag, with_type_and_object_meta};
use super::super::names::{RESERVED, escape};
use super::value::{List, ListKind, Map, Object, Value};
use crate::formats::time::duration;
use crate::go_time::{parse_date, parse_local, parse_rfc3339};
use crate::{KubernetesVersion, go_base64};

/// The data as the schema types it; data that does not fit becomes an error where it is used.
pub(crate) fn value_of(json: &Json, schema: &Json, version: KubernetesVersion) -> Value {
    if json.is_null() {
        let nullable = flag(schema, "nullable");
        return if nullable {
            Value::Null
        } else {
            Value::error("invalid data, got null for schema with nullable=false")
        };
    }
    if flag(schema, "x-kubernetes-int-or-string") {
        return match (json, json.as_i64()) {
            (Json::String(text), _) => Value::string(text),
            (_, Some(n)) if !json.is_f64() => Value::Int(n),
            _ => Value::error("invalid data, expected XIntOrString value to be either a string or integer"),
        };
    }
    match schema.get("type").and_then(Json::as_str).unwrap_or_default() {
        "object" => object(json, schema, version),
        "array" => array(json, schema, version),
        "string" => match json {
            Json::String(text) => string(text, schema),
            _ => mismatch("string", json),
        },
        "number" => json
            .as_f64()
            .map_or_else(|| mismatch("float", json), Value::Double),
        "integer" => match json.as_i64().filter(|_| !json.is_f64()) {
            Some(n) => Value::Int(n),
            None => mismatch("int", json),
        },
        "boolean" => json.as_bool().map_or_else(|| mismatch("bool", json), Value::Bool),
        _ if flag(schema, "x-kubernetes-preserve-unknown-fields") => Value::Preserved(Arc::new(json.clone())),
        other => Value::error(format!(
            "invalid type, expected object, array, number, integer, boolean or string, or no type with x-kubernetes-int-or-string or x-kubernetes-preserve-unknown-fields is true, got {other}"
        )),
    }
}

/// A value of data as an optional variable holds it until 1.36: there it loses what its schema says, and an error is a
/// value that CEL doesn't know.
pub(crate) fn as_held(value: Value, json: &Json) -> Value {
    match value {
        Value::List(_) | Value::Object(_) | Value::Preserved(_) => untyped(json),
        Value::Error(error) => Value::error(format!(
            "unsupported conversion to ref.Val: (*errors.errorString){error}"
        )),
        value => value,
    }
}

/// JSON without a schema.
fn untyped(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(bool) => Value::Bool(*bool),
        Json::Number(n) => match n.as_i64() {
            Some(n) => Value::Int(n),
            None => Value::Double(n.as_f64().unwrap_or(f64::INFINITY)),
        },
        Json::String(text) => Value::string(text),
        Json::Array(items) => Value::list(items.iter().map(untyped).collect()),
        Json::Object(fields) => {
            let mut map = Map::default();
            for (name, json) in fields {
                map.insert(Value::string(name), untyped(json));
            }
            Value::Map(Arc::new(map))
        }
    }
}

/// The name of Go's type for a JSON value.
pub(super) fn go_type(json: &Json) -> &'static str {
    match json {
        Json::Null => "<nil>",
        Json::Bool(_) => "bool",
        Json::Number(n) if n.is_f64() => "float64",
        Json::Number(_) => "int64",
        Json::String(_) => "string",
        Json::Array(_) => "[]interface {}",
        Json::Object(_) => "map[string]interface {}",
    }
}

fn mismatch(expected: &str, json: &Json) -> Value {
    Value::error(format!(
        "invalid data, expected {expected}, got {}",
        go_type(json)
    ))
}

fn object(json: &Json, schema: &Json, version: KubernetesVersion) -> Value {
    let Json::Object(data) = json else {
        return Value::error("invalid data, expected a map for the provided schema with type=object");
    };
    let embedded = flag(schema, "x-kubernetes-embedded-resource");
    let whole = embedded.then(|| with_type_and_object_meta(schema, version));
    let schema = whole.as_ref().unwrap_or(schema);
    let properties = schema.get("properties").and_then(Json::as_object);
    let values = schema.get("additionalProperties").filter(|v| v.is_object());
    let mut object = Object {
        declared: properties.is_some(),
        fields: HashMap::new(),
        names: Vec::new(),
        broken: Vec::new(),
        strict: version <= KubernetesVersion::V1_33,
        unknown: serde_json::Map::new(),
    };
    for (name, json) in data {
        let schema = match properties {
            Some(properties) => properties.get(name),
            None => values,
        };
        let Some(schema) = schema else {
            object.unknown.insert(name.clone(), json.clone());
            continue;
        };
        let value = if object.declared && json.is_null() {
            None
        } else {
            Some(value_of(json, schema, version))
        };
        let name: Arc<str> = Arc::from(name.as_str());
        if value.as_ref().is_some_and(Value::is_error) {
            object.broken.push((Arc::clone(&name), json.clone()));
        }
        object.names.push(Arc::clone(&name));
        object.fields.insert(name, value);
    }
    object.names.sort();
    Value::Object(Arc::new(object))
}

fn array(json: &Json, schema: &Json, version: KubernetesVersion) -> Value {
    let Json::Array(data) = json else {
        return Value::error("invalid data, expected an array for the provided schema with type=array");
    };
    let Some(items) = schema.get("items").filter(|items| items.is_object()) else {
        return Value::error("invalid array type, expected Items with a non-empty Schema");
    };
    let kind = match schema.get("x-kubernetes-list-type").and_then(Json::as_str) {
        Some("set") if version < KubernetesVersion::V1_37 => ListKind::RawSet(Arc::from(data.as_slice())),
        Some("set") => ListKind::Set,
        Some("map") => {
            let keys = schema.get("x-kubernetes-list-map-keys").and_then(Json::as_array);
            let keys = keys.into_iter().flatten().filter_map(Json::as_str);
            ListKind::Map {
                keys: keys
                    .map(|key| escape(key).unwrap_or_else(|| key.to_owned()))
                    .collect(),
                counted: version >= KubernetesVersion::V1_37,
            }
        }
        _ => ListKind::Data,
    };
    let items = data.iter().map(|item| value_of(item, items, version)).collect();
    Value::List(Arc::new(List { items, kind }))
}

fn string(text: &str, schema: &Json) -> Value {
    let format = schema.get("format").and_then(Json::as_str);
    let read = match format {
        Some("duration") => duration(text)
            .map(Value::Duration)
            .map_err(|why| format!("Invalid duration {text}: {why}")),
        Some("date") => parse_date(text)
            .map(Value::Timestamp)
            .map_err(|why| format!("Invalid date formatted string {text}: {why}")),
        // The server tries several layouts, the one without a zone last.
        Some("date-time") => parse_rfc3339(text)
            .or_else(|_| parse_local(text))
            .map(Value::Timestamp)
            .map_err(|why| format!("Invalid date-time formatted string {text}: {why}")),
        // The alphabet is the one of URLs, though formats ask for the standard one.
        Some("byte") => go_base64::decode(text, go_base64::OF_URLS)
            .map(|bytes| Value::Bytes(Arc::from(bytes)))
            .map_err(|at| {
                format!("Invalid byte formatted string {text}: illegal base64 data at input byte {at}")
            }),
        _ => return Value::string(text),
    };
    read.unwrap_or_else(Value::error)
}

/// The property that an escaped name stands for; none where it is no such name.
pub(crate) fn unescape(escaped: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = escaped;
    while let Some(c) = rest.chars().next() {
        let Some(word) = escaped_word(rest) else {
            out.push(c);
            rest = rest.get(c.len_utf8()..)?;
            continue;
        };
        match word {
            "underscores" => out.push_str("__"),
            "dot" => out.push('.'),
            "dash" => out.push('-'),
            "slash" => out.push('/'),
            _ if RESERVED.contains(&word) && word.len() + 4 == escaped.len() => out.push_str(word),
            _ => return None,
        }
        rest = rest.get(word.len() + 4..)?;
    }
    Some(out)
}

/// `word` if the text begins with `__word__`.
fn escaped_word(text: &str) -> Option<&str> {
    let after = text.strip_prefix("__")?;
    let word = after.get(..after.find('_')?)?;
    (!word.is_empty() && after.get(word.len()..)?.starts_with("__")).then_some(word)
}
