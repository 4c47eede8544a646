//! One version of a CRD: its schema, subresources, columns and selectable fields.

use super::field_path::{self, Step};
use super::keywords::{self, Found, Scope};
use super::model::{Column, Crd, Subresources, Validation, Version};
use super::options::{MAX_SELECTABLE_FIELDS, Options};
use super::{defaults, rules};
use crate::field_error::BadValue;
use crate::path::Path;
use crate::schema::{Foreign, Schema, dump_schema, dump_text_list, structural, unreadable as fault_of};
use crate::{FieldError, KubernetesVersion, go};

const COLUMN_TYPES: [&str; 5] = ["boolean", "date", "integer", "number", "string"];
const COLUMN_FORMATS: [&str; 8] = [
    "byte",
    "date",
    "date-time",
    "double",
    "float",
    "int32",
    "int64",
    "password",
];

/// Go's names of the keywords that a root may have beside the status subresource.
const ROOT_KEYWORDS: &str = "Description Type Format Title Maximum ExclusiveMaximum Minimum ExclusiveMinimum MaxLength \
MinLength Pattern MaxItems MinItems UniqueItems MultipleOf Required Items Properties ExternalDocs Example \
XPreserveUnknownFields XValidations";

/// Validates what is the version's own.
pub(crate) fn validate(
    v: &Version<'_>,
    status: bool,
    path: &Path<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    for complaint in deprecation_complaints(v.deprecated, v.deprecation_warning) {
        let value = v.deprecation_warning.unwrap_or_default();
        errors.push(FieldError::invalid(
            path.child("deprecationWarning"),
            value,
            complaint,
        ));
    }
    if let Some(validation) = &v.validation {
        validate_schema(validation, v.name, status, &path.child("schema"), options, errors);
    }
    if let Some(subresources) = &v.subresources {
        validate_subresources(subresources, &path.child("subresources"), errors);
    }
    validate_columns(&v.columns, &path.child("additionalPrinterColumns"), errors);
    if !v.selectable_fields.is_empty() {
        let unset = if options.version <= KubernetesVersion::V1_33 {
            "selectableFields may only be set when version.schema.openAPIV3Schema is not included"
        } else {
            "may only be set when `version.schema.openAPIV3Schema` is not included"
        };
        let schema = v.own_schema().map(Some);
        validate_selectable(&v.selectable_fields, schema, v.name, unset, path, options, errors);
    }
}

fn deprecation_complaints(deprecated: bool, warning: Option<&str>) -> Vec<String> {
    let Some(warning) = warning else { return Vec::new() };
    if !deprecated {
        return vec!["can only be set for deprecated versions".to_owned()];
    }
    let mut complaints = Vec::new();
    if warning.len() > 256 {
        complaints.push("must be <= 256 characters long".to_owned());
    }
    if warning.is_empty() {
        complaints.push("must not be an empty string".to_owned());
    }
    if let Some((i, _)) = warning.char_indices().find(|(_, c)| !go::is_print(*c)) {
        let only = "must only contain printable UTF-8 characters";
        complaints.push(format!("{only}; non-printable character found at index {i}"));
    }
    complaints
}

/// Validates the schema of the version `name`, or of all.
pub(crate) fn validate_schema(
    validation: &Validation<'_>,
    name: &str,
    status: bool,
    path: &Path<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    let Some(schema) = &validation.schema else { return };
    let root = path.child("openAPIV3Schema");
    let before = errors.len();
    if status {
        root_with_status(schema, &root, errors);
    }
    if schema.nullable {
        errors.push(FieldError::forbidden(
            root.child("nullable"),
            "nullable cannot be true at the root",
        ));
    }
    let unreadable = fault_of(schema).filter(|_| options.require_structural);
    // Rules are judged where the schema is structural and its defaults are right.
    let mut judge_rules = options.require_structural && unreadable.is_none();
    if judge_rules {
        let mut faults = structural::validate(schema, &root, options.version);
        if faults.is_empty() {
            faults = defaults::validate(schema, &root, options);
        }
        judge_rules = faults.is_empty();
        errors.extend(faults);
    }
    let mut found = Found::default();
    keywords::validate(schema, &root, Scope::root(!judge_rules), options, &mut found);
    rules::name_fields(&mut found.errors, options.version);
    let of_rules = if judge_rules {
        rules::validate(schema, &root, name, options, &found)
    } else {
        Vec::new()
    };
    errors.extend(found.errors);
    errors.extend(of_rules);
    if let Some(fault) = unreadable.filter(|_| errors.len() == before) {
        // It would only repeat what the keywords say, where they say anything.
        errors.push(FieldError::invalid(root, "", fault));
    }
}

