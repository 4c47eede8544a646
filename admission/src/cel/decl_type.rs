//! From a schema to what CEL knows of it: the type, and the sizes by which costs are estimated.
//!
//! The schema is read as it stands in the CRD; it is assumed to be structural.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::names::escape;
use super::types::Type;
use crate::KubernetesVersion;

/// Size in bytes of the largest request that the server reads.
pub(super) const MAX_REQUEST_SIZE: i64 = 3 * 1024 * 1024;

/// Longest serialised duration.
const MAX_DURATION_SIZE: i64 = 32;
/// Size of a serialised date.
const DATE_SIZE: i64 = 12;
/// Shortest serialised date with time.
const MIN_DATETIME_SIZE: i64 = 21;
/// Longest serialised date with time.
const MAX_DATETIME_SIZE: i64 = 32;
/// Longest `metadata.name`, which 1.37 knows as a bound.
const MAX_NAME_LENGTH: i64 = 253;

/// A node of a schema as CEL sees it.
#[derive(Debug, Clone)]
pub struct DeclType {
    /// The CEL type.
    pub ty: Type,
    /// The fields of an object, by escaped name.
    pub fields: BTreeMap<String, Arc<DeclType>>,
    /// The key type of a map.
    pub key: Option<Arc<DeclType>>,
    /// The element type of a list or map.
    pub element: Option<Arc<DeclType>>,
    /// Most bytes of a string, items of a list, entries of a map.
    pub max_elements: i64,
    /// Least size in bytes of a serialised value.
    pub min_size: i64,
}

