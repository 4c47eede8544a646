//! The functions of strings, regular expressions included.

use std::sync::Arc;

use super::format::format;
use super::functions::Regexes;
use super::run::Stop;
use super::value::Value;
use crate::KubernetesVersion;

/// Most bytes of a string that a function makes; far beyond what the cost limit allows.
const MAX_BYTES: usize = 32 * 1024 * 1024;

/// A function of strings; none where the arguments are not its.
pub(super) fn call(
    version: KubernetesVersion,
    regexes: &mut Regexes,
    function: &str,
    args: &[Value],
) -> Result<Option<Value>, Stop> {
    let Some((Value::String(text), rest)) = args.split_first() else {
        return match (function, args) {
            // A list of other values is not its.
            ("join", [Value::List(list), ..])
                if list
                    .items
                    .first()
                    .is_some_and(|first| !matches!(first, Value::String(_))) =>
            {
                Ok(None)
            }
            ("join", _) => join(args),
            _ => Ok(None),
        };
    };
    if function == "replace" {
        return replace(text, rest);
    }
    match (function, rest) {
        ("lastIndexOf", [Value::String(part)]) => return Ok(Some(last_index(version, text, part))),
        // Until 1.36 what is empty stands wherever it is looked for.
        ("indexOf" | "lastIndexOf", [Value::String(part), Value::Int(from)])
            if part.is_empty() && version < KubernetesVersion::V1_37 =>
        {
            return Ok(Some(Value::Int(*from)));
        }
        _ => {}
    }
    Ok(matched(regexes, function, text, rest).or_else(|| plain(function, text, rest)))
}

fn matched(regexes: &mut Regexes, function: &str, text: &Arc<str>, rest: &[Value]) -> Option<Value> {
    let (Value::String(pattern), limit) = rest.split_first()? else {
        return None;
    };
    if !matches!(function, "matches" | "find" | "findAll") {
        return None;
    }
    let regex = match regexes.get(pattern) {
        Ok(regex) => regex,
        Err(error) if function == "matches" => return Some(Value::error(error)),
        Err(error) => return Some(Value::error(format!("Illegal regex: {error}"))),
    };
    Some(match (function, limit) {
        ("matches", []) => Value::Bool(regex.is_match(text)),
        ("find", []) => Value::string(regex.find(text).map_or("", |found| found.as_str())),
        ("findAll", []) => all(regex, text, usize::MAX),
        ("findAll", [Value::Int(limit)]) => all(regex, text, usize::try_from(*limit).unwrap_or(usize::MAX)),
        _ => return None,
    })
}

fn all(regex: &regex::Regex, text: &str, limit: usize) -> Value {
    Value::list(
        regex
            .find_iter(text)
            .take(limit)
            .map(|found| Value::string(found.as_str()))
            .collect(),
    )
}

fn out_of_range(index: i64) -> Value {
    Value::error(format!("index out of range: {index}"))
}

fn plain(function: &str, text: &Arc<str>, rest: &[Value]) -> Option<Value> {
    Some(match (function, rest) {
        ("contains", [Value::String(part)]) => Value::Bool(text.contains(&**part)),
        ("startsWith", [Value::String(part)]) => Value::Bool(text.starts_with(&**part)),
        ("endsWith", [Value::String(part)]) => Value::Bool(text.ends_with(&**part)),
        ("lowerAscii", []) => Value::string(text.to_ascii_lowercase()),
        ("upperAscii", []) => Value::string(text.to_ascii_uppercase()),
        ("trim", []) => Value::string(text.trim()),
        ("strings.quote", []) => Value::string(quote(text)),
        ("charAt", [Value::Int(index)]) => char_at(text, *index),
        ("substring", [Value::Int(start)]) => substring(text, *start, text.chars().count() as i64),
        ("substring", [Value::Int(start), Value::Int(end)]) if start > end => {
            Value::error(format!("invalid substring range. start: {start}, end: {end}"))
        }
        ("substring", [Value::Int(start), Value::Int(end)]) => substring(text, *start, *end),
        ("split", [Value::String(separator)]) => split(text, separator, -1),
        ("split", [Value::String(separator), Value::Int(limit)]) => split(text, separator, *limit),
        ("indexOf", [Value::String(part)]) => index_of(text, part, 0),
        ("indexOf", [Value::String(part), Value::Int(from)]) => index_of(text, part, *from),
        ("lastIndexOf", [Value::String(part), Value::Int(from)]) => last_index_of(text, part, *from),
        ("format", [Value::List(list)]) => format(text, &list.items),
        _ => return None,
    })
}

