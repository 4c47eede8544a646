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
        Clause::String => shown(arg),
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
    if n < 0.0 {
        out.push('-');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    // The server counts the zeros at the end in a byte.
    let least = precision % 256;
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() || least > 0 {
        out.push_str(&format!(".{fraction:0<least$}"));
    }
    out
}

/// `1.500000×10⁰³`. There are always so many digits: what is asked for counts as the least length of the whole.
fn scientific(n: f64, length: usize) -> String {
    let text = match special(n) {
        Some(text) => text.to_owned(),
        None => {
            let text = format!("{:.*e}", PRECISION, if n == 0.0 { 0.0 } else { n });
            let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
            let (sign, exponent) = exponent
                .strip_prefix('-')
                .map_or(("", exponent), |exponent| ("\u{207b}", exponent));
            let raised: String = format!("{exponent:0>2}").chars().map(superscript).collect();
            format!("{mantissa}\u{d7}10{sign}{raised}")
        }
    };
    format!("{text:>length$}")
}

fn superscript(digit: char) -> char {
    match digit {
        '1' => '\u{b9}',
        '2' => '\u{b2}',
        '3' => '\u{b3}',
        other => char::from_u32(0x2070 + u32::from(other) - u32::from('0')).unwrap_or(other),
    }
}

/// A value as `%s` prints it.
fn shown(value: &Value) -> Result<String, String> {
    let text = match value {
        Value::List(_) | Value::Map(_) | Value::Object(_) => return composite(value),
        Value::Ip(_) | Value::Cidr(_) => None,
        // The conversion's error stands for the value in the text.
        other => string_of(other)
            .map_err(|error| format!("could not convert argument {} to string", quote(&error)))?,
    };
    text.ok_or_else(|| Clause::String.refusal(value.type_name()))
}

fn composite(value: &Value) -> Result<String, String> {
    if let Value::List(list) = value {
        let items: Result<Vec<String>, String> = list.items.iter().map(within).collect();
        return Ok(format!("[{}]", items?.join(", ")));
    }
    let mut entries = Vec::new();
    for (key, value) in value.entries().unwrap_or_default() {
        if !matches!(
            key,
            Value::String(_) | Value::Bool(_) | Value::Int(_) | Value::Uint(_)
        ) {
            let name = key.type_name();
            return Err(format!("no formatting function for map key of type {name}"));
        }
        entries.push((within(&key)?, within(&value)?));
    }
    entries.sort();
    let entries: Vec<String> = entries
        .into_iter()
        .map(|(key, value)| format!("{key}:{value}"))
        .collect();
    Ok(format!("{{{}}}", entries.join(", ")))
}

/// A value within a list or map.
fn within(value: &Value) -> Result<String, String> {
    Ok(match value {
        Value::String(text) => quote(text),
        Value::Bytes(_) => format!("b{}", quote(&shown(value)?)),
        Value::Double(n) => match special(*n) {
            Some(_) => quote(&crate::go::print_float(*n)),
            None => format!("{n:.6}"),
        },
        Value::Timestamp(_) => format!("timestamp({})", quote(&shown(value)?)),
        Value::Duration(_) => format!("duration({})", quote(&shown(value)?)),
        Value::Optional(_)
        | Value::Ip(_)
        | Value::Cidr(_)
        | Value::Url(_)
        | Value::Quantity(_)
        | Value::Semver(_)
        | Value::Format(_)
        | Value::Preserved(_)
        | Value::Error(_) => return Err(format!("no formatting function for {}", value.type_name())),
        _ => shown(value)?,
    })
}
