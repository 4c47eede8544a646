//! Types.

use serde_json::Value;

use super::numbers::{Num, is_integer};
use super::outcome::{Kind, Outcome};
use super::place::Place;
use crate::go::quote;

/// Adds that the value is none of `wanted`; `got` is what it is, or the value itself where its format is wrong.
pub(super) fn fail(out: &mut Outcome, place: &Place<'_>, wanted: &str, got: &str) {
    out.fail(
        Kind::Type,
        place,
        Value::from(got),
        &format!("must be of type {wanted}: {}", quote(got)),
    );
}

/// Null is a value of nullable nodes, and of such without a type.
pub(super) fn validate_null(types: &[&str], nullable: bool, place: &Place<'_>) -> Outcome {
    let mut out = Outcome::default();
    if !types.is_empty() && !types.contains(&"null") && !nullable {
        fail(&mut out, place, &types.join(","), "null");
    } else {
        out.matches = 1;
    }
    out
}

/// The type's name, and the format that Go's own type has.
fn kind(value: &Value) -> (&'static str, &'static str) {
    match value {
        Value::Null => ("null", ""),
        Value::Bool(_) => ("boolean", ""),
        Value::Number(number) => match Num::of(number) {
            Num::Int(_) => ("integer", "int64"),
            Num::Float(_) => ("number", "float64"),
        },
        Value::String(_) => ("string", ""),
        Value::Array(_) => ("array", ""),
        Value::Object(_) => ("object", ""),
    }
}

/// Validates the type of a value that is not null.
pub(super) fn validate(types: &[&str], format: &str, value: &Value, place: &Place<'_>) -> Outcome {
    let mut out = Outcome::default();
    let (name, own_format) = kind(value);
    let has = |wanted: &str| types.contains(&wanted);
    let whole = value
        .as_number()
        .map(Num::of)
        .is_some_and(|n| matches!(n, Num::Float(f) if is_integer(f)));
    let fits_number = (whole && has("integer")) || (name == "integer" && has("number"));
    let (is_text, is_list) = (value.is_string(), value.is_array());
    if !is_text && !is_list && !format.is_empty() && !has(name) && own_format != format && !fits_number {
        fail(&mut out, place, format, own_format);
        return out;
    }
    // A text with a format is the format's matter, and, as the server has it, so is a list.
    let formatted = !has("number") && !has("integer") && !format.is_empty() && (is_text || is_list);
    if !formatted && !has(name) && !fits_number {
        fail(&mut out, place, &types.join(","), name);
        return out;
    }
    out.matches = 1;
    out
}