fn char_at(text: &str, index: i64) -> Value {
    let Ok(at) = usize::try_from(index) else {
        return out_of_range(index);
    };
    match text.chars().nth(at) {
        Some(c) => Value::string(c.to_string()),
        None if at == text.chars().count() => Value::string(""),
        None => out_of_range(index),
    }
}

fn substring(text: &str, start: i64, end: i64) -> Value {
    let length = text.chars().count() as i64;
    for index in [start, end] {
        if index < 0 || index > length {
            return out_of_range(index);
        }
    }
    let (start, count) = (start as usize, (end - start) as usize);
    Value::string(text.chars().skip(start).take(count).collect::<String>())
}

fn split(text: &str, separator: &str, limit: i64) -> Value {
    if limit == 0 {
        return Value::list(Vec::new());
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let parts: Vec<Value> = if separator.is_empty() {
        let mut parts: Vec<String> = text.chars().map(String::from).collect();
        if parts.len() > limit {
            let rest = parts.split_off(limit - 1).concat();
            parts.push(rest);
        }
        parts.iter().map(Value::string).collect()
    } else {
        text.splitn(limit, separator).map(Value::string).collect()
    };
    Value::list(parts)
}

fn index_of(text: &str, part: &str, from: i64) -> Value {
    let Ok(start) = usize::try_from(from) else {
        return out_of_range(from);
    };
    let length = text.chars().count();
    if part.is_empty() {
        return Value::Int(start.min(length) as i64);
    }
    let Some((at, _)) = text.char_indices().nth(start) else {
        return Value::Int(-1);
    };
    let rest = text.get(at..).unwrap_or_default();
    let found = rest.find(part).and_then(|byte| rest.get(..byte));
    Value::Int(found.map_or(-1, |before| (start + before.chars().count()) as i64))
}

/// Where `part` stands last. Up to 1.33 there is nowhere to look in an empty text.
fn last_index(version: KubernetesVersion, text: &str, part: &str) -> Value {
    let length = text.chars().count() as i64;
    if part.is_empty() {
        Value::Int(length)
    } else if text.len() < part.len() && version > KubernetesVersion::V1_33 {
        Value::Int(-1)
    } else {
        last_index_of(text, part, length - 1)
    }
}

fn last_index_of(text: &str, part: &str, from: i64) -> Value {
    let Ok(last) = usize::try_from(from) else {
        return out_of_range(from);
    };
    let length = text.chars().count();
    if part.is_empty() {
        return Value::Int(last.min(length) as i64);
    }
    if last >= length {
        return Value::Int(-1);
    }
    // A match may begin at `last` at the latest.
    let end = text
        .char_indices()
        .nth(last + part.chars().count())
        .map_or(text.len(), |(at, _)| at);
    let head = text.get(..end).unwrap_or_default();
    let found = head.rfind(part).and_then(|byte| head.get(..byte));
    Value::Int(found.map_or(-1, |before| before.chars().count() as i64))
}

fn replace(text: &str, rest: &[Value]) -> Result<Option<Value>, Stop> {
    let (from, to, limit) = match rest {
        [Value::String(from), Value::String(to)] => (from, to, -1),
        [Value::String(from), Value::String(to), Value::Int(limit)] => (from, to, *limit),
        _ => return Ok(None),
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let count = if from.is_empty() {
        text.chars().count() + 1
    } else {
        text.matches(&**from).count()
    };
    if count.min(limit).saturating_mul(to.len()) > MAX_BYTES {
        return Err(Stop::Cost);
    }
    Ok(Some(Value::string(text.replacen(&**from, to, limit))))
}

fn join(args: &[Value]) -> Result<Option<Value>, Stop> {
    let (list, separator) = match args {
        [Value::List(list)] => (list, ""),
        [Value::List(list), Value::String(separator)] => (list, &**separator),
        _ => return Ok(None),
    };
    let mut parts: Vec<&str> = Vec::with_capacity(list.items.len());
    for item in &list.items {
        match item {
            Value::String(text) => parts.push(text),
            Value::Error(_) => return Ok(Some(item.clone())),
            _ => return Ok(Some(Value::error("no such overload"))),
        }
    }
    let size = parts
        .iter()
        .map(|part| part.len() + separator.len())
        .fold(0, usize::saturating_add);
    if size > MAX_BYTES {
        return Err(Stop::Cost);
    }
    Ok(Some(Value::string(parts.join(separator))))
}

/// The text in double quotes with its special characters escaped.
fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\u{7}' => out.push_str("\\a"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
