//! What makes a schema structural: every field is specified outside of the junctors, and junctors only restrict.

use super::{Schema, unreadable};
use crate::path::Path;
use crate::pattern;
use crate::{FieldError, KubernetesVersion, field_error::BadValue};

/// Where a node stands.
#[derive(Clone, Copy, PartialEq)]
enum Level {
    Root,
    Item,
    Field,
}

/// Every way in which the schema is not structural, sorted by text.
pub(crate) fn validate(schema: &Schema<'_>, path: &Path<'_>, version: KubernetesVersion) -> Vec<FieldError> {
    let mut errors = Vec::new();
    node(schema, Level::Root, path, version, &mut errors);
    completeness(schema, Some(schema), path, path, &mut errors);
    errors.sort_by_cached_key(ToString::to_string);
    errors
}

fn node(
    s: &Schema<'_>,
    level: Level,
    path: &Path<'_>,
    version: KubernetesVersion,
    errors: &mut Vec<FieldError>,
) {
    if s.type_name == "array" && s.items.is_none() {
        errors.push(FieldError::required(path.child("items"), "must be specified"));
    }
    if let Some(item) = s.item() {
        node(item, Level::Item, &path.child("items"), version, errors);
    }
    let properties = path.child("properties");
    for (name, property) in s.each_property() {
        node(property, Level::Field, &properties.key(name), version, errors);
    }
    if s.additional_properties.is_some() {
        let place = path.child("additionalProperties");
        if level == Level::Root {
            errors.push(FieldError::forbidden(place, "must not be used at the root"));
        }
        if let Some(values) = s.values() {
            node(values, Level::Field, &place, version, errors);
        }
    }
    if s.int_or_string {
        int_or_string(s, path, errors);
    }
    junctors(
        s,
        is_int_or_string(&s.any_of, version),
        is_int_or_string_all_of(s, version),
        path,
        errors,
    );
    types(s, level, path, errors);
    resource_fields(s, level, path, version, errors);
}

fn int_or_string(s: &Schema<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let mut refuse = |name: &str| {
        errors.push(FieldError::invalid(
            path.child(name),
            true,
            "must be false if x-kubernetes-int-or-string is true",
        ));
    };
    if s.keeps_unknown_fields() {
        refuse("x-kubernetes-preserve-unknown-fields");
    }
    if s.embedded_resource {
        refuse("x-kubernetes-embedded-resource");
    }
}

fn types(s: &Schema<'_>, level: Level, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let place = path.child("type");
    if s.embedded_resource && s.type_name != "object" {
        let detail = "must be object if x-kubernetes-embedded-resource is true";
        errors.push(missing_or_wrong(&place, s.type_name, detail));
    } else if s.type_name.is_empty() && !s.int_or_string && !s.keeps_unknown_fields() {
        let detail = match level {
            Level::Root => "must not be empty at the root",
            Level::Item => "must not be empty for specified array items",
            Level::Field => "must not be empty for specified object fields",
        };
        errors.push(FieldError::required(place, detail));
    }
    if s.embedded_resource && s.additional_properties.is_some() {
        let detail = "must not be used if x-kubernetes-embedded-resource is set";
        errors.push(FieldError::forbidden(path.child("additionalProperties"), detail));
    }
    if level == Level::Root && !s.type_name.is_empty() && s.type_name != "object" {
        errors.push(FieldError::invalid(
            place,
            s.type_name,
            "must be object at the root",
        ));
    }
}

/// A value that is required where it is empty and invalid where it is another.
pub(crate) fn missing_or_wrong(path: &Path<'_>, value: &str, detail: &str) -> FieldError {
    if value.is_empty() {
        FieldError::required(path, detail)
    } else {
        FieldError::invalid(path, value, detail)
    }
}

