//! The keywords of lists: their type, the keys of map lists, and what the items have to be for them.

use super::options::Options;
use crate::FieldError;
use crate::field_error::BadValue;
use crate::path::Path;
use crate::schema::structural::{missing_or_wrong, null_value};
use crate::schema::{Schema, dump_text_list};

pub(super) fn list_type(
    s: &Schema<'_>,
    path: &Path<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
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
pub(super) fn is_non_atomic_set(s: &Schema<'_>) -> bool {
    s.list_type == Some("set")
        && s.item().is_some_and(|item| match item.type_name {
            "array" => item.list_type.is_some_and(|t| t != "atomic"),
            "object" => item.map_type != Some("atomic"),
            _ => false,
        })
}

pub(super) fn list_map(s: &Schema<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
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
pub(super) fn map_keys(s: &Schema<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
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
pub(super) fn breaks_map_keys(s: &Schema<'_>) -> bool {
    let mut errors = Vec::new();
    map_keys(s, &Path::Nil, &mut errors);
    !errors.is_empty()
}
