//! The keywords of a schema, node by node: which are allowed, and with which.

use super::options::Options;
use crate::FieldError;
use crate::cel::rule_field_errors;
use crate::field_error::BadValue;
use crate::path::Path;
use crate::schema::structural::{missing_or_wrong, null_value, unreadable};
use crate::schema::{Schema, dump_text_list};

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// What holds for a node because of where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// Why no default may stand here; empty where it may.
    no_default: &'a str,
    inside_resource_meta: bool,
    is_root: bool,
    /// Whether the fields of rules are judged here: where the rules themselves are not.
    rule_fields: bool,
}

impl Scope<'_> {
    /// The scope of the root; `rule_fields` where the rules of the schema are not judged.
    pub(crate) fn root(rule_fields: bool) -> Self {
        Self {
            no_default: "",
            inside_resource_meta: false,
            is_root: true,
            rule_fields,
        }
    }
}

/// Validates the keywords of a node and of all below it.
pub(crate) fn validate(
    s: &Schema<'_>,
    path: &Path<'_>,
    scope: Scope<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    supported(s, path, scope, options, errors);
    if s.unique_items {
        let detail = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic";
        errors.push(FieldError::forbidden(path.child("uniqueItems"), detail));
    }
    properties(s, path, scope, options, errors);
    junctors(s, path, scope, options, errors);
    if s.preserve_unknown_fields == Some(false) {
        let place = path.child("x-kubernetes-preserve-unknown-fields");
        errors.push(FieldError::invalid(place, false, "must be true or undefined"));
    }
    map_type(s, path, errors);
    list_type(s, path, options, errors);
    list_map(s, path, errors);
    if options.require_map_keys {
        map_keys(s, path, errors);
    }
    if scope.rule_fields {
        rules(s, path, errors);
    }
}

fn supported(
    s: &Schema<'_>,
    path: &Path<'_>,
    scope: Scope<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    if options.require_valid_type && !s.type_name.is_empty() && !TYPES.contains(&s.type_name) {
        errors.push(FieldError::not_supported(path.child("type"), s.type_name, &TYPES));
    }
    if s.default.is_some() && !scope.no_default.is_empty() {
        let detail = format!("must not be set {}", scope.no_default);
        errors.push(FieldError::forbidden(path.child("default"), detail));
    }
    let some =
        |m: &Option<std::collections::BTreeMap<&str, Schema<'_>>>| m.as_ref().is_some_and(|m| !m.is_empty());
    let forbidden = [
        (!s.id.is_empty(), "id"),
        (s.additional_items.is_some(), "additionalItems"),
        (some(&s.pattern_properties), "patternProperties"),
        (some(&s.definitions), "definitions"),
        (s.dependencies.is_some(), "dependencies"),
        (s.reference.is_some(), "$ref"),
    ];
    for (present, name) in forbidden {
        if present {
            errors.push(FieldError::forbidden(
                path.child(name),
                format!("{name} is not supported"),
            ));
        }
    }
    if s.type_name == "null" {
        let detail = "type cannot be set to null, use nullable as an alternative";
        errors.push(FieldError::forbidden(path.child("type"), detail));
    }
    if s.items.as_ref().is_some_and(|i| !i.list.is_empty()) {
        errors.push(FieldError::forbidden(
            path.child("items"),
            "items must be a schema object and not an array",
        ));
    }
    if scope.inside_resource_meta && s.embedded_resource {
        let place = path.child("x-kubernetes-embedded-resource");
        errors.push(FieldError::forbidden(
            place,
            "must not be used inside of resource meta",
        ));
    }
}

