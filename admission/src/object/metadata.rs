//! What a request does with an object's metadata: the server's own fields, and warnings.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::object_meta::{self, ObjectMeta};
use crate::path::Path;
use crate::{FieldError, KubernetesVersion, go, names};

/// What the server adds to a generated name.
const SUFFIX: &str = "xxxxx";
/// The most characters that it keeps of a prefix.
const MAX_PREFIX: usize = 58;

fn fields(object: &mut Value) -> Option<&mut Map<String, Value>> {
    object
        .as_object_mut()?
        .entry("metadata")
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()
}

fn text<'o>(object: &'o Value, name: &str) -> &'o str {
    object
        .get("metadata")
        .and_then(|m| m.get(name))
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Every stored object has metadata.
pub(super) fn ensure(object: &mut Value) {
    fields(object);
}

/// Puts the object into a namespace, where it is in none and its kind needs one; answers whether it did.
pub(super) fn place(object: &mut Value, namespaced: bool) -> bool {
    if !namespaced || !text(object, "namespace").is_empty() {
        return false;
    }
    let Some(metadata) = fields(object) else {
        return false;
    };
    metadata.insert("namespace".to_owned(), "default".into());
    true
}

/// Makes a name of `generateName`; answers whether it did.
pub(super) fn generate_name(object: &mut Value) -> bool {
    let prefix: String = text(object, "generateName").chars().take(MAX_PREFIX).collect();
    if prefix.is_empty() || !text(object, "name").is_empty() {
        return false;
    }
    let Some(metadata) = fields(object) else {
        return false;
    };
    metadata.insert("name".to_owned(), format!("{prefix}{SUFFIX}").into());
    true
}

/// Gives both revisions what the server writes, as it is the same object.
pub(super) fn identify(object: &mut Value) {
    let Some(metadata) = fields(object) else { return };
    for (name, value) in [
        ("uid", "0"),
        ("resourceVersion", "1"),
        ("creationTimestamp", "1970-01-01T00:00:01Z"),
    ] {
        metadata.insert(name.to_owned(), value.into());
    }
}

/// Starts the count of changes.
pub(super) fn first_generation(object: &mut Value) {
    if let Some(metadata) = fields(object) {
        metadata.insert("generation".to_owned(), 1.into());
    }
}

/// Counts a change of anything but metadata.
pub(super) fn count_generation(new: &mut Value, old: &Value) {
    let rest = |object: &Value| {
        let mut map = object.as_object().cloned().unwrap_or_default();
        map.remove("metadata");
        map
    };
    if rest(new) == rest(old) {
        return;
    }
    let before = old
        .get("metadata")
        .and_then(|m| m.get("generation"))
        .and_then(Value::as_i64)
        .unwrap_or_default();
    if let Some(metadata) = fields(new) {
        // The server lets it wrap around.
        metadata.insert("generation".to_owned(), before.wrapping_add(1).into());
    }
}

/// Puts the managers of a request in place of those that are there. The server reads them once more: what it can't read
/// it drops.
pub(super) fn manage(object: &mut Value, request: &Value) {
    let managed = request.get("metadata").and_then(|m| m.get("managedFields"));
    let managed = managed.map(|managed| json!({ "managedFields": managed }));
    let read = managed
        .as_ref()
        .and_then(|managed| ObjectMeta::read(managed).ok());
    let written = read.map(|meta| meta.to_value());
    let Some(metadata) = fields(object) else { return };
    match written.as_ref().and_then(|written| written.get("managedFields")) {
        Some(managed) => _ = metadata.insert("managedFields".to_owned(), managed.clone()),
        None => _ = metadata.remove("managedFields"),
    }
}

/// Drops what the server writes, so that what a user wrote is left.
pub(super) fn strip(object: &mut Value, placed: bool, named: bool) {
    let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) else {
        return;
    };
    for name in ["uid", "resourceVersion", "creationTimestamp", "generation"] {
        metadata.remove(name);
    }
    if placed {
        metadata.remove("namespace");
    }
    if named {
        metadata.remove("name");
    }
}

/// An object's metadata as it is validated. Until 1.36 each field is read by itself, and one that can't be is none: a time
/// that the server wrote, but that is none of four digits for the year.
fn written(object: &Value, version: KubernetesVersion) -> Cow<'_, Value> {
    let metadata = object.get("metadata").unwrap_or(&Value::Null);
    match metadata {
        Value::Object(fields)
            if version < KubernetesVersion::V1_37 && ObjectMeta::read(metadata).is_err() =>
        {
            Cow::Owned(Value::Object(object_meta::readable_fields(fields)))
        }
        metadata => Cow::Borrowed(metadata),
    }
}

fn read(metadata: &Value) -> Result<ObjectMeta<'_>, Vec<FieldError>> {
    ObjectMeta::read(metadata).map_err(|error| {
        vec![FieldError::invalid(
            "metadata",
            metadata.clone(),
            error.to_string(),
        )]
    })
}

/// Validates the metadata of a new object.
pub(super) fn validate(object: &Value, namespaced: bool, version: KubernetesVersion) -> Vec<FieldError> {
    named(object, namespaced, &names::object_name, version).unwrap_or_else(|errors| errors)
}

/// Validates that the name can stand in a URL, as the server does once everything else is right.
pub(super) fn validate_path(object: &Value, namespaced: bool, version: KubernetesVersion) -> Vec<FieldError> {
    named(object, namespaced, &names::path_segment, version).unwrap_or_default()
}

fn named(
    object: &Value,
    namespaced: bool,
    rule: object_meta::NameRule<'_>,
    version: KubernetesVersion,
) -> Result<Vec<FieldError>, Vec<FieldError>> {
    let metadata = written(object, version);
    let meta = read(&metadata)?;
    let path = Path::root("metadata");
    Ok(object_meta::validate(&meta, namespaced, rule, &path, version))
}

/// Validates the metadata of a changed object.
pub(super) fn validate_update(new: &Value, old: &Value, version: KubernetesVersion) -> Vec<FieldError> {
    let (new, old) = (written(new, version), written(old, version));
    match (read(&new), read(&old)) {
        (Ok(new), Ok(old)) => object_meta::validate_update(&new, &old, &Path::root("metadata"), version),
        (Err(errors), _) | (_, Err(errors)) => errors,
    }
}

/// Warns of finalizers that are new and not qualified by a domain.
pub(super) fn warnings(new: &Value, old: Option<&Value>, version: KubernetesVersion) -> Vec<String> {
    let of = |object: Option<&Value>| -> Vec<String> {
        let list = object
            .and_then(|o| o.get("metadata"))
            .and_then(|m| m.get("finalizers"))
            .and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    let before = of(old);
    let mut added: Vec<String> = of(Some(new))
        .into_iter()
        .filter(|f| !before.contains(f))
        .collect();
    added.sort_unstable();
    added.dedup();
    let mut warnings = Vec::new();
    for finalizer in added {
        let mut warn =
            |text: &str| warnings.push(format!("metadata.finalizers: {}: {text}", go::quote(&finalizer)));
        names::label_key(&finalizer, version)
            .iter()
            .for_each(|complaint| warn(complaint));
        let standard = matches!(finalizer.as_str(), "orphan" | "foregroundDeletion" | "kubernetes");
        if finalizer.contains('/') || standard {
            continue;
        }
        let path = if finalizer.contains('.') {
            " including a path (/)"
        } else {
            ""
        };
        warn(&format!(
            "prefer a domain-qualified finalizer name{path} to avoid accidental conflicts with other finalizer writers"
        ));
    }
    warnings
}
