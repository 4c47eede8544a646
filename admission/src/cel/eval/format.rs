//! `string.format`.

use super::super::format_clause::{Clause, Piece, pieces};
use super::convert::{double_of, string_of};
use super::value::Value;
use crate::go::quote;

/// Digits after the point where none are asked for.
const PRECISION: usize = 6;
/// Most digits after the point; Go takes no more.
const MAX_PRECISION: usize = 1_000_000;
/// No double has more digits after the point than this.
const MAX_DIGITS: usize = 1_100;

/// The text with its clauses filled in.
pub(super) fn format(text: &str, args: &[Value]) -> Value {
    let mut out = String::new();
    let mut args = args.iter().enumerate();
    let mut next = 0;
    for piece in pieces(text) {
        let clause = match piece {
            Piece::Text(text) => {
                out.push_str(text);
                continue;
            }
            Piece::Clause(clause) => clause,
        };
        let Some((index, arg)) = args.next() else {
            return Value::error(format!("index {next} out of range"));
        };
        next = index + 1;
        let clause = match clause {
            Ok(clause) => clause,
            Err(message) if message == "unexpected end of string" => return Value::error(message),
            Err(message) => return Value::error(format!("could not parse formatting clause: {message}")),
        };
        match filled(&clause, arg) {
            Ok(text) => out.push_str(&text),
            Err(message) => return Value::error(format!("error during formatting: {message}")),
        }
    }
    Value::string(out)
}

fn filled(clause: &Clause, arg: &Value) -> Result<String, String> {
    let refusal = || clause.refusal(arg.type_name());
    match clause {
        Clause::String => shown(arg).ok_or_else(refusal),
        Clause::Decimal => match arg {
            Value::Int(n) => Ok(n.to_string()),
            Value::Uint(n) => Ok(n.to_string()),
            _ => Err(refusal()),
        },
        Clause::Fixed(precision) => Ok(fixed(double(arg).ok_or_else(refusal)?, digits(*precision))),
        Clause::Scientific(precision) => Ok(scientific(double(arg).ok_or_else(refusal)?, digits(*precision))),
        Clause::Binary => match arg {
            Value::Bool(b) => Ok(u8::from(*b).to_string()),
            _ => integer(arg, |n| format!("{n:b}")).ok_or_else(refusal),
        },
        Clause::Octal => integer(arg, |n| format!("{n:o}")).ok_or_else(refusal),
        Clause::Hex { upper } => {
            let text = match arg {
                Value::String(text) => hex(text.as_bytes()),
                Value::Bytes(bytes) => hex(bytes),
                _ => integer(arg, |n| format!("{n:x}")).ok_or_else(refusal)?,
            };
            Ok(if *upper { text.to_uppercase() } else { text })
        }
    }
}

fn digits(precision: Option<usize>) -> usize {
    precision.unwrap_or(PRECISION).min(MAX_PRECISION)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// An integer by its absolute value, with its sign before it.
fn integer(value: &Value, print: impl Fn(u64) -> String) -> Option<String> {
    match value {
        Value::Int(n) if *n < 0 => Some(format!("-{}", print(n.unsigned_abs()))),
        Value::Int(n) => Some(print(n.unsigned_abs())),
        Value::Uint(n) => Some(print(*n)),
        _ => None,
    }
}

fn double(value: &Value) -> Option<f64> {
    match value {
        Value::Double(n) => Some(*n),
        Value::String(text) if matches!(&**text, "NaN" | "Infinity" | "-Infinity") => double_of(text),
        _ => None,
    }
}

fn special(n: f64) -> Option<&'static str> {
    if n.is_nan() {
        Some("NaN")
    } else if n.is_infinite() {
        Some(if n > 0.0 { "\u{221e}" } else { "-\u{221e}" })
    } else {
        None
    }
}

/// With thousands separated, as in English.
fn fixed(n: f64, precision: usize) -> String {
    if let Some(text) = special(n) {
        return text.to_owned();
    }
    let text = format!("{:.*}", precision.min(MAX_DIGITS), n.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if n.is_sign_negative() {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
        out.push_str(&"0".repeat(precision.saturating_sub(MAX_DIGITS)));
    }
    out
}

/// `1.5×10⁰³`
fn scientific(n: f64, precision: usize) -> String {
    if let Some(text) = special(n) {
        return text.to_owned();
    }
    let text = format!("{n:.*e}", precision.min(MAX_DIGITS));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, exponent) = exponent
        .strip_prefix('-')
        .map_or(("", exponent), |exponent| ("\u{207b}", exponent));
    let padding = "0".repeat(precision.saturating_sub(MAX_DIGITS));
    let raised: String = format!("{exponent:0>2}").chars().map(superscript).collect();
    format!("{mantissa}{padding}\u{d7}10{sign}{raised}")
}

fn superscript(digit: char) -> char {
    match digit {
        '1' => '\u{b9}',
        '2' => '\u{b2}',
        '3' => '\u{b3}',
        other => char::from_u32(0x2070 + u32::from(other) - u32::from('0')).unwrap_or(other),
    }
}

/// A value as `%s` prints it; none where it cannot.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::List(_) | Value::Map(_) | Value::Object(_) => composite(value),
        Value::Ip(_) | Value::Cidr(_) => None,
        other => string_of(other).ok().flatten(),
    }
}

fn composite(value: &Value) -> Option<String> {
    if let Value::List(list) = value {
        let items: Option<Vec<String>> = list.items.iter().map(within).collect();
        return Some(format!("[{}]", items?.join(", ")));
    }
    let mut entries = Vec::new();
    for (key, value) in value.entries()? {
        if !matches!(
            key,
            Value::String(_) | Value::Bool(_) | Value::Int(_) | Value::Uint(_)
        ) {
            return None;
        }
        entries.push((within(&key)?, within(&value)?));
    }
    entries.sort();
    let entries: Vec<String> = entries
        .into_iter()
        .map(|(key, value)| format!("{key}:{value}"))
        .collect();
    Some(format!("{{{}}}", entries.join(", ")))
}

/// A value within a list or map.
fn within(value: &Value) -> Option<String> {
    Some(match value {
        Value::List(_) | Value::Map(_) | Value::Object(_) => composite(value)?,
        Value::String(text) => quote(text),
        Value::Bytes(bytes) => format!("b{}", quote(std::str::from_utf8(bytes).ok()?)),
        Value::Double(n) => match special(*n) {
            Some(_) => quote(&crate::go::print_float(*n)),
            None => format!("{n:.6}"),
        },
        Value::Timestamp(_) => format!("timestamp({})", quote(&string_of(value).ok()??)),
        Value::Duration(_) => format!("duration({})", quote(&string_of(value).ok()??)),
        other => shown(other)?,
    })
}
