//! Resources inside of resources: their type and metadata.

use serde_json::{Map, Value};

use crate::object_meta::{self, ObjectMeta};
use crate::path::Path;
use crate::schema::Schema;
use crate::{FieldError, KubernetesVersion, names};

/// What is done with type and metadata that can't be read.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Malformed {
    Refuse,
    Drop,
}

/// Reads the type and metadata of every embedded resource, and of the whole where `is_resource`; what metadata does not
/// know is dropped.
pub(crate) fn coerce(
    value: &mut Value,
    schema: &Schema<'_>,
    is_resource: bool,
    malformed: Malformed,
    path: &Path<'_>,
) -> Result<(), FieldError> {
    match value {
        Value::Object(map) => {
            if is_resource || schema.embedded_resource {
                coerce_resource(map, malformed, path)?;
            }
            for (key, below) in map.iter_mut() {
                if let Some(property) = schema.property(key) {
                    coerce(below, property, false, malformed, &path.child(key))?;
                } else if let Some(values) = schema.values() {
                    coerce(below, values, false, malformed, &path.key(key))?;
                }
            }
            Ok(())
        }
        Value::Array(items) => {
            let Some(item_schema) = schema.item() else {
                return Ok(());
            };
            for (i, item) in items.iter_mut().enumerate() {
                coerce(item, item_schema, false, malformed, &path.index(i))?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn coerce_resource(
    map: &mut Map<String, Value>,
    malformed: Malformed,
    path: &Path<'_>,
) -> Result<(), FieldError> {
    for name in ["apiVersion", "kind"] {
        let Some(value) = map.get(name).filter(|v| !v.is_string()) else {
            continue;
        };
        if malformed == Malformed::Refuse {
            return Err(FieldError::invalid(
                path.child(name),
                value.clone(),
                "must be a string",
            ));
        }
        map.remove(name);
    }
    let Some(metadata) = map.get("metadata") else {
        return Ok(());
    };
    let clean = match (ObjectMeta::read(metadata), metadata) {
        (Ok(meta), _) => meta.to_value(),
        (Err(error), value) if malformed == Malformed::Refuse => {
            return Err(FieldError::invalid(
                path.child("metadata"),
                value.clone(),
                error.to_string(),
            ));
        }
        (Err(_), Value::Object(fields)) => {
            let readable = Value::Object(object_meta::readable_fields(fields));
            ObjectMeta::read(&readable).unwrap_or_default().to_value()
        }
        (Err(_), _) => return Ok(()),
    };
    map.insert("metadata".to_owned(), clean);
    Ok(())
}

/// The paths of fields that the metadata of a resource does not know, of every embedded resource, and of the whole where
/// `is_resource`.
pub(crate) fn unknown_metadata(
    value: &Value,
    schema: &Schema<'_>,
    is_resource: bool,
    path: &Path<'_>,
    unknown: &mut Vec<String>,
) {
    match value {
        Value::Object(map) => {
            if let Some(metadata) = map
                .get("metadata")
                .filter(|_| is_resource || schema.embedded_resource)
            {
                let place = path.child("metadata");
                unknown.extend(
                    ObjectMeta::unknown_fields(metadata)
                        .iter()
                        .map(|field| format!("{place}.{field}")),
                );
            }
            for (key, below) in map {
                if let Some(schema) = schema.property(key).or_else(|| schema.values()) {
                    unknown_metadata(below, schema, false, &path.child(key), unknown);
                }
            }
        }
        Value::Array(items) => {
            let Some(item_schema) = schema.item() else { return };
            for (i, item) in items.iter().enumerate() {
                unknown_metadata(item, item_schema, false, &path.index(i), unknown);
            }
        }
        _ => {}
    }
}

/// Validates the type and metadata of every embedded resource, and of the whole where `is_resource`.
pub(crate) fn validate(
    value: &Value,
    schema: &Schema<'_>,
    is_resource: bool,
    path: &Path<'_>,
    version: KubernetesVersion,
    errors: &mut Vec<FieldError>,
) {
    match value {
        Value::Object(map) => {
            if is_resource || schema.embedded_resource {
                validate_resource(map, path, version, errors);
            }
            for (key, below) in map {
                if let Some(property) = schema.property(key) {
                    validate(below, property, false, &path.child(key), version, errors);
                } else if let Some(values) = schema.values() {
                    validate(below, values, false, &path.key(key), version, errors);
                }
            }
        }
        Value::Array(items) => {
            let Some(item_schema) = schema.item() else { return };
            for (i, item) in items.iter().enumerate() {
                validate(item, item_schema, false, &path.index(i), version, errors);
            }
        }
        _ => {}
    }
}

fn validate_resource(
    map: &Map<String, Value>,
    path: &Path<'_>,
    version: KubernetesVersion,
    errors: &mut Vec<FieldError>,
) {
    for name in ["apiVersion", "kind"] {
        let place = path.child(name);
        match map.get(name) {
            None => {
                let detail = if version <= KubernetesVersion::V1_33 {
                    "must not be empty"
                } else {
                    ""
                };
                errors.push(FieldError::required(place, detail));
            }
            Some(Value::String(text)) if text.is_empty() => {
                errors.push(FieldError::invalid(place, "", "must not be empty"));
            }
            Some(Value::String(text)) => {
                let complaint = if name == "kind" {
                    kind_complaint(text)
                } else {
                    api_version_complaint(text)
                };
                errors
                    .extend(complaint.map(|complaint| FieldError::invalid(place, text.as_str(), complaint)));
            }
            Some(other) => errors.push(FieldError::invalid(place, other.clone(), "must be a string")),
        }
    }
    let Some(metadata) = map.get("metadata") else {
        return;
    };
    let place = path.child("metadata");
    match ObjectMeta::read(metadata) {
        Err(error) => errors.push(FieldError::invalid(place, metadata.clone(), error.to_string())),
        Ok(mut meta) => {
            if meta.name.is_empty() {
                // An embedded resource needs no name.
                meta.name = "unnamed";
            }
            let namespaced = !meta.namespace.is_empty();
            errors.extend(object_meta::validate(
                &meta,
                namespaced,
                &names::path_segment,
                &place,
                version,
            ));
        }
    }
}

fn api_version_complaint(text: &str) -> Option<String> {
    (text != "/" && text.matches('/').count() > 1).then(|| format!("unexpected GroupVersion string: {text}"))
}

fn kind_complaint(text: &str) -> Option<String> {
    let complaints = names::dns1035_label(&text.to_lowercase());
    let text = || {
        format!(
            "may have mixed case, but should otherwise match: {}",
            complaints.join(",")
        )
    };
    (!complaints.is_empty()).then(text)
}
