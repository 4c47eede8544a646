//! `spec.names` and `status.acceptedNames`.

use super::model::Names;
use crate::FieldError;
use crate::names::dns1035_label;
use crate::path::Path;

/// Validates the syntax of the names that are there.
pub(crate) fn validate(names: &Names<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let mut label = |place: Path<'_>, name: &str| {
        let complaints = dns1035_label(name);
        if !complaints.is_empty() {
            errors.push(FieldError::invalid(place, name, complaints.join(",")));
        }
    };
    for (field, name) in [("plural", names.plural), ("singular", &*names.singular)] {
        if !name.is_empty() {
            label(path.child(field), name);
        }
    }
    for (field, list) in [
        ("shortNames", &names.short_names),
        ("categories", &names.categories),
    ] {
        let place = path.child(field);
        for (i, name) in list.iter().enumerate() {
            label(place.index(i), name);
        }
    }
    for (field, kind) in [("kind", names.kind), ("listKind", &*names.list_kind)] {
        let complaints = dns1035_label(&kind.to_lowercase());
        if !kind.is_empty() && !complaints.is_empty() {
            let detail = format!(
                "may have mixed case, but should otherwise match: {}",
                complaints.join(",")
            );
            errors.push(FieldError::invalid(path.child(field), kind, detail));
        }
    }
    if !names.kind.is_empty() && names.kind == names.list_kind {
        let detail = "kind and listKind may not be the same";
        errors.push(FieldError::invalid(path.child("listKind"), names.kind, detail));
    }
}

/// Names that `spec` needs and `status` does not.
pub(crate) fn validate_required(names: &Names<'_>, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let required = [
        ("plural", names.plural),
        ("singular", &*names.singular),
        ("kind", names.kind),
        ("listKind", &*names.list_kind),
    ];
    for (field, name) in required {
        if name.is_empty() {
            errors.push(FieldError::required(path.child(field), ""));
        }
    }
}
