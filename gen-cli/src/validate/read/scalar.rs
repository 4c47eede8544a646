//! Scalars of YAML as kubectl reads them: by the words and numbers of YAML 1.1 (`yes`, `on`, `n`, `0777`, `1_000`),
//! as in `resolve.go` of `go.yaml.in/yaml/v2`. A number becomes what is left of it in JSON: `1.0` is the integer 1.

use granit_parser::{ScalarStyle, Tag};
use serde_json::{Number, Value};

/// The tags of YAML's own types that a scalar can have.
const TYPES: [&str; 7] = ["str", "bool", "int", "float", "null", "timestamp", "binary"];

/// What a scalar means.
///
/// # Errors
/// It is not what its tag says, or JSON has no such value.
pub(super) fn resolve(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, String> {
    let tag = tag.map(Tag::to_string);
    let wanted = tag.as_deref().and_then(own_type);
    if (tag.is_none() && style != ScalarStyle::Plain) || (tag.is_some() && wanted.is_none()) {
        return Ok(text.into());
    }
    match wanted {
        Some("str") => Ok(text.into()),
        Some("binary") => Err("binary data has no form in JSON: write it as a string of base64".to_owned()),
        None => plain(text),
        Some(wanted) => {
            let value = plain(text)?;
            if wanted == kind(&value) || (wanted == "float" && value.is_number()) || wanted == "timestamp" {
                return Ok(value);
            }
            Err(format!(
                "cannot decode !!{} `{text}` as a !!{wanted}",
                kind(&value)
            ))
        }
    }
}

/// The type that a tag names: `int` of `tag:yaml.org,2002:int`.
fn own_type(tag: &str) -> Option<&str> {
    let name = tag
        .strip_prefix("tag:yaml.org,2002:")
        .or_else(|| tag.strip_prefix("!!"))?;
    TYPES.contains(&name).then_some(name)
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        _ => "str",
    }
}

fn plain(text: &str) -> Result<Value, String> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => true.into(),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => false.into(),
        ".nan" | ".NaN" | ".NAN" => return Err("JSON has no NaN".to_owned()),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" | "-.inf" | "-.Inf" | "-.INF" => {
            return Err("JSON has no infinity".to_owned());
        }
        _ => number(text).map_or_else(|| text.into(), Value::Number),
    })
}

/// A number; none where the text is a string.
fn number(text: &str) -> Option<Number> {
    match text.bytes().next()? {
        b'.' => float(text),
        b'+' | b'-' | b'0'..=b'9' => {
            let plain = text.replace('_', "");
            integer(&plain).or_else(|| float(&plain))
        }
        _ => None,
    }
}

/// An integer of 64 bits in any base, as `strconv.ParseInt(…, 0, 64)` and `ParseUint` take it.
fn integer(text: &str) -> Option<Number> {
    let (negative, unsigned) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let lower = unsigned.to_ascii_lowercase();
    let (digits, base) = if let Some(digits) = lower.strip_prefix("0x") {
        (digits, 16)
    } else if let Some(digits) = lower.strip_prefix("0b") {
        (digits, 2)
    } else if let Some(digits) = lower.strip_prefix("0o") {
        (digits, 8)
    } else if let Some(digits) = lower.strip_prefix('0').filter(|digits| !digits.is_empty()) {
        (digits, 8)
    } else {
        (lower.as_str(), 10)
    };
    if !digits.starts_with(|c: char| c.is_ascii_hexdigit()) {
        return None;
    }
    let size = u64::from_str_radix(digits, base).ok()?;
    if negative {
        return 0_i64.checked_sub_unsigned(size).map(Number::from);
    }
    match i64::try_from(size) {
        Ok(small) => Some(small.into()),
        // What does not fit into an int64 is read without a sign only.
        Err(_) => (!text.starts_with('+')).then(|| size.into()),
    }
}

/// A decimal number as JSON would print it; an integer where no fraction is left.
fn float(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let decimal = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !unsigned.chars().all(decimal) {
        return None;
    }
    let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
    printed(value)
}

/// A number as Go prints it to JSON, read again: an integer where it has no fraction. None for what JSON has not.
pub(super) fn printed(value: f64) -> Option<Number> {
    let whole = if value.fract() == 0.0 && value.abs() < 1e21 {
        value.to_string().parse().ok().map(|whole: i64| whole.into())
    } else {
        None
    };
    whole.or_else(|| Number::from_f64(value))
}

/// A scalar as a key of JSON.
///
/// # Errors
/// It can't be one.
pub(super) fn key(value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(word) => Ok(word.to_string()),
        Value::Number(number) if number.is_i64() => Ok(number.to_string()),
        Value::Number(number) if number.is_f64() => {
            Ok((number.as_f64().unwrap_or_default() as f32).to_string())
        }
        Value::Null => Err("null can't be a key".to_owned()),
        _ => Err(format!("{value} can't be a key")),
    }
}