/// Beside a status subresource the root may only have keywords that still hold when `status` is checked alone.
fn root_with_status(s: &Schema<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    // An empty list counts too, as it is written.
    let has_list = |name: &str| {
        s.written
            .0
            .and_then(|w| w.get(name))
            .is_some_and(|list| list.is_array())
    };
    let nothing = Foreign::default();
    let foreign = s.foreign.as_deref().unwrap_or(&nothing);
    let before_type = [
        !foreign.id.is_empty(),
        !foreign.dialect.is_empty(),
        foreign.reference.is_some(),
    ];
    let after_type = [
        s.nullable,
        s.default.is_some(),
        s.enumeration.is_some(),
        s.max_properties.is_some(),
        s.min_properties.is_some(),
        has_list("allOf"),
        has_list("oneOf"),
        has_list("anyOf"),
        s.not.is_some(),
        s.additional_properties.is_some(),
        foreign.pattern_properties.is_some(),
        foreign.dependencies.is_some(),
        foreign.additional_items.is_some(),
        foreign.definitions.is_some(),
        s.embedded_resource,
        s.int_or_string,
        has_list("x-kubernetes-list-map-keys"),
        s.list_type.is_some(),
        s.map_type.is_some(),
    ];
    let wrong_type = !s.type_name.is_empty() && s.type_name != "object";
    if !before_type.contains(&true) && wrong_type {
        let detail = "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled";
        errors.push(FieldError::invalid(path.child("type"), s.type_name, detail));
    } else if before_type.contains(&true) || after_type.contains(&true) {
        let detail = format!(
            "only [{ROOT_KEYWORDS}] fields are allowed at the root of the schema if the status subresource is enabled"
        );
        errors.push(FieldError::invalid(
            path,
            BadValue::Printed(dump_schema(s)),
            detail,
        ));
    }
}

/// Validates the paths of the scale subresource.
pub(crate) fn validate_subresources(
    subresources: &Subresources<'_>,
    path: &Path<'_>,
    errors: &mut Vec<FieldError>,
) {
    let Some(scale) = &subresources.scale else { return };
    let place = path.child("scale");
    let spec = (".spec.", "should be a json path under .spec");
    let status = (".status.", "should be a json path under .status");
    for (name, value, (prefix, detail)) in [
        ("specReplicasPath", scale.spec_replicas, spec),
        ("statusReplicasPath", scale.status_replicas, status),
    ] {
        let place = place.child(name);
        if value.is_empty() {
            errors.push(FieldError::required(place, ""));
        } else if simple_json_path(value, &place, errors) && !value.starts_with(prefix) {
            errors.push(FieldError::invalid(place, value, detail));
        }
    }
    if let Some(selector) = scale.label_selector.filter(|s| !s.is_empty()) {
        let place = place.child("labelSelectorPath");
        let below = selector.starts_with(".spec.") || selector.starts_with(".status.");
        if simple_json_path(selector, &place, errors) && !below {
            let detail = "should be a json path under either .spec or .status";
            errors.push(FieldError::invalid(place, selector, detail));
        }
    }
}

fn simple_json_path(text: &str, path: &Path<'_>, errors: &mut Vec<FieldError>) -> bool {
    if !text.starts_with('.') {
        errors.push(FieldError::invalid(
            path,
            text,
            "must be a simple json path starting with .",
        ));
        return false;
    }
    true
}

