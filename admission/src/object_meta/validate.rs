//! The rules of `metadata`.

use serde_json::{Value, json};

use super::{Managed, ObjectMeta, Owner, Time};
use crate::path::Path;
use crate::{FieldError, KubernetesVersion, go, names};

/// The most bytes that keys and values of all annotations have together.
const MAX_ANNOTATIONS: usize = 256 * 1024;
const MAX_MANAGER: usize = 128;
const MAX_SUBRESOURCE: usize = 256;
const IMMUTABLE: &str = "field is immutable";

/// The complaints about a name; the flag says that more text will follow it.
pub(crate) type NameRule<'a> = &'a dyn Fn(&str, bool) -> Vec<String>;

/// Validates the metadata of a new object.
pub(crate) fn validate(
    meta: &ObjectMeta<'_>,
    namespaced: bool,
    name_rule: NameRule<'_>,
    path: &Path<'_>,
    version: KubernetesVersion,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if !meta.generate_name.is_empty() {
        for complaint in name_rule(meta.generate_name, true) {
            errors.push(FieldError::invalid(
                path.child("generateName"),
                meta.generate_name,
                complaint,
            ));
        }
    }
    if meta.name.is_empty() {
        errors.push(FieldError::required(
            path.child("name"),
            "name or generateName is required",
        ));
    } else {
        for complaint in name_rule(meta.name, false) {
            errors.push(FieldError::invalid(path.child("name"), meta.name, complaint));
        }
    }
    namespace(meta, namespaced, path, &mut errors);
    generation(meta, path, &mut errors);
    labels(meta, path, version, &mut errors);
    annotations(meta, path, version, &mut errors);
    owners(&meta.owners, &path.child("ownerReferences"), version, &mut errors);
    finalizers(&meta.finalizers, &path.child("finalizers"), version, &mut errors);
    managed_fields(
        &meta.managed_fields,
        &path.child("managedFields"),
        version,
        &mut errors,
    );
    errors
}

/// Validates the metadata of a changed object.
pub(crate) fn validate_update(
    new: &ObjectMeta<'_>,
    old: &ObjectMeta<'_>,
    path: &Path<'_>,
    version: KubernetesVersion,
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if old.deletion_timestamp.is_some() {
        let mut extra: Vec<&str> = new
            .finalizers
            .iter()
            .copied()
            .filter(|f| !old.finalizers.contains(f))
            .collect();
        extra.sort_unstable();
        extra.dedup();
        if !extra.is_empty() {
            let quoted: Vec<String> = extra.iter().map(|f| go::quote(f)).collect();
            let detail = format!(
                "no new finalizers can be added if the object is being deleted, found new finalizers []string{{{}}}",
                quoted.join(", ")
            );
            errors.push(FieldError::forbidden(path.child("finalizers"), detail));
        }
    }
    if new.resource_version.is_empty() {
        let detail = "must be specified for an update";
        errors.push(FieldError::invalid(path.child("resourceVersion"), "", detail));
    }
    if version >= KubernetesVersion::V1_37 {
        generation(new, path, &mut errors);
    }
    if new.generation < old.generation {
        errors.push(FieldError::invalid(
            path.child("generation"),
            new.generation,
            "must not be decremented",
        ));
    }
    let time = |t: Option<Time>| t.map_or(Value::Null, Time::to_value);
    let text = |name, new: &str, old: &str| (name, new == old, Value::from(new));
    let (deleted, grace) = (new.deletion_timestamp, new.deletion_grace_period_seconds);
    let immutable = [
        text("name", new.name, old.name),
        text("namespace", new.namespace, old.namespace),
        text("uid", new.uid, old.uid),
        (
            "creationTimestamp",
            new.created() == old.created(),
            time(new.created()),
        ),
        (
            "deletionTimestamp",
            deleted == old.deletion_timestamp,
            time(deleted),
        ),
        (
            "deletionGracePeriodSeconds",
            grace == old.deletion_grace_period_seconds,
            grace.map_or(Value::Null, Value::from),
        ),
    ];
    for (name, same, new) in immutable {
        if !same {
            errors.push(FieldError::invalid(path.child(name), new, IMMUTABLE));
        }
    }
    labels(new, path, version, &mut errors);
    annotations(new, path, version, &mut errors);
    owners(&new.owners, &path.child("ownerReferences"), version, &mut errors);
    managed_fields(
        &new.managed_fields,
        &path.child("managedFields"),
        version,
        &mut errors,
    );
    errors
}

