//! The keywords of a schema, node by node: which are allowed, and with which.

use std::collections::HashSet;

use super::lists::{list_map, list_type, map_keys};
use super::options::Options;
use crate::FieldError;
use crate::cel::rule_field_errors;
use crate::path::Path;
use crate::schema::structural::missing_or_wrong;
use crate::schema::{Foreign, Named, Schema, unreadable};

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

/// What is wrong with the keywords of a schema.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) errors: Vec<FieldError>,
    /// The paths of the nodes at which, or below which, something was found. A list that complains of its items is
    /// one of them, the items are not.
    pub(crate) nodes: HashSet<String>,
}

/// Validates the keywords of a node and of all below it.
pub(crate) fn validate(
    s: &Schema<'_>,
    path: &Path<'_>,
    scope: Scope<'_>,
    options: &Options<'_>,
    found: &mut Found,
) {
    let before = found.errors.len();
    node(s, path, scope, options, found);
    if found.errors.len() > before {
        found.nodes.insert(path.to_string());
    }
}

fn node(s: &Schema<'_>, path: &Path<'_>, scope: Scope<'_>, options: &Options<'_>, found: &mut Found) {
    let errors = &mut found.errors;
    supported(s, path, scope, options, errors);
    if s.unique_items {
        let detail = "uniqueItems cannot be set to true since the runtime complexity becomes quadratic";
        errors.push(FieldError::forbidden(path.child("uniqueItems"), detail));
    }
    properties(s, path, scope, options, found);
    junctors(s, path, scope, options, found);
    let errors = &mut found.errors;
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
    if let Some(keywords) = &s.foreign {
        foreign(keywords, path, errors);
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

fn foreign(s: &Foreign<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let some = |named: &Option<Named<'_>>| named.as_ref().is_some_and(|named| !named.is_empty());
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
}

fn properties(s: &Schema<'_>, path: &Path<'_>, scope: Scope<'_>, options: &Options<'_>, found: &mut Found) {
    if let Some(additional) = &s.additional_properties {
        let place = path.child("additionalProperties");
        if s.has_properties() && (!additional.allows || additional.schema.is_some()) {
            found.errors.push(FieldError::forbidden(
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
            validate(values, &place, below, options, found);
        }
    }
    let place = path.child("properties");
    let is_resource = scope.is_root || s.embedded_resource;
    for (name, property) in s.each_property() {
        let mut below = Scope {
            is_root: false,
            ..scope
        };
        let of_resource = match name {
            "metadata" if is_resource => "in top-level metadata",
            "kind" if is_resource => "in top-level kind",
            "apiVersion" if is_resource => "in top-level apiVersion",
            _ => "",
        };
        if !of_resource.is_empty() {
            below.inside_resource_meta = true;
            if scope.is_root {
                below.no_default = of_resource;
            }
        }
        validate(property, &place.key(name), below, options, found);
    }
}

fn junctors(s: &Schema<'_>, path: &Path<'_>, scope: Scope<'_>, options: &Options<'_>, found: &mut Found) {
    let below = Scope {
        is_root: false,
        ..scope
    };
    if let Some(not) = &s.not {
        validate(not, &path.child("not"), below, options, found);
    }
    for (name, list) in [("allOf", &s.all_of), ("oneOf", &s.one_of), ("anyOf", &s.any_of)] {
        let place = path.child(name);
        for (i, branch) in list.iter().enumerate() {
            validate(branch, &place.index(i), below, options, found);
        }
    }
    if let Some(definitions) = s
        .foreign
        .as_ref()
        .and_then(|foreign| foreign.definitions.as_ref())
    {
        let place = path.child("definitions");
        for (name, definition) in definitions.iter() {
            validate(definition, &place.key(name), below, options, found);
        }
    }
    if let Some(items) = &s.items {
        let place = path.child("items");
        if let Some(item) = &items.schema {
            validate(item, &place, below, options, found);
        }
        for (i, item) in items.list.iter().enumerate() {
            validate(item, &place.index(i), below, options, found);
        }
    }
    if let Some(dependencies) = s
        .foreign
        .as_ref()
        .and_then(|foreign| foreign.dependencies.as_ref())
    {
        let place = path.child("dependencies");
        for (name, dependency) in dependencies.iter() {
            if let Some(schema) = &dependency.schema {
                validate(schema, &place.key(name), below, options, found);
            }
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
