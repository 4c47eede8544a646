//! Enums, compared as Go compares: after conversion to the type of the listed value.

use serde_json::Value;

use super::numbers::{Num, to_int};
use super::outcome::{Kind, Outcome};
use super::place::Place;
use crate::go::marshal;
use crate::schema::Schema;

/// Validates that the value is one of the enum, where there is any.
pub(super) fn validate(s: &Schema<'_>, value: &Value, place: &Place<'_>) -> Outcome {
    let mut out = Outcome::default();
    let Some(allowed) = s.enumeration.filter(|e| !e.is_empty()) else {
        return out;
    };
    if allowed.iter().any(|a| is_equal(value, a)) {
        return out;
    }
    let texts: Vec<String> = allowed
        .iter()
        .map(|a| a.as_str().map_or_else(|| marshal(a), str::to_owned))
        .collect();
    let message = format!("should be one of [{}]", texts.join(" "));
    out.fail(Kind::Enum(texts), place, value.clone(), &message);
    out
}

fn is_equal(value: &Value, allowed: &Value) -> bool {
    match (value, allowed) {
        // Null is never found.
        (_, Value::Null) | (Value::Null, _) => false,
        (Value::Number(value), Value::Number(allowed)) => match (Num::of(value), Num::of(allowed)) {
            (Num::Int(a), Num::Int(b)) => a == b,
            (Num::Float(a), Num::Float(b)) => a == b,
            (Num::Int(a), Num::Float(b)) => a as f64 == b,
            // The fraction is cut off.
            (Num::Float(a), Num::Int(b)) => to_int(a) == b,
        },
        // An integer is converted to the character of that number.
        (Value::Number(value), Value::String(allowed)) => {
            let code = value.as_i64().map(|n| {
                u32::try_from(n)
                    .ok()
                    .and_then(char::from_u32)
                    .unwrap_or('\u{fffd}')
            });
            code.is_some_and(|c| allowed.chars().eq([c]))
        }
        (value, allowed) => value == allowed,
    }
}
