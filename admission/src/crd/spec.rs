//! `spec` of a CRD.

use super::model::Spec;
use super::options::{Options, schemas};
use super::{conversion, dump, names, version};
use crate::FieldError;
use crate::KubernetesVersion;
use crate::field_error::BadValue;
use crate::names::{dns1035_label, dns1123_subdomain};
use crate::path::Path;
use crate::schema::{Holds, any_node};

/// Validates `spec`.
pub(crate) fn validate(
    spec: &Spec<'_>,
    path: &Path<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    group_and_scope(spec, path, errors);
    let mut options = options.clone();
    missing_schemas(spec, path, &options, errors);
    let has_defaults = schemas(spec).any(|s| s.holds.any(Holds::DEFAULT));
    if has_defaults && spec.preserve_unknown_fields {
        let detail = "must be false in order to use defaults in the schema";
        errors.push(FieldError::invalid(
            path.child("preserveUnknownFields"),
            true,
            detail,
        ));
    }
    if !spec.preserve_unknown_fields || has_defaults || has_extensions(spec) {
        options.require_structural = true;
    }
    versions(spec, path, &options, errors);
    let place = path.child("names");
    names::validate_required(&spec.names, &place, errors);
    names::validate(&spec.names, &place, errors);
    if let Some(validation) = &spec.validation {
        version::validate_schema(
            validation,
            spec.first_version(),
            spec.has_status(),
            &path.child("validation"),
            &options,
            errors,
        );
    }
    if let Some(subresources) = &spec.subresources {
        version::validate_subresources(subresources, &path.child("subresources"), errors);
    }
    version::validate_columns(&spec.columns, &path.child("additionalPrinterColumns"), errors);
    if !spec.selectable_fields.is_empty() {
        let prefix = if options.version <= KubernetesVersion::V1_33 {
            "selectableFields "
        } else {
            ""
        };
        let unset = format!("{prefix}may only be set when validations.schema is included");
        let schema = spec.validation.is_some().then(|| spec.hoisted_schema());
        version::validate_selectable(
            &spec.selectable_fields,
            schema,
            "",
            &unset,
            path,
            &options,
            errors,
        );
    }
    let conversion_path = path.child("conversion");
    if spec.conversion.strategy != "None" && spec.preserve_unknown_fields {
        let detail = "must be None if spec.preserveUnknownFields is true";
        errors.push(FieldError::invalid(
            conversion_path.child("strategy"),
            spec.conversion.strategy,
            detail,
        ));
    }
    conversion::validate(&spec.conversion, &conversion_path, &options, errors);
}

/// What an update must leave as it is.
pub(crate) fn validate_immutable(
    new: &Spec<'_>,
    old: &Spec<'_>,
    path: &Path<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    let names = path.child("names");
    let fields = [
        (
            options.require_immutable_names,
            path.child("scope"),
            new.scope,
            old.scope,
        ),
        (
            options.require_immutable_names,
            names.child("kind"),
            new.names.kind,
            old.names.kind,
        ),
        (true, path.child("group"), new.group, old.group),
        (true, names.child("plural"), new.names.plural, old.names.plural),
    ];
    for (immutable, place, new, old) in fields {
        if immutable && new != old {
            errors.push(FieldError::invalid(place, new, "field is immutable"));
        }
    }
}

fn group_and_scope(spec: &Spec<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let place = path.child("group");
    let complaints = dns1123_subdomain(spec.group);
    if spec.group.is_empty() {
        errors.push(FieldError::required(place, ""));
    } else if !complaints.is_empty() {
        errors.push(FieldError::invalid(place, spec.group, complaints.join(",")));
    } else if !spec.group.contains('.') {
        errors.push(FieldError::invalid(
            place,
            spec.group,
            "should be a domain with at least one dot",
        ));
    }
    let place = path.child("scope");
    match spec.scope {
        "" => errors.push(FieldError::required(place, "")),
        "Cluster" | "Namespaced" => {}
        other => errors.push(FieldError::not_supported(
            place,
            other,
            &["Cluster", "Namespaced"],
        )),
    }
}

fn missing_schemas(spec: &Spec<'_>, path: &Path<'_>, options: &Options<'_>, errors: &mut Vec<FieldError>) {
    if spec.hoisted_schema().is_some() {
        return;
    }
    let detail = match (options.require_schema, options.version) {
        (true, KubernetesVersion::V1_33) => "schemas are required",
        (true, _) => "",
        (false, _) if spec.preserve_unknown_fields => return,
        (false, _) => "because otherwise all fields are pruned",
    };
    let list = path.child("versions");
    for (i, v) in spec.versions.iter().enumerate() {
        if v.own_schema().is_none() && (options.require_schema || v.served) {
            let place = list.index(i);
            let place = place.child("schema");
            errors.push(FieldError::required(place.child("openAPIV3Schema"), detail));
        }
    }
}

fn has_extensions(spec: &Spec<'_>) -> bool {
    schemas(spec).any(|s| {
        any_node(s, &|s| {
            s.embedded_resource
                || s.preserve_unknown_fields.is_some()
                || s.int_or_string
                || !s.list_map_keys.is_empty()
                || s.list_type.is_some()
                || !s.each_rule().is_empty()
        })
    })
}

fn versions(spec: &Spec<'_>, path: &Path<'_>, options: &Options<'_>, errors: &mut Vec<FieldError>) {
    let list = path.child("versions");
    for (i, v) in spec.versions.iter().enumerate() {
        let place = list.index(i);
        let complaints = dns1035_label(v.name);
        if !complaints.is_empty() {
            errors.push(FieldError::invalid(
                place.child("name"),
                v.name,
                complaints.join(","),
            ));
        }
        let status = spec.subresources_of(v.name).is_some_and(|s| s.status);
        version::validate(v, status, &place, options, errors);
    }
    let mut names: Vec<&str> = spec.versions.iter().map(|v| v.name).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| matches!(pair, [a, b] if a == b)) {
        let value = BadValue::Printed(dump::versions(&spec.versions));
        errors.push(FieldError::invalid(
            list,
            value,
            "must contain unique version names",
        ));
    }
    if spec.versions.iter().filter(|v| v.storage).count() != 1 {
        let value = BadValue::Printed(dump::versions(&spec.versions));
        errors.push(FieldError::invalid(
            list,
            value,
            "must have exactly one version marked as storage version",
        ));
    }
    let first = spec.first_version();
    let complaints = dns1035_label(first);
    if !first.is_empty() && !complaints.is_empty() {
        errors.push(FieldError::invalid(
            path.child("version"),
            first,
            complaints.join(","),
        ));
    }
}
