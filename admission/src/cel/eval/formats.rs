//! The format library: named formats that strings are checked against.

use super::super::time::{parse_date, parse_duration, parse_timestamp};
use super::base64;
use super::url;
use super::value::Value;

/// The names of the formats and the length of the regular expression that the server charges for each.
const FORMATS: [(&str, u64); 13] = [
    ("dns1123Label", 30),
    ("dns1123Subdomain", 60),
    ("dns1035Label", 30),
    ("qualifiedName", 60),
    ("dns1123LabelPrefix", 30),
    ("dns1123SubdomainPrefix", 60),
    ("dns1035LabelPrefix", 30),
    ("labelValue", 40),
    ("uri", 1103),
    ("uuid", 70),
    ("byte", 84),
    ("date", 71),
    ("datetime", 71),
];

/// The length of the regular expression that checking against a format costs.
pub(super) fn regex_size(format: &str) -> u64 {
    FORMATS
        .iter()
        .find(|(name, _)| *name == format)
        .map_or(0, |(_, size)| *size)
}

fn named(name: &str) -> Option<&'static str> {
    FORMATS
        .iter()
        .map(|(known, _)| *known)
        .find(|known| *known == name)
}

/// A function of the library; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value]) -> Option<Value> {
    Some(match (function, args) {
        ("format.named", [Value::String(name)]) => {
            named(name).map_or(Value::Optional(None), |name| Value::some(Value::Format(name)))
        }
        ("validate", [Value::Format(name), Value::String(text)]) => {
            let problems = problems(name, text);
            if problems.is_empty() {
                Value::Optional(None)
            } else {
                Value::some(Value::list(problems.into_iter().map(Value::string).collect()))
            }
        }
        (_, []) => Value::Format(named(function.strip_prefix("format.")?)?),
        _ => return None,
    })
}

fn problems(format: &str, text: &str) -> Vec<String> {
    let one = |ok: bool, message: &str| if ok { Vec::new() } else { vec![message.to_owned()] };
    match format {
        "dns1123Label" => label(text, false, text),
        "dns1035Label" => label(text, true, text),
        "dns1123Subdomain" => subdomain(text, text),
        "dns1123LabelPrefix" => label(&without_dash(text), false, text),
        "dns1035LabelPrefix" => label(&without_dash(text), true, text),
        "dns1123SubdomainPrefix" => subdomain(&without_dash(text), text),
        "labelValue" => label_value(text),
        "qualifiedName" => qualified_name(text),
        "uri" => match url::call("isURL", &[Value::string(text)]) {
            Some(Value::Bool(true)) => Vec::new(),
            _ => vec![format!("parse {text:?}: invalid URI for request")],
        },
        "uuid" => one(is_uuid(text), "does not match the UUID format"),
        "byte" => one(base64::decode(text).is_some(), "invalid base64"),
        "date" => one(parse_date(text).is_some(), "invalid date"),
        "datetime" => one(parse_timestamp(text).is_some(), "invalid datetime"),
        _ => Vec::new(),
    }
}

/// A prefix may end in a dash, which a generated suffix follows.
fn without_dash(text: &str) -> String {
    match text.strip_suffix('-') {
        Some(stem) if !stem.is_empty() => format!("{stem}a"),
        _ => text.to_owned(),
    }
}

fn is_label(text: &str, letter_first: bool) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let first = text
        .bytes()
        .next()
        .is_some_and(|b| b.is_ascii_lowercase() || (!letter_first && b.is_ascii_digit()));
    first && text.bytes().all(inner) && !text.ends_with('-')
}

fn label(text: &str, letter_first: bool, given: &str) -> Vec<String> {
    let mut out = too_long(given, 63);
    if !is_label(text, letter_first) {
        out.push(if letter_first {
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
        } else {
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
        }.to_owned());
    }
    out
}

fn too_long(text: &str, max: usize) -> Vec<String> {
    if text.len() > max {
        vec![format!("must be no more than {max} characters")]
    } else {
        Vec::new()
    }
}

fn subdomain(text: &str, given: &str) -> Vec<String> {
    let mut out = too_long(given, 253);
    if !text.split('.').all(|part| is_label(part, false)) {
        out.push("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')".to_owned());
    }
    out
}

/// Letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.
fn is_name(text: &str) -> bool {
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        && ends(text.chars().next())
        && ends(text.chars().next_back())
}

fn label_value(text: &str) -> Vec<String> {
    let mut out = too_long(text, 63);
    if !text.is_empty() && !is_name(text) {
        out.push("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')".to_owned());
    }
    out
}

const NAME_RULE: &str = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

fn qualified_name(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let name = match text.split('/').collect::<Vec<_>>().as_slice() {
        [name] => *name,
        [prefix, name] => {
            if prefix.is_empty() {
                out.push("prefix part must be non-empty".to_owned());
            } else {
                out.extend(
                    subdomain(prefix, prefix)
                        .into_iter()
                        .map(|problem| format!("prefix part {problem}")),
                );
            }
            *name
        }
        _ => {
            let rule = NAME_RULE.replace("must consist", "a qualified name must consist");
            return vec![format!(
                "{rule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
            )];
        }
    };
    if name.is_empty() {
        out.push("name part must be non-empty".to_owned());
    } else {
        out.extend(
            too_long(name, 63)
                .into_iter()
                .map(|problem| format!("name part {problem}")),
        );
    }
    if !is_name(name) {
        out.push(format!("name part {NAME_RULE}"));
    }
    out
}

fn is_uuid(text: &str) -> bool {
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    let places: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
    let expected = [8, 13, 18, 23];
    digits.len() == 32
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
        && (places.is_empty() || places == expected)
}

/// A duration of the `duration` format: Go's, or a number and a unit in words.
pub(crate) fn parse_go_duration(text: &str) -> Option<i64> {
    if let Some(nanos) = parse_duration(text) {
        return Some(nanos);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let nanos: i64 = match unit.trim().to_ascii_lowercase().trim_end_matches('s') {
        "n" | "nano" | "nanosecond" => 1,
        "u" | "\u{b5}" | "micro" | "microsecond" => 1_000,
        "m" | "milli" | "millisecond" => 1_000_000,
        "" | "sec" | "second" => 1_000_000_000,
        "min" | "minute" => 60_000_000_000,
        "h" | "hr" | "hour" => 3_600_000_000_000,
        "d" | "day" => 86_400_000_000_000,
        "w" | "wk" | "week" => 604_800_000_000_000,
        _ => return None,
    };
    number.parse::<i64>().ok()?.checked_mul(nanos)
}