/// `kind`, `apiVersion` and `metadata` of a resource, at the root or embedded.
fn resource_fields(
    s: &Schema<'_>,
    level: Level,
    path: &Path<'_>,
    version: KubernetesVersion,
    errors: &mut Vec<FieldError>,
) {
    if level != Level::Root && !s.embedded_resource {
        return;
    }
    let properties = path.child("properties");
    for name in ["kind", "apiVersion"] {
        if let Some(property) = s.property(name)
            && property.type_name != "string"
        {
            let place = properties.key(name);
            errors.push(FieldError::invalid(
                place.child("type"),
                property.type_name,
                "must be string",
            ));
        }
    }
    if let Some(metadata) = s.property("metadata") {
        let place = properties.key("metadata");
        if metadata.type_name != "object" {
            errors.push(FieldError::invalid(
                place.child("type"),
                metadata.type_name,
                "must be object",
            ));
        }
        if level == Level::Root && !restricts_only_names(metadata, version) {
            let detail = "must not specify anything other than name and generateName, but metadata is implicitly specified";
            errors.push(FieldError::forbidden(place, detail));
        }
    }
    if s.embedded_resource && !s.keeps_unknown_fields() && !s.has_properties() {
        let detail = "must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields";
        errors.push(FieldError::required(properties, detail));
    }
}

fn restricts_only_names(metadata: &Schema<'_>, version: KubernetesVersion) -> bool {
    let named = |name: &str| name == "name" || name == "generateName";
    let only_names = metadata.properties.as_ref().is_none_or(|p| p.names().all(named));
    let rest = Schema {
        type_name: "",
        default: None,
        properties: None,
        ..metadata.clone()
    };
    only_names && !has_list_map_keys(metadata) && as_structural(rest, version) == Schema::default()
}

/// Exactly `anyOf: [{type: integer}, {type: string}]`: the one place where a junctor may name types.
fn is_int_or_string(any_of: &[Schema<'_>], version: KubernetesVersion) -> bool {
    let only_type = |s: &Schema<'_>, type_name| {
        let bare = Schema {
            type_name,
            ..Schema::default()
        };
        let plain = Schema {
            // One that allows nothing says nothing once it is read as a structural one.
            additional_properties: s
                .additional_properties
                .clone()
                .filter(|a| a.allows || a.schema.is_some()),
            ..as_structural(s.clone(), version)
        };
        s.type_name == type_name && s.properties.is_none() && !has_list_map_keys(s) && plain == bare
    };
    matches!(any_of, [first, second] if only_type(first, "integer") && only_type(second, "string"))
}

/// Whether keys are written, be it none: Go tells an empty list from no list.
fn has_list_map_keys(s: &Schema<'_>) -> bool {
    let keys = s.written.0.and_then(|w| w.get("x-kubernetes-list-map-keys"));
    keys.is_some_and(serde_json::Value::is_array)
}

