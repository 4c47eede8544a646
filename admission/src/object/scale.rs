//! The fields that the scale subresource reads and writes.

use serde_json::Value;

use crate::FieldError;
use crate::crd::model::Scale;
use crate::go;

/// Validates the wanted replicas.
pub(super) fn validate_spec(object: &Value, scale: &Scale<'_>, errors: &mut Vec<FieldError>) {
    replicas(object, scale.spec_replicas, errors);
}

/// Validates the observed replicas and the selector.
pub(super) fn validate_status(object: &Value, scale: &Scale<'_>, errors: &mut Vec<FieldError>) {
    replicas(object, scale.status_replicas, errors);
    let Some(path) = scale.label_selector else { return };
    let complaint = match find(object, path) {
        Ok(Some(value)) if !value.is_string() => Some(wrong_type(path, value, "string")),
        Ok(_) => None,
        Err(complaint) => Some(complaint),
    };
    errors.extend(complaint.map(|complaint| FieldError::invalid(path, "", complaint)));
}

fn replicas(object: &Value, path: &str, errors: &mut Vec<FieldError>) {
    let count = match find(object, path) {
        Ok(None) => return,
        Ok(Some(value)) => value.as_i64().ok_or_else(|| wrong_type(path, value, "int64")),
        Err(complaint) => Err(complaint),
    };
    match count {
        Err(complaint) => errors.push(FieldError::invalid(path, 0, complaint)),
        Ok(count) if count < 0 => {
            errors.push(FieldError::invalid(
                path,
                count,
                "should be a non-negative integer",
            ));
        }
        Ok(count) if count > i64::from(i32::MAX) => {
            let detail = format!("should be less than or equal to {}", i32::MAX);
            errors.push(FieldError::invalid(path, count, detail));
        }
        Ok(_) => {}
    }
}

/// The value at a path of names; none where it ends early.
fn find<'o>(object: &'o Value, path: &str) -> Result<Option<&'o Value>, String> {
    let names = path.strip_prefix('.').unwrap_or(path);
    let mut value = object;
    let mut so_far = String::new();
    for name in names.split('.') {
        so_far = format!("{so_far}.{name}");
        match value {
            Value::Null => return Ok(None),
            Value::Object(map) => match map.get(name) {
                Some(below) => value = below,
                None => return Ok(None),
            },
            other => return Err(wrong_type(&so_far, other, "map[string]interface{}")),
        }
    }
    Ok(Some(value))
}

fn wrong_type(path: &str, value: &Value, wanted: &str) -> String {
    let path = path.strip_prefix('.').unwrap_or(path);
    format!(
        ".{path} accessor error: {} is of the type {}, expected {wanted}",
        go::print(value),
        go::type_of(value)
    )
}