fn properties(
    s: &Schema<'_>,
    path: &Path<'_>,
    scope: Scope<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    if let Some(additional) = &s.additional_properties {
        let place = path.child("additionalProperties");
        if s.has_properties() && (!additional.allows || additional.schema.is_some()) {
            errors.push(FieldError::forbidden(
                place,
                "additionalProperties and properties are mutual exclusive",
            ));
        }
        let mut below = Scope {
            is_root: false,
            ..scope
        };
        if scope.inside_resource_meta {
            below.no_default = "inside additionalProperties applying to object metadata";
        }
        if let Some(values) = &additional.schema {
            validate(values, &place, below, options, errors);
        }
    }
    let place = path.child("properties");
    for (name, property) in s.each_property() {
        let mut below = Scope {
            is_root: false,
            ..scope
        };
        let reason = format!("in top-level {name}");
        if (scope.is_root || s.embedded_resource) && matches!(name, "metadata" | "kind" | "apiVersion") {
            below.inside_resource_meta = true;
            if scope.is_root {
                below.no_default = &reason;
            }
        }
        validate(property, &place.key(name), below, options, errors);
    }
}

fn junctors(
    s: &Schema<'_>,
    path: &Path<'_>,
    scope: Scope<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    let below = Scope {
        is_root: false,
        ..scope
    };
    if let Some(not) = &s.not {
        validate(not, &path.child("not"), below, options, errors);
    }
    for (name, list) in [("allOf", &s.all_of), ("oneOf", &s.one_of), ("anyOf", &s.any_of)] {
        let place = path.child(name);
        for (i, branch) in list.iter().enumerate() {
            validate(branch, &place.index(i), below, options, errors);
        }
    }
    let place = path.child("definitions");
    for (name, definition) in s.definitions.iter().flatten() {
        validate(definition, &place.key(name), below, options, errors);
    }
    if let Some(items) = &s.items {
        let place = path.child("items");
        if let Some(item) = &items.schema {
            validate(item, &place, below, options, errors);
        }
        for (i, item) in items.list.iter().enumerate() {
            validate(item, &place.index(i), below, options, errors);
        }
    }
    let place = path.child("dependencies");
    for (name, dependency) in s.dependencies.iter().flatten() {
        if let Some(schema) = &dependency.schema {
            validate(schema, &place.key(name), below, options, errors);
        }
    }
}

fn map_type(s: &Schema<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let Some(map_type) = s.map_type else { return };
    if s.type_name != "object" {
        let detail = "must be object if x-kubernetes-map-type is specified";
        errors.push(missing_or_wrong(&path.child("type"), s.type_name, detail));
    }
    if !matches!(map_type, "atomic" | "granular") {
        let place = path.child("x-kubernetes-map-type");
        errors.push(FieldError::not_supported(
            place,
            map_type,
            &["atomic", "granular"],
        ));
    }
}

fn list_type(s: &Schema<'_>, path: &Path<'_>, options: &Options<'_>, errors: &mut Vec<FieldError>) {
    let Some(list_type) = s.list_type else { return };
    if s.type_name != "array" {
        let detail = "must be array if x-kubernetes-list-type is specified";
        errors.push(missing_or_wrong(&path.child("type"), s.type_name, detail));
    } else if options.require_atomic_set
        && let Some(item) = s.item().filter(|_| is_non_atomic_set(s))
    {
        let keyword = if item.type_name == "array" {
            "x-kubernetes-list-type"
        } else {
            "x-kubernetes-map-type"
        };
        // The server prints the item's list type, also where it complains of the map type.
        let value = item.list_type.map_or_else(null_value, BadValue::from);
        let items = path.child("items");
        let detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
        errors.push(FieldError::invalid(items.child(keyword), value, detail));
    }
    if !matches!(list_type, "atomic" | "set" | "map") {
        let place = path.child("x-kubernetes-list-type");
        errors.push(FieldError::not_supported(
            place,
            list_type,
            &["atomic", "set", "map"],
        ));
    }
}

/// A set whose items are lists or maps that are merged instead of replaced.
pub(crate) fn is_non_atomic_set(s: &Schema<'_>) -> bool {
    s.list_type == Some("set")
        && s.item().is_some_and(|item| match item.type_name {
            "array" => item.list_type.is_some_and(|t| t != "atomic"),
            "object" => item.map_type != Some("atomic"),
            _ => false,
        })
}