/// `metadata` as every resource has it, in `version`.
fn implied_fields(schema: &Value, version: KubernetesVersion) -> [(&'static str, Value); 3] {
    let capped = |name: &str, cap: i64| {
        if version < KubernetesVersion::V1_37 {
            return serde_json::json!({"type": "string"});
        }
        let written = schema.pointer(&format!("/properties/metadata/properties/{name}/maxLength"));
        let max = written.and_then(Value::as_i64).map_or(cap, |max| max.min(cap));
        serde_json::json!({"type": "string", "maxLength": max})
    };
    let name = capped("name", MAX_NAME_LENGTH);
    let generate_name = capped("generateName", MAX_NAME_LENGTH - 1);
    let properties = serde_json::json!({"name": name, "generateName": generate_name});
    [
        ("apiVersion", serde_json::json!({"type": "string"})),
        ("kind", serde_json::json!({"type": "string"})),
        (
            "metadata",
            serde_json::json!({"type": "object", "properties": properties}),
        ),
    ]
}

/// Whether the schema already declares all of `apiVersion`, `kind`, `metadata.name`, `metadata.generateName`.
fn declares_object_meta(schema: &Value) -> bool {
    let is = |path: &str, ty: &str| {
        schema
            .pointer(&format!("/properties/{path}/type"))
            .and_then(Value::as_str)
            == Some(ty)
    };
    is("kind", "string")
        && is("apiVersion", "string")
        && is("metadata", "object")
        && is("metadata/properties/name", "string")
        && is("metadata/properties/generateName", "string")
}

/// The schema with what every resource has; the schema itself where nothing is missing.
pub(crate) fn with_type_and_object_meta(schema: &Value, version: KubernetesVersion) -> Value {
    let mut whole = schema.clone();
    if declares_object_meta(schema) {
        return whole;
    }
    if let Some(object) = whole.as_object_mut() {
        let properties = object
            .entry("properties")
            .or_insert_with(|| Value::Object(serde_json::Map::new()));
        if let Some(properties) = properties.as_object_mut() {
            for (name, property) in implied_fields(schema, version) {
                properties.insert(name.to_owned(), property);
            }
        }
    }
    whole
}

/// A flag of a schema node.
pub(crate) fn flag(schema: &Value, name: &str) -> bool {
    schema.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// An integer of a schema node, not below 0.
fn bound(schema: &Value, name: &str) -> Option<i64> {
    let value = schema.get(name)?;
    value
        .as_i64()
        .or_else(|| value.as_f64().map(|f| f as i64))
        .map(|n| n.max(0))
}

/// What CEL knows of `schema`; none where it is not exposed. `resource` is the root of a resource or an embedded
/// one. Object types are named by their place below `self`.
pub fn decl_type(schema: &Value, resource: bool, version: KubernetesVersion) -> Option<DeclType> {
    convert(schema, resource, version, SELF_TYPE)
}

/// The name of the type at the node where a type is made.
pub(super) const SELF_TYPE: &str = "selfType";

fn convert(schema: &Value, resource: bool, version: KubernetesVersion, name: &str) -> Option<DeclType> {
    if flag(schema, "x-kubernetes-int-or-string") {
        let max = bound(schema, "maxLength").filter(|_| version > KubernetesVersion::V1_33);
        let max = max.map_or(MAX_REQUEST_SIZE - 2, |max| max.saturating_mul(4));
        return Some(simple(Type::Dyn, max, 1));
    }
    match schema.get("type").and_then(Value::as_str)? {
        // What every resource has is put in, and the items are lost over it.
        "array" if resource && !declares_object_meta(schema) => None,
        "array" => list(schema, version, name),
        "object" => object(schema, resource, version, name),
        "string" => Some(string(schema)),
        "boolean" => Some(simple(Type::Bool, 0, 4)),
        "number" => Some(simple(Type::Double, 0, 1)),
        "integer" => Some(simple(Type::Int, 0, 1)),
        _ => None,
    }
}

fn simple(ty: Type, max_elements: i64, min_size: i64) -> DeclType {
    DeclType {
        ty,
        fields: BTreeMap::new(),
        key: None,
        element: None,
        max_elements,
        min_size,
    }
}

fn nested(schema: &Value, version: KubernetesVersion, name: &str) -> Option<DeclType> {
    convert(
        schema,
        flag(schema, "x-kubernetes-embedded-resource"),
        version,
        name,
    )
}

fn list(schema: &Value, version: KubernetesVersion, name: &str) -> Option<DeclType> {
    let element = nested(
        schema.get("items").filter(|i| i.is_object())?,
        version,
        &format!("{name}.@idx"),
    )?;
    let max = bound(schema, "maxItems").unwrap_or((MAX_REQUEST_SIZE - 2) / (element.min_size + 1));
    let ty = Type::list(element.ty.clone());
    Some(DeclType {
        element: Some(Arc::new(element)),
        ..simple(ty, max, 2)
    })
}

fn object(schema: &Value, resource: bool, version: KubernetesVersion, name: &str) -> Option<DeclType> {
    let values = schema.get("additionalProperties").filter(|a| a.is_object());
    let properties = schema.get("properties").and_then(Value::as_object);
    if let Some(values) = values {
        let element = nested(values, version, &format!("{name}.@elem"))?;
        let max = bound(schema, "maxProperties").unwrap_or((MAX_REQUEST_SIZE - 2) / (element.min_size + 6));
        let ty = Type::map(Type::String, element.ty.clone());
        let key = Some(Arc::new(simple(Type::String, 0, 2)));
        return Some(DeclType {
            key,
            element: Some(Arc::new(element)),
            ..simple(ty, max, 2)
        });
    }
    let implied = if resource && !declares_object_meta(schema) {
        Some(implied_fields(schema, version))
    } else {
        None
    };
    let implied = implied.iter().flatten().map(|(name, schema)| (*name, schema));
    let hidden: Vec<&str> = implied.clone().map(|(name, _)| name).collect();
    let written = properties
        .into_iter()
        .flatten()
        .map(|(name, schema)| (name.as_str(), schema));
    let written = written.filter(|(name, _)| !hidden.contains(name));
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut out = simple(Type::Struct(Arc::from(name)), 0, 2);
    for (property, schema) in written.chain(implied) {
        let escaped = escape(property);
        let type_name = format!("{name}.{}", escaped.as_deref().unwrap_or(property));
        let Some(field) = nested(schema, version, &type_name) else {
            continue;
        };
        let defaulted = schema.get("default").is_some_and(|d| !d.is_null());
        if required.contains(&property) && !defaulted {
            out.min_size = out
                .min_size
                .saturating_add(property.len() as i64 + field.min_size + 4);
        }
        if let Some(escaped) = escaped {
            out.fields.insert(escaped, Arc::new(field));
        }
    }
    Some(out)
}

fn string(schema: &Value) -> DeclType {
    let max_length = bound(schema, "maxLength");
    match schema.get("format").and_then(Value::as_str) {
        Some("byte") => return simple(Type::Bytes, max_length.unwrap_or(MAX_REQUEST_SIZE - 2), 2),
        Some("duration") => return simple(Type::Duration, MAX_DURATION_SIZE, 3),
        Some("date") => return simple(Type::Timestamp, DATE_SIZE, DATE_SIZE),
        Some("date-time") => return simple(Type::Timestamp, MAX_DATETIME_SIZE, MIN_DATETIME_SIZE),
        _ => {}
    }
    let longest = |values: &Vec<Value>| {
        values
            .iter()
            .filter_map(Value::as_str)
            .map(|v| v.len() as i64)
            .max()
            .unwrap_or(0)
    };
    let of_enum = schema
        .get("enum")
        .and_then(Value::as_array)
        .filter(|e| !e.is_empty())
        .map(longest);
    let max = max_length
        .map(|max| max.saturating_mul(4))
        .or(of_enum)
        .unwrap_or(MAX_REQUEST_SIZE - 2);
    simple(Type::String, max, 2)
}

/// How often data of this least size can stand in one object: the cardinality where a list or map above it has no
/// bound.
pub fn max_cardinality(min_size: i64) -> u64 {
    u64::try_from(MAX_REQUEST_SIZE / min_size.saturating_add(1).max(1)).unwrap_or(0)
}
