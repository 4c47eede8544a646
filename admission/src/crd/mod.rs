//! Custom resource definitions: what the server says when one is created or changed.

mod conversion;
mod decode;
mod defaults;
mod dump;
pub(crate) mod field_path;
mod keywords;
mod lists;
mod meta;
pub(crate) mod model;
mod names;
mod options;
mod rules;
mod spec;
mod version;
mod warnings;

use serde_json::Value;

use crate::depth;
use crate::object_meta::validate_update;
use crate::path::Path;
use crate::{DecodeError, FieldError, KubernetesVersion};
use model::Crd;
use options::Options;

/// What the server answers to a CRD that it could read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CrdVerdict {
    /// Why it is refused; none where it is accepted. In the order of the server's walk, maps by key.
    pub errors: Vec<FieldError>,
    /// What the server warns of while it accepts, with the fields that it does not know.
    pub warnings: Vec<String>,
}

/// What the server says of a new CRD (`apiextensions.k8s.io/v1`, as JSON).
///
/// # Errors
/// The body can't be read: a value of another type than the field's, or nested deeper than the server reads.
pub fn validate_crd(crd: &Value, version: KubernetesVersion) -> Result<CrdVerdict, DecodeError> {
    depth::guarded(&[crd], || {
        let mut crd = Crd::decode(crd)?;
        crd.reset_status();
        Ok(CrdVerdict {
            errors: create_errors(&crd, version),
            warnings: warnings::collect(&crd, None, version),
        })
    })
}

/// What the server says of a CRD as it is written, status included: as [`validate_crd`] but nothing is reset before.
///
/// # Errors
/// As [`validate_crd`].
pub fn validate_stored_crd(crd: &Value, version: KubernetesVersion) -> Result<CrdVerdict, DecodeError> {
    depth::guarded(&[crd], || {
        let crd = Crd::decode(crd)?;
        Ok(CrdVerdict {
            errors: create_errors(&crd, version),
            warnings: warnings::collect(&crd, None, version),
        })
    })
}

/// What the server says when `old` is replaced by `new`. Rules that `old` breaks already may stay broken.
/// The status of both counts as written: its `storedVersions` and whether `old` is established.
///
/// # Errors
/// As [`validate_crd`].
pub fn validate_crd_update(
    new: &Value,
    old: &Value,
    version: KubernetesVersion,
) -> Result<CrdVerdict, DecodeError> {
    depth::guarded(&[new, old], || {
        let (new, old) = (Crd::decode(new)?, Crd::decode(old)?);
        Ok(CrdVerdict {
            errors: update_errors(&new, &old, version),
            warnings: warnings::collect(&new, Some(&old), version),
        })
    })
}

fn create_errors(crd: &Crd<'_>, version: KubernetesVersion) -> Vec<FieldError> {
    let options = Options::create(version);
    let mut errors = meta::validate(crd, version);
    let path = Path::root("spec");
    spec::validate(&crd.spec, &path, &options, &mut errors);
    rest(crd, None, &mut errors);
    errors
}

fn update_errors(new: &Crd<'_>, old: &Crd<'_>, version: KubernetesVersion) -> Vec<FieldError> {
    let options = Options::update(new, old, version);
    let mut errors = validate_update(&new.metadata, &old.metadata, &Path::root("metadata"), version);
    let path = Path::root("spec");
    spec::validate(&new.spec, &path, &options, &mut errors);
    spec::validate_immutable(&new.spec, &old.spec, &path, &options, &mut errors);
    rest(new, Some(old), &mut errors);
    errors
}

fn rest(crd: &Crd<'_>, old: Option<&Crd<'_>>, errors: &mut Vec<FieldError>) {
    let status = Path::root("status");
    names::validate(&crd.status.accepted_names, &status.child("acceptedNames"), errors);
    version::validate_stored(crd, &status.child("storedVersions"), errors);
    meta::validate_approval(crd, old, errors);
    if crd.spec.preserve_unknown_fields && !old.is_some_and(|o| o.spec.preserve_unknown_fields) {
        let detail = "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead";
        errors.push(FieldError::invalid("spec.preserveUnknownFields", true, detail));
    }
}

#[cfg(test)]
mod tests;
