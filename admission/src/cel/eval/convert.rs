//! The type conversion functions: `int('1')`, `string(1.5)`, `timestamp('…')`.

use std::sync::Arc;

use super::value::Value;
use crate::go_time::{MAX_UNIX, MIN_UNIX, Timestamp, parse_duration, parse_rfc3339, print_duration};
use crate::{KubernetesVersion, go};

/// Whether a function converts values to the type of its name.
pub(crate) fn is_conversion(function: &str) -> bool {
    target(function).is_some()
}

fn target(function: &str) -> Option<&'static str> {
    Some(match function {
        "bool" => "bool",
        "bytes" => "bytes",
        "double" => "double",
        "dyn" => "dyn",
        "duration" => "google.protobuf.Duration",
        "int" => "int",
        "string" => "string",
        "timestamp" => "google.protobuf.Timestamp",
        "type" => "type",
        "uint" => "uint",
        _ => return None,
    })
}

const TIMESTAMP_OVERFLOW: &str = "timestamp overflow";

/// The value as the type that `function` names.
///
/// # Errors
/// cel-go's words, where the value cannot be that type or does not fit into it.
pub(crate) fn convert(function: &str, value: &Value, version: KubernetesVersion) -> Result<Value, String> {
    let impossible = || match value {
        Value::String(_) => {
            let target = target(function).unwrap_or(function);
            format!("type conversion error from 'string' to '{target}'")
        }
        Value::Int(_) if function == "duration" && version < KubernetesVersion::V1_37 => {
            "type conversion error from 'int' to 'google.protobuf.Duration'".to_owned()
        }
        // A value of a type that has no such conversion is no operand at all.
        _ => format!("no such overload: {function}({})", value.type_name()),
    };
    match function {
        "dyn" => return Ok(value.clone()),
        "type" => return Ok(Value::Type(Arc::from(value.type_name()))),
        _ => {}
    }
    let converted = match (function, value) {
        ("bool", Value::Bool(_))
        | ("bytes", Value::Bytes(_))
        | ("double", Value::Double(_))
        | ("duration", Value::Duration(_))
        | ("int", Value::Int(_))
        | ("string", Value::String(_))
        | ("timestamp", Value::Timestamp(_))
        | ("uint", Value::Uint(_)) => Some(value.clone()),
        ("bool", Value::String(text)) => bool_of(text).map(Value::Bool),
        ("bytes", Value::String(text)) => Some(Value::Bytes(Arc::from(text.as_bytes()))),
        ("double", Value::Int(n)) => Some(Value::Double(*n as f64)),
        ("double", Value::Uint(n)) => Some(Value::Double(*n as f64)),
        ("double", Value::String(text)) => double_of(text).map(Value::Double),
        ("duration", Value::String(text)) => parse_duration(text).map(Value::Duration),
        ("int", Value::Uint(n)) => Some(Value::Int(i64::try_from(*n).map_err(|_| overflow("integer"))?)),
        ("int", Value::Double(n)) => Some(Value::Int(int_of_double(*n)?)),
        ("int", Value::String(text)) => decimal(text).and_then(|t| t.parse().ok()).map(Value::Int),
        ("int", Value::Duration(nanos)) => Some(Value::Int(*nanos)),
        ("int", Value::Timestamp(time)) => Some(Value::Int(time.seconds)),
        ("uint", Value::Int(n)) => Some(Value::Uint(
            u64::try_from(*n).map_err(|_| overflow("unsigned integer"))?,
        )),
        ("uint", Value::Double(n)) => Some(Value::Uint(uint_of_double(*n)?)),
        ("uint", Value::String(text)) if text.bytes().all(|b| b.is_ascii_digit()) => {
            text.parse().ok().map(Value::Uint)
        }
        ("timestamp", Value::Int(seconds)) => Some(timestamp(Timestamp::utc(*seconds, 0))?),
        ("timestamp", Value::String(text)) => parse_rfc3339(text).ok().map(timestamp).transpose()?,
        ("string", Value::Null | Value::Type(_)) => None,
        ("string", value) => string_of(value)?.map(Value::string),
        _ => None,
    };
    converted.ok_or_else(impossible)
}

