//! The rules of a schema over whole objects.

use serde_json::Value;

use crate::FieldError;
use crate::cel::{OBJECT_COST_BUDGET, Validator};

/// What the rules say.
pub(super) struct Said {
    pub(super) errors: Vec<FieldError>,
    /// Broken rules of values that did not change.
    pub(super) tolerated: Vec<FieldError>,
}

/// Evaluates rules over an object without a path of its own; `ratchet` tolerates what did not change.
pub(super) fn evaluate(rules: &Validator, new: &Value, old: Option<&Value>, ratchet: bool) -> Said {
    let evaluated = rules.validate("", new, old, OBJECT_COST_BUDGET, ratchet);
    Said {
        errors: without_path(evaluated.errors),
        tolerated: without_path(evaluated.warnings),
    }
}

/// Paths start with a name, and the object itself has none.
fn without_path(mut errors: Vec<FieldError>) -> Vec<FieldError> {
    for error in &mut errors {
        error.field = match error.field.strip_prefix('.') {
            Some(field) => field.to_owned(),
            None if error.field.is_empty() => "<nil>".to_owned(),
            None => std::mem::take(&mut error.field),
        };
    }
    errors
}
