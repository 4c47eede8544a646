//! The rules of a version's schema.

use std::ptr;

use super::keywords::Found;
use super::options::Options;
use crate::cel::{RuleOptions, validate_ruled};
use crate::path::Path;
use crate::schema::{Holds, Schema, each_holding};
use crate::{FieldError, KubernetesVersion};

/// Levels of a schema up to which the rules' walks do with the caller's stack.
const DEEP_SCHEMA: u16 = 64;

/// Validates all rules of the schema at `root`. Those of a node are compiled only where nothing was `found` at the
/// node or below.
pub(crate) fn validate(
    schema: &Schema<'_>,
    root: &Path<'_>,
    version_name: &str,
    options: &Options<'_>,
    found: &Found,
) -> Vec<FieldError> {
    let Some(written) = schema.written.0 else {
        return Vec::new();
    };
    let blocked = |node: &str| found.nodes.contains(node);
    let rule_options = RuleOptions {
        version: options.version,
        stored_rule: &|text| options.stored_rules.contains(text),
        stored_message_expression: &|text| options.stored_message_expressions.contains(text),
        unchanged: options.unchanged_schemas.contains(&version_name),
        blocked: &blocked,
    };
    let deep = schema.holds.levels() > DEEP_SCHEMA;
    let (mut errors, _) = validate_ruled(written, &root.to_string(), &rule_options, deep, |ruled| {
        each_holding(schema, Holds::RULE, &mut |s| {
            ruled.extend(s.written.0.map(ptr::from_ref))
        });
    });
    name_fields(&mut errors, options.version);
    errors
}

/// 1.33 says the field's name in front of some complaints about a rule's fields.
pub(crate) fn name_fields(errors: &mut [FieldError], version: KubernetesVersion) {
    if version > KubernetesVersion::V1_33 {
        return;
    }
    let named = [
        "must be non-empty if specified",
        "must not contain line breaks",
        "must be a valid path",
    ];
    for error in errors
        .iter_mut()
        .filter(|e| e.field.contains(".x-kubernetes-validations["))
    {
        let name = error.field.rsplit('.').next().unwrap_or_default();
        if named.contains(&error.detail.as_str()) {
            error.detail = format!("{name} {}", error.detail);
        }
    }
}