fn overflow(kind: &str) -> String {
    format!("{kind} overflow")
}

fn timestamp(time: Timestamp) -> Result<Value, String> {
    if (MIN_UNIX..=MAX_UNIX).contains(&time.seconds) {
        Ok(Value::Timestamp(time))
    } else {
        Err(TIMESTAMP_OVERFLOW.to_owned())
    }
}

/// Go's `strconv.ParseBool`.
fn bool_of(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// The text, if it is a decimal number with or without a sign.
fn decimal(text: &str) -> Option<&str> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(text)
}

/// Go's `strconv.ParseFloat`: underscores may stand between digits, infinities by name are taken, overflow is an error.
pub(crate) fn double_of(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text).to_ascii_lowercase();
    let named = matches!(unsigned.as_str(), "inf" | "infinity" | "nan");
    if named && unsigned == "nan" && unsigned.len() != text.len() {
        return None;
    }
    if !underscores_fit(&unsigned) {
        return None;
    }
    let unsigned = unsigned.replace('_', "");
    if !named && let Some(hex) = unsigned.strip_prefix("0x") {
        return hex_double(hex).map(|n| if text.starts_with('-') { -n } else { n });
    }
    let value: f64 = unsigned.parse().ok()?;
    let value = if text.starts_with('-') { -value } else { value };
    // A second sign is none.
    (named || value.is_finite() && !unsigned.starts_with(['+', '-'])).then_some(value)
}

/// Whether underscores stand only behind digits or the prefix of a base, and before digits.
fn underscores_fit(number: &str) -> bool {
    let hex = number.starts_with("0x");
    let prefix = if hex { 2 } else { 0 };
    let mut before = if hex { '0' } else { '!' };
    for c in number.chars().skip(prefix) {
        let digit = c.is_ascii_digit() || (hex && c.is_ascii_hexdigit());
        if (c == '_' && before != '0') || (!digit && c != '_' && before == '_') {
            return false;
        }
        before = if digit { '0' } else { c };
    }
    before != '_'
}

/// `1.8p3` after the `0x`.
fn hex_double(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once('p')?;
    let exponent: i32 = decimal(exponent)?.parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut value = 0f64;
    for digit in whole.chars().chain(fraction.chars()) {
        value = value * 16.0 + f64::from(digit.to_digit(16)?);
    }
    let scaled = value * 2f64.powi(exponent - 4 * i32::try_from(fraction.len()).ok()?);
    scaled.is_finite().then_some(scaled)
}

fn int_of_double(n: f64) -> Result<i64, String> {
    let limit = 9_223_372_036_854_775_808f64;
    if n.is_nan() || n <= -limit || n >= limit {
        Err(overflow("integer"))
    } else {
        Ok(n as i64)
    }
}

fn uint_of_double(n: f64) -> Result<u64, String> {
    if n.is_nan() || !(0.0..18_446_744_073_709_551_616f64).contains(&n) {
        Err(overflow("unsigned integer"))
    } else {
        Ok(n as u64)
    }
}

/// The value as text; none where it has none.
pub(crate) fn string_of(value: &Value) -> Result<Option<String>, String> {
    Ok(Some(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(b) => b.to_string(),
        Value::Int(n) => n.to_string(),
        Value::Uint(n) => n.to_string(),
        Value::Double(n) => go::print_float(*n),
        Value::String(text) => text.to_string(),
        Value::Bytes(bytes) => std::str::from_utf8(bytes)
            .map_err(|_| "invalid UTF-8 in bytes, cannot convert to string".to_owned())?
            .to_owned(),
        Value::Duration(nanos) => print_duration(*nanos),
        Value::Timestamp(time) => time.print(),
        Value::Ip(ip) => ip.to_string(),
        Value::Cidr(cidr) => cidr.to_string(),
        Value::Type(name) => name.to_string(),
        _ => return Ok(None),
    }))
}
