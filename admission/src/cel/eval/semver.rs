//! The semantic version library.

use std::cmp::Ordering;
use std::sync::Arc;

use super::value::Value;
use crate::go::quote;

/// A semantic version.
#[derive(Debug)]
pub(crate) struct Semver {
    numbers: [u64; 3],
    pre: Vec<String>,
}

impl Semver {
    pub(crate) fn compare(&self, other: &Semver) -> Ordering {
        let by_number = self.numbers.cmp(&other.numbers);
        if by_number != Ordering::Equal {
            return by_number;
        }
        match (self.pre.is_empty(), other.pre.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => compare_pre(&self.pre, &other.pre),
        }
    }
}

fn compare_pre(a: &[String], b: &[String]) -> Ordering {
    for (a, b) in a.iter().zip(b) {
        let order = match (a.parse::<u64>(), b.parse::<u64>()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            (Ok(_), Err(_)) => Ordering::Less,
            (Err(_), Ok(_)) => Ordering::Greater,
            (Err(_), Err(_)) => a.cmp(b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    a.len().cmp(&b.len())
}

fn number(text: &str, name: &str) -> Result<u64, String> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(format!(
            "Invalid character(s) found in {name} number {}",
            quote(text)
        ));
    }
    if text.len() > 1 && text.starts_with('0') {
        return Err(format!(
            "{} number must not contain leading zeroes {}",
            capitalised(name),
            quote(text)
        ));
    }
    text.parse().map_err(|_| {
        let reason = if text.is_empty() {
            "invalid syntax"
        } else {
            "value out of range"
        };
        format!("strconv.ParseUint: parsing {}: {reason}", quote(text))
    })
}

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn parse(text: &str) -> Result<Semver, String> {
    if text.is_empty() {
        return Err("Version string empty".to_owned());
    }
    let mut parts = text.splitn(3, '.');
    let (Some(major), Some(minor), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return Err("No Major.Minor.Patch elements found".to_owned());
    };
    let (rest, build) = rest
        .split_once('+')
        .map_or((rest, None), |(rest, build)| (rest, Some(build)));
    let (patch, pre) = rest
        .split_once('-')
        .map_or((rest, None), |(patch, pre)| (patch, Some(pre)));
    let numbers = [
        number(major, "major")?,
        number(minor, "minor")?,
        number(patch, "patch")?,
    ];
    let identifiers = |text: &str, kind: &str| -> Result<Vec<String>, String> {
        text.split('.').map(|part| identifier(part, kind)).collect()
    };
    let pre = pre
        .map(|pre| identifiers(pre, "Prerelease"))
        .transpose()?
        .unwrap_or_default();
    if let Some(build) = build {
        identifiers(build, "Build meta data")?;
    }
    Ok(Semver { numbers, pre })
}

fn identifier(part: &str, kind: &str) -> Result<String, String> {
    if part.is_empty() {
        return Err(format!("{kind} is empty"));
    }
    if !part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        let kind = kind.to_lowercase();
        return Err(format!("Invalid character(s) found in {kind} {}", quote(part)));
    }
    let numeric = part.bytes().all(|b| b.is_ascii_digit());
    if kind == "Prerelease" && numeric && part.len() > 1 && part.starts_with('0') {
        return Err(format!(
            "Numeric PreRelease version must not contain leading zeroes {}",
            quote(part)
        ));
    }
    Ok(part.to_owned())
}

/// Without a leading `v`, with missing numbers and without leading zeros.
fn normalize(text: &str) -> Result<String, String> {
    let text = text.strip_prefix('v').unwrap_or(text);
    let trimmed = |part: &str| {
        let rest = part.trim_start_matches('0');
        if part.len() < 2 || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return if part.len() < 2 { part } else { rest }.to_owned();
        }
        format!("0{rest}")
    };
    let mut parts: Vec<String> = text.splitn(3, '.').map(trimmed).collect();
    if parts.len() < 3 && parts.last().is_some_and(|last| last.contains(['+', '-'])) {
        return Err("short version cannot contain PreRelease/Build meta data".to_owned());
    }
    parts.resize(3, "0".to_owned());
    Ok(parts.join("."))
}

fn read(text: &str, normalized: bool) -> Result<Semver, String> {
    if normalized {
        parse(&normalize(text)?)
    } else {
        parse(text)
    }
}

/// A function of the library; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value]) -> Option<Value> {
    let made = |text: &str, normalized| match read(text, normalized) {
        Ok(version) => Value::Semver(Arc::new(version)),
        Err(message) => Value::error(message),
    };
    Some(match (function, args) {
        ("semver", [Value::String(text)]) => made(text, false),
        ("semver", [Value::String(text), Value::Bool(normalized)]) => made(text, *normalized),
        ("isSemver", [Value::String(text)]) => Value::Bool(read(text, false).is_ok()),
        ("isSemver", [Value::String(text), Value::Bool(normalized)]) => {
            Value::Bool(read(text, *normalized).is_ok())
        }
        ("major" | "minor" | "patch", [Value::Semver(version)]) => {
            let [major, minor, patch] = version.numbers;
            let part = match function {
                "major" => major,
                "minor" => minor,
                _ => patch,
            };
            Value::Int(part.cast_signed())
        }
        (_, [Value::Semver(a), Value::Semver(b)]) => super::order(function, a.compare(b))?,
        _ => return None,
    })
}