fn namespace(meta: &ObjectMeta<'_>, namespaced: bool, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let place = path.child("namespace");
    match (namespaced, meta.namespace.is_empty()) {
        (true, true) => errors.push(FieldError::required(place, "")),
        (true, false) => {
            for complaint in names::dns1123_label(meta.namespace) {
                errors.push(FieldError::invalid(place, meta.namespace, complaint));
            }
        }
        (false, true) => {}
        (false, false) => errors.push(FieldError::forbidden(place, "not allowed on this type")),
    }
}

fn generation(meta: &ObjectMeta<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    if meta.generation < 0 {
        let detail = "must be greater than or equal to 0";
        errors.push(FieldError::invalid(
            path.child("generation"),
            meta.generation,
            detail,
        ));
    }
}

fn labels(meta: &ObjectMeta<'_>, path: &Path<'_>, version: KubernetesVersion, errors: &mut Vec<FieldError>) {
    let place = path.child("labels");
    for (key, value) in &meta.labels {
        for complaint in names::label_key(key, version) {
            errors.push(FieldError::invalid(place, *key, complaint));
        }
        for complaint in names::label_value(value, version) {
            errors.push(FieldError::invalid(place, *value, complaint));
        }
    }
}

fn annotations(
    meta: &ObjectMeta<'_>,
    path: &Path<'_>,
    version: KubernetesVersion,
    errors: &mut Vec<FieldError>,
) {
    let place = path.child("annotations");
    for (key, _) in &meta.annotations {
        for complaint in names::label_key(&key.to_lowercase(), version) {
            errors.push(FieldError::invalid(place, *key, complaint));
        }
    }
    let size: usize = meta
        .annotations
        .iter()
        .map(|(key, value)| key.len() + value.len())
        .sum();
    if size > MAX_ANNOTATIONS {
        errors.push(FieldError::too_long(place, MAX_ANNOTATIONS as i64));
    }
}