/// Validates printer columns.
pub(crate) fn validate_columns(columns: &[Column<'_>], path: &Path<'_>, errors: &mut Vec<FieldError>) {
    for (i, column) in columns.iter().enumerate() {
        let place = path.index(i);
        if column.name.is_empty() {
            errors.push(FieldError::required(place.child("name"), ""));
        }
        let types = format!("must be one of {}", COLUMN_TYPES.join(","));
        if !COLUMN_TYPES.contains(&column.type_name) {
            errors.push(structural::missing_or_wrong(
                &place.child("type"),
                column.type_name,
                &types,
            ));
        }
        if !column.format.is_empty() && !COLUMN_FORMATS.contains(&column.format) {
            let detail = format!("must be one of {}", COLUMN_FORMATS.join(","));
            errors.push(FieldError::invalid(place.child("format"), column.format, detail));
        }
        let place = place.child("JSONPath");
        if column.json_path.is_empty() {
            errors.push(FieldError::required(place, ""));
        } else {
            simple_json_path(column.json_path, &place, errors);
        }
    }
}

/// Validates selectable fields. `schema` is none where the fields may not be set at all, which `unset` says.
pub(crate) fn validate_selectable(
    fields: &[&str],
    schema: Option<Option<&Schema<'_>>>,
    version: &str,
    unset: &str,
    path: &Path<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    let list = path.child("selectableFields");
    let Some(schema) = schema else {
        errors.push(FieldError::invalid(list, "", unset));
        return;
    };
    // Where there is no schema, or none that can be read, no path is looked up; only its syntax is judged.
    let nothing = Schema::default();
    let fault = schema.and_then(fault_of);
    let readable = schema.filter(|_| fault.is_none());
    let lookup = readable.unwrap_or(&nothing);
    if let Some(fault) = &fault {
        errors.push(FieldError::invalid(
            path.child("schema.openAPIV3Schema"),
            "",
            fault.as_str(),
        ));
    }
    let mut seen: Vec<Vec<Step>> = Vec::new();
    for (i, field) in fields.iter().enumerate() {
        let place = list.index(i);
        let place = place.child("jsonPath");
        if field.is_empty() {
            errors.push(FieldError::required(place, ""));
            continue;
        }
        let found = match field_path::find(field, lookup) {
            Err(complaint) if readable.is_none() && complaint == field_path::NO_FIELD => continue,
            Ok(found) => found,
            Err(complaint) => {
                errors.push(FieldError::invalid(
                    place,
                    *field,
                    format!("is an invalid path: {complaint}"),
                ));
                continue;
            }
        };
        if matches!(found.steps.first(), Some(Step::Name(name)) if name == "metadata") {
            errors.push(FieldError::invalid(
                place,
                *field,
                "must not point to fields in metadata",
            ));
        }
        if !found
            .schema
            .is_some_and(|s| matches!(s.type_name, "string" | "boolean" | "integer"))
        {
            let detail = "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.";
            errors.push(FieldError::invalid(place, *field, detail));
        }
        if seen.contains(&found.steps) {
            errors.push(FieldError::duplicate(place, *field));
        } else {
            seen.push(found.steps);
        }
    }
    if seen.len() > MAX_SELECTABLE_FIELDS && !options.allow_too_many_selectable.contains(&version) {
        errors.push(FieldError::too_many(
            list,
            seen.len() as i64,
            MAX_SELECTABLE_FIELDS as i64,
        ));
    }
}

/// Validates `status.storedVersions` against the versions.
pub(crate) fn validate_stored(crd: &Crd<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let stored = &crd.status.stored_versions;
    if stored.is_empty() {
        // An absent list prints as null, as the server's does after it has reset the status.
        let value = BadValue::Json(serde_json::Value::Null);
        errors.push(FieldError::invalid(
            path,
            value,
            "must have at least one stored version",
        ));
        return;
    }
    for v in &crd.spec.versions {
        let earlier = crd
            .spec
            .versions
            .iter()
            .take_while(|other| !std::ptr::eq(*other, v))
            .any(|o| o.name == v.name);
        if v.storage && (!stored.contains(&v.name) || earlier) {
            let value = BadValue::Printed(dump_text_list(stored));
            errors.push(FieldError::invalid(
                path,
                value,
                format!("must have the storage version {}", v.name),
            ));
        }
    }
    for (i, name) in stored.iter().enumerate() {
        let repeated = stored.iter().skip(i + 1).any(|later| later == name);
        if !repeated && !crd.spec.versions.iter().any(|v| v.name == *name) {
            let detail = format!(
                "missing from spec.versions; {name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in {name} and removes {name} from status.storedVersions"
            );
            errors.push(FieldError::invalid(path.index(i), *name, detail));
        }
    }
}