/// What is left once a schema is read as a structural one: an enum of nothing is none, and until 1.35 an example and
/// documentation elsewhere are none.
fn as_structural(s: Schema<'_>, version: KubernetesVersion) -> Schema<'_> {
    let told = version >= KubernetesVersion::V1_36;
    Schema {
        enumeration: s.enumeration.filter(|e| !e.is_empty()),
        example: s.example.filter(|_| told),
        external_docs: s.external_docs.filter(|_| told),
        ..s
    }
}

fn is_int_or_string_all_of(s: &Schema<'_>, version: KubernetesVersion) -> bool {
    s.all_of
        .first()
        .is_some_and(|first| is_int_or_string(&first.any_of, version))
}

/// The junctors and the pattern of a node; `skip_any_of` and `skip_all_of` where they are the int-or-string shapes.
fn junctors(
    s: &Schema<'_>,
    skip_any_of: bool,
    skip_all_of: bool,
    path: &Path<'_>,
    errors: &mut Vec<FieldError>,
) {
    if !skip_any_of {
        let place = path.child("anyOf");
        for (i, branch) in s.any_of.iter().enumerate() {
            nested(branch, false, &place.index(i), errors);
        }
    }
    let place = path.child("allOf");
    for (i, branch) in s.all_of.iter().enumerate() {
        nested(branch, skip_all_of && i == 0, &place.index(i), errors);
    }
    let place = path.child("oneOf");
    for (i, branch) in s.one_of.iter().enumerate() {
        nested(branch, false, &place.index(i), errors);
    }
    if let Some(branch) = &s.not {
        nested(branch, false, &path.child("not"), errors);
    }
    if let Err(error) = pattern::check(s.pattern) {
        let detail = format!("must be a valid regular expression, but isn't: {error}");
        errors.push(FieldError::invalid(path.child("pattern"), s.pattern, detail));
    }
}

/// A node inside a junctor: it may restrict, not define.
fn nested(s: &Schema<'_>, skip_any_of: bool, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    junctors(s, skip_any_of, false, path, errors);
    if let Some(item) = s.item() {
        nested(item, false, &path.child("items"), errors);
    }
    let properties = path.child("properties");
    for (name, property) in s.each_property() {
        nested(property, false, &properties.key(name), errors);
    }
    let additional = s
        .additional_properties
        .as_ref()
        .is_some_and(|a| a.allows || a.schema.is_some());
    let (empty, undefined, not) = (
        "must be empty to be structural",
        "must be undefined to be structural",
        "must be false to be structural",
    );
    let forbidden = [
        (!s.type_name.is_empty(), "type", empty),
        (additional, "additionalProperties", undefined),
        (s.default.is_some(), "default", undefined),
        (!s.title.is_empty(), "title", empty),
        (!s.description.is_empty(), "description", empty),
        (s.nullable, "nullable", not),
        (
            s.keeps_unknown_fields(),
            "x-kubernetes-preserve-unknown-fields",
            not,
        ),
        (s.embedded_resource, "x-kubernetes-embedded-resource", not),
        (s.int_or_string, "x-kubernetes-int-or-string", not),
        (!s.list_map_keys.is_empty(), "x-kubernetes-list-map-keys", empty),
        (s.list_type.is_some(), "x-kubernetes-list-type", undefined),
        (s.map_type.is_some(), "x-kubernetes-map-type", undefined),
        (!s.each_rule().is_empty(), "x-kubernetes-validations", empty),
    ];
    for (present, name, detail) in forbidden {
        if present {
            errors.push(FieldError::forbidden(path.child(name), detail));
        }
    }
    if s.property("metadata").is_some() {
        let detail = "must not be specified in a nested context";
        errors.push(FieldError::forbidden(properties.key("metadata"), detail));
    }
}

/// What a junctor of the root names must be specified outside of junctors too. The server asks this of the root's
/// junctors only.
fn completeness(
    branch: &Schema<'_>,
    specified: Option<&Schema<'_>>,
    path: &Path<'_>,
    branch_path: &Path<'_>,
    errors: &mut Vec<FieldError>,
) {
    if let Some(not) = &branch.not {
        nested_completeness(not, specified, path, &branch_path.child("not"), errors);
    }
    for (name, list) in [
        ("allOf", &branch.all_of),
        ("anyOf", &branch.any_of),
        ("oneOf", &branch.one_of),
    ] {
        let place = branch_path.child(name);
        for (i, inner) in list.iter().enumerate() {
            nested_completeness(inner, specified, path, &place.index(i), errors);
        }
    }
}

fn nested_completeness(
    branch: &Schema<'_>,
    specified: Option<&Schema<'_>>,
    path: &Path<'_>,
    branch_path: &Path<'_>,
    errors: &mut Vec<FieldError>,
) {
    let Some(found) = specified else {
        errors.push(FieldError::required(
            path,
            format!("because it is defined in {branch_path}"),
        ));
        return;
    };
    completeness(branch, specified, path, branch_path, errors);
    if let Some(item) = branch.item() {
        nested_completeness(
            item,
            found.item(),
            &path.child("items"),
            &branch_path.child("items"),
            errors,
        );
    }
    let (properties, branch_properties) = (path.child("properties"), branch_path.child("properties"));
    for (name, property) in branch.each_property() {
        let (place, branch_place) = (properties.key(name), branch_properties.key(name));
        nested_completeness(property, found.property(name), &place, &branch_place, errors);
    }
}

/// Whether the schema is structural at all.
pub(crate) fn is_structural(schema: &Schema<'_>, version: KubernetesVersion) -> bool {
    unreadable(schema).is_none() && validate(schema, &Path::Nil, version).is_empty()
}

/// A value that the server prints as null.
pub(crate) fn null_value() -> BadValue {
    BadValue::Json(serde_json::Value::Null)
}
