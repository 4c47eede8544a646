//! How Go prints values: `%q`, `%v` and `encoding/json`.

use std::fmt::Write;

use serde_json::{Number, Value};

/// `strconv.Quote`.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            c if is_print(c) => out.push(c),
            c if (c as u32) < 0x20 || c == '\u{7f}' => _ = write!(out, "\\x{:02x}", c as u32),
            c if (c as u32) < 0x10000 => _ = write!(out, "\\u{:04x}", c as u32),
            c => _ = write!(out, "\\U{:08x}", c as u32),
        }
    }
    out.push('"');
    out
}

/// `strconv.IsPrint`, by Rust's own table of what `char::escape_debug` leaves as it is (grapheme extenders are printable in Go).
pub(crate) fn is_print(c: char) -> bool {
    if c.is_ascii() {
        return (' '..='~').contains(&c);
    }
    // A leading character makes escape_debug treat an extender as one that is attached, which it prints.
    let mut text = String::from("a");
    text.push(c);
    !c.is_whitespace() && text.escape_debug().nth(1) == Some(c)
}

/// `fmt.Sprintf("%v", n)` of an int64 or float64; Go reads what is too large for an int64 as a float.
pub(crate) fn print_number(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if !number.is_i64() => print_float(float),
        _ => number.to_string(),
    }
}

/// `fmt.Sprintf("%v", f)`: shortest, with an exponent below 1e-4 and from 1e6 on.
pub(crate) fn print_float(float: f64) -> String {
    if float.is_nan() {
        return "NaN".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    if float != 0.0 && !(1e-4..1e6).contains(&float.abs()) {
        exponent(float, 2)
    } else {
        plain(float)
    }
}

/// The shortest digits that are read as the float, with an exponent: of two that are as near, the even ones, where Rust
/// prints the greater.
fn shortest(float: f64) -> String {
    let text = format!("{float:e}");
    let Some((mantissa, exp)) = text.split_once('e') else {
        return text;
    };
    let even = match mantissa.as_bytes().split_last() {
        Some((last, rest)) if b"13579".contains(last) => [rest, &[last - 1]].concat(),
        _ => return text,
    };
    let even = format!("{}e{exp}", String::from_utf8_lossy(&even));
    if even.parse() != Ok(float) {
        return text;
    }
    // Exactly between the two, the digits go on with a five and nothing else.
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    let exact = format!("{float:.*e}", MOST_DIGITS);
    let exact = exact.split('e').next().unwrap_or_default();
    let rest = exact.bytes().filter(u8::is_ascii_digit).skip(digits);
    let tie = rest.eq(std::iter::once(b'5').chain(std::iter::repeat_n(b'0', MOST_DIGITS - digits)));
    if tie { even } else { text }
}

/// No float has more digits than this.
const MOST_DIGITS: usize = 770;

/// Without an exponent.
pub(crate) fn plain(float: f64) -> String {
    let text = shortest(float);
    if text == format!("{float:e}") {
        return format!("{float}");
    }
    // Only the last digit is another one.
    let digit = text
        .split('e')
        .next()
        .and_then(|mantissa| mantissa.chars().next_back());
    let mut out = format!("{float}");
    let at = out.trim_end_matches('0').len();
    if let (Some(digit), true) = (digit, out.is_char_boundary(at) && at > 0) {
        out.replace_range(at - 1..at, digit.encode_utf8(&mut [0; 4]));
    }
    out
}

/// `d.ddde±XX` with at least `digits` digits of exponent.
fn exponent(float: f64, digits: usize) -> String {
    let text = shortest(float);
    let Some((mantissa, exp)) = text.split_once('e') else {
        return text;
    };
    let (sign, exp) = match exp.strip_prefix('-') {
        Some(exp) => ('-', exp),
        None => ('+', exp),
    };
    format!("{mantissa}e{sign}{exp:0>digits$}")
}

/// Makes of numbers what Go reads them as: an integer that is too large for an int64 is a float.
pub(crate) fn as_read(value: &mut Value) {
    match value {
        Value::Number(number) if !number.is_i64() && !number.is_f64() => {
            if let Some(float) = number.as_f64().and_then(Number::from_f64) {
                *number = float;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(as_read),
        Value::Object(map) => map.values_mut().for_each(as_read),
        _ => {}
    }
}

/// `json.Marshal`: compact, keys sorted, `<`, `>`, `&` escaped.
pub(crate) fn marshal(value: &Value) -> String {
    let mut out = String::new();
    marshal_into(value, &mut out);
    out
}

fn marshal_into(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(b) => _ = write!(out, "{b}"),
        Value::Number(n) => out.push_str(&marshal_number(n)),
        Value::String(s) => marshal_string(s, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                marshal_into(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (i, (key, item)) in entries.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                marshal_string(key, out);
                out.push(':');
                marshal_into(item, out);
            }
            out.push('}');
        }
    }
}

fn marshal_number(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if !number.is_i64() => {
            if float != 0.0 && !(1e-6..1e21).contains(&float.abs()) {
                exponent(float, 1)
            } else {
                plain(float)
            }
        }
        _ => number.to_string(),
    }
}

fn marshal_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                _ = write!(out, "\\u{:04x}", c as u32)
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// `fmt.Sprintf("%v", v)` of a decoded value.
#[must_use]
pub fn print(value: &Value) -> String {
    match value {
        Value::Null => "<nil>".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => print_number(number),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(print).collect::<Vec<_>>().join(" ")),
        Value::Object(map) => {
            let mut entries: Vec<(&String, &Value)> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{key}:{}", print(value)))
                .collect();
            format!("map[{}]", entries.join(" "))
        }
    }
}

/// `fmt.Sprintf("%T", v)` of a decoded value.
#[must_use]
pub fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "<nil>",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_i64() => "int64",
        Value::Number(_) => "float64",
        Value::String(_) => "string",
        Value::Array(_) => "[]interface {}",
        Value::Object(_) => "map[string]interface {}",
    }
}