fn list_map(s: &Schema<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let type_place = path.child("x-kubernetes-list-type");
    if !s.list_map_keys.is_empty() && s.list_type != Some("map") {
        let detail = "must be map if x-kubernetes-list-map-keys is non-empty";
        errors.push(match s.list_type {
            None => FieldError::required(type_place, detail),
            Some(other) => FieldError::invalid(type_place, other, detail),
        });
    }
    if s.list_type != Some("map") {
        return;
    }
    let keys_place = path.child("x-kubernetes-list-map-keys");
    if s.list_map_keys.is_empty() {
        errors.push(FieldError::required(
            keys_place,
            "must not be empty if x-kubernetes-list-type is map",
        ));
    }
    let items = path.child("items");
    let Some(written) = &s.items else {
        errors.push(FieldError::required(
            items,
            "must have a schema if x-kubernetes-list-type is map",
        ));
        return;
    };
    let Some(item) = written.schema.as_deref() else {
        let value = BadValue::Printed(crate::schema::dump_items(written));
        let detail = "must only have a single schema if x-kubernetes-list-type is map";
        errors.push(FieldError::invalid(items, value, detail));
        return;
    };
    if item.type_name != "object" {
        let detail = "must be object if parent array's x-kubernetes-list-type is map";
        errors.push(FieldError::invalid(items.child("type"), item.type_name, detail));
        return;
    }
    let keys = || BadValue::Printed(dump_text_list(&s.list_map_keys));
    let properties = items.child("properties");
    for (i, key) in s.list_map_keys.iter().enumerate() {
        match item.property(key) {
            Some(property) if matches!(property.type_name, "array" | "object") => {
                let place = properties.key(key);
                let detail = "must be a scalar type if parent array's x-kubernetes-list-type is map";
                errors.push(FieldError::invalid(place.child("type"), item.type_name, detail));
            }
            Some(_) => {}
            None => {
                let detail = "entries must all be names of item properties";
                errors.push(FieldError::invalid(keys_place, keys(), detail));
            }
        }
        if s.list_map_keys.iter().take(i).any(|earlier| earlier == key) {
            errors.push(FieldError::invalid(
                keys_place,
                keys(),
                "must not contain duplicate entries",
            ));
        }
    }
}

/// Keys of a map list are there and not null, nor are items of a set or map list.
fn map_keys(s: &Schema<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let (Some(list_type @ ("set" | "map")), Some(item)) = (s.list_type, s.item()) else {
        return;
    };
    let items = path.child("items");
    if item.nullable {
        let detail = format!("cannot be nullable when x-kubernetes-list-type is {list_type}");
        errors.push(FieldError::forbidden(items.child("nullable"), detail));
    }
    if list_type != "map" {
        return;
    }
    let properties = items.child("properties");
    for key in &s.list_map_keys {
        let Some(property) = item.property(key) else {
            continue;
        };
        let place = properties.key(key);
        if !item.required_names().contains(key) && property.default.is_none() {
            let detail = "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property";
            errors.push(FieldError::required(place.child("default"), detail));
        }
        if property.nullable {
            let detail = "this property is in x-kubernetes-list-map-keys, so it cannot be nullable";
            errors.push(FieldError::forbidden(place.child("nullable"), detail));
        }
    }
}

/// Whether a node breaks the rule of [`map_keys`], which an update must not newly break.
pub(crate) fn breaks_map_keys(s: &Schema<'_>) -> bool {
    let mut errors = Vec::new();
    map_keys(s, &Path::Nil, &mut errors);
    !errors.is_empty()
}

/// What is wrong with the fields of a rule, as far as it shows without compiling the rule.
fn rules(s: &Schema<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    if let Some(written) = s.written.0.filter(|_| !s.each_rule().is_empty()) {
        // Where the schema can't be read as a structural one, paths in it are not looked up.
        let looked_up = unreadable(s).is_none();
        let found = rule_field_errors(written, &path.to_string());
        errors.extend(
            found
                .into_iter()
                .filter(|error| looked_up || error.detail != "must be a valid path"),
        );
    }
}