fn owners(owners: &[Owner<'_>], path: &Path<'_>, version: KubernetesVersion, errors: &mut Vec<FieldError>) {
    let mut controller: Option<String> = None;
    for (i, owner) in owners.iter().enumerate() {
        // Up to 1.36 the place of the owner in the list is not told.
        let indexed = path.index(i);
        let place = if version <= KubernetesVersion::V1_36 {
            path
        } else {
            &indexed
        };
        if version <= KubernetesVersion::V1_36 {
            owner_before_1_37(owner, place, version, errors);
        } else {
            owner_fields(owner, place, errors);
        }
        if matches!(owner.api_version, "v1" | "/v1") && owner.kind == "Event" {
            let detail = "/v1, Kind=Event is disallowed from being an owner";
            errors.push(FieldError::invalid(place, owner.to_value(), detail));
        }
        if owner.controller == Some(true) {
            let name = format!("{}/{}", owner.kind, owner.name);
            match &controller {
                None => controller = Some(name),
                Some(first) => {
                    let all = Value::Array(owners.iter().map(Owner::to_value).collect());
                    let detail = format!(
                        "Only one reference can have Controller set to true. Found \"true\" in references for {first} and {name}"
                    );
                    errors.push(FieldError::invalid(path, all, detail));
                }
            }
        }
    }
}

fn owner_fields(owner: &Owner<'_>, place: &Path<'_>, errors: &mut Vec<FieldError>) {
    let required = "must not be empty";
    if owner.api_version.is_empty() {
        errors.push(FieldError::required(place.child("apiVersion"), required));
    } else if !is_group_version(owner.api_version) {
        let detail = "must be <group>/<version> or <version>";
        errors.push(FieldError::invalid(
            place.child("apiVersion"),
            owner.api_version,
            detail,
        ));
    }
    for (name, value) in [("kind", owner.kind), ("name", owner.name), ("uid", owner.uid)] {
        if value.is_empty() {
            errors.push(FieldError::required(place.child(name), required));
        }
    }
}

/// As [`owner_fields`], in the words of older versions.
fn owner_before_1_37(
    owner: &Owner<'_>,
    place: &Path<'_>,
    version: KubernetesVersion,
    errors: &mut Vec<FieldError>,
) {
    if !is_group_version(owner.api_version) {
        let detail = "version must not be empty";
        errors.push(FieldError::invalid(
            place.child("apiVersion"),
            owner.api_version,
            detail,
        ));
    }
    for (name, value) in [("kind", owner.kind), ("name", owner.name), ("uid", owner.uid)] {
        if value.is_empty() {
            let prefix = if version <= KubernetesVersion::V1_33 {
                format!("{name} ")
            } else {
                String::new()
            };
            errors.push(FieldError::invalid(
                place.child(name),
                "",
                format!("{prefix}must not be empty"),
            ));
        }
    }
}

/// `version` or `group/version`, with a version.
fn is_group_version(text: &str) -> bool {
    match text.split_once('/') {
        None => !text.is_empty(),
        Some((_, version)) => !version.is_empty() && !version.contains('/'),
    }
}

fn finalizers(
    finalizers: &[&str],
    path: &Path<'_>,
    version: KubernetesVersion,
    errors: &mut Vec<FieldError>,
) {
    for finalizer in finalizers {
        for complaint in names::label_key(finalizer, version) {
            errors.push(FieldError::invalid(path, *finalizer, complaint));
        }
    }
    if finalizers.contains(&"orphan") && finalizers.contains(&"foregroundDeletion") {
        let detail = "finalizer orphan and foregroundDeletion cannot be both set";
        errors.push(FieldError::invalid(path, json!(finalizers), detail));
    }
}

fn managed_fields(
    entries: &[Managed<'_>],
    path: &Path<'_>,
    version: KubernetesVersion,
    errors: &mut Vec<FieldError>,
) {
    for (i, entry) in entries.iter().enumerate() {
        let place = path.index(i);
        let operation = place.child("operation");
        match entry.operation {
            "Apply" | "Update" => {}
            other if version <= KubernetesVersion::V1_36 => {
                errors.push(FieldError::invalid(
                    operation,
                    other,
                    "must be `Apply` or `Update`",
                ));
            }
            "" => errors.push(FieldError::required(operation, "must not be empty")),
            other => errors.push(FieldError::not_supported(operation, other, &["Apply", "Update"])),
        }
        if !entry.fields_type.is_empty() && entry.fields_type != "FieldsV1" {
            errors.push(FieldError::invalid(
                place.child("fieldsType"),
                entry.fields_type,
                "must be `FieldsV1`",
            ));
        }
        if entry.manager.len() > MAX_MANAGER {
            errors.push(FieldError::too_long(place.child("manager"), MAX_MANAGER as i64));
        }
        for (position, c) in entry.manager.char_indices().filter(|(_, c)| !go::is_print(*c)) {
            let detail = format!("invalid character U+{:04X} (at position {position})", c as u32);
            errors.push(FieldError::invalid(place.child("manager"), entry.manager, detail));
        }
        if entry.subresource.len() > MAX_SUBRESOURCE {
            errors.push(FieldError::too_long(
                place.child("subresource"),
                MAX_SUBRESOURCE as i64,
            ));
        }
    }
}
