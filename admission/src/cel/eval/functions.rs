//! The functions by name and values.

use std::collections::HashMap;
use std::sync::Arc;

use super::convert::{convert, is_conversion, string_of};
use super::equality::no_such_overload;
use super::run::Stop;
use super::value::{ListKind, Map, Value};
use super::{formats, lists, net, operators, quantity, semver, strings, times, url};
use crate::{KubernetesVersion, pattern};

/// Regular expressions that were used already.
#[derive(Debug, Default)]
pub(super) struct Regexes(HashMap<Arc<str>, Result<regex::Regex, String>>);

impl Regexes {
    /// The compiled pattern, or Go's words why it is none.
    pub(super) fn get(&mut self, text: &Arc<str>) -> Result<&regex::Regex, &str> {
        let compiled = self
            .0
            .entry(Arc::clone(text))
            .or_insert_with(|| pattern::compile(text).map_err(|error| error.to_string()));
        compiled.as_ref().map_err(String::as_str)
    }
}

/// Calls a function with values none of which is an error.
pub(super) fn call(
    version: KubernetesVersion,
    regexes: &mut Regexes,
    function: &str,
    overload: &str,
    mut args: Vec<Value>,
) -> Result<Value, Stop> {
    if version < KubernetesVersion::V1_37
        && let ("_+_", [Value::List(left), Value::List(right)]) = (function, args.as_mut_slice())
        && left.kind != ListKind::Plain
    {
        *right = Arc::new(right.as_data());
    }
    if function.starts_with('_') || function == "!_" || function == "-_" {
        return Ok(operators::call(function, args));
    }
    if function == "cel.@mapInsert" {
        return Ok(map_insert(args));
    }
    if let ([value], true) = (args.as_slice(), is_conversion(function)) {
        if !is_of_overload(value, overload) {
            return Ok(no_overload(function, &args));
        }
        return Ok(convert(function, value, version).unwrap_or_else(Value::error));
    }
    if let Some(value) = strings::call(version, regexes, function, &args)? {
        return Ok(value);
    }
    if let Some(value) = lists::call(version, function, overload, &args)? {
        return Ok(value);
    }
    let found = general(function, &args)
        .or_else(|| times::call(function, &args))
        .or_else(|| quantity::call(function, &args))
        .or_else(|| semver::call(function, &args))
        .or_else(|| net::call(function, &args))
        .or_else(|| url::call(function, &args))
        .or_else(|| formats::call(function, &args, version));
    Ok(found.unwrap_or_else(|| match function {
        "startsWith" | "endsWith" | "contains" | "@in" => no_such_overload(),
        "size" | "matches" | "sort" | "@sortByAssociatedKeys" => {
            operators::unknown(function, args.first().unwrap_or(&Value::Null))
        }
        "flatten" => {
            let types: Vec<&str> = args.iter().skip(1).map(Value::type_name).collect();
            let own = match args.first() {
                Some(Value::Map(_) | Value::Object(_)) => "map(dyn, dyn)",
                Some(Value::Optional(_)) if version >= KubernetesVersion::V1_37 => "optional_type(dyn)",
                own => own.map_or("", Value::type_name),
            };
            Value::error(format!("no such overload: {own}.flatten({})", types.join(", ")))
        }
        _ => no_overload(function, &args),
    }))
}

/// What is looked for among the keys of a map, or put there, and can be none.
pub(super) fn unhashable<'v>(function: &str, args: &'v [Value]) -> Option<&'v Value> {
    let mut keys: Vec<&Value> = match (function, args) {
        ("@in", [key, Value::Map(map)]) if !map.entries.is_empty() => vec![key],
        ("cel.@mapInsert", [_, key, _]) => vec![key],
        ("cel.@mapInsert", [_, Value::Map(entries)]) => entries.entries.iter().map(|(key, _)| key).collect(),
        _ => Vec::new(),
    };
    keys.retain(|key| key.is_unhashable());
    keys.first().copied()
}

/// Whether a value is what an overload converts, as its name says it. The checker may have taken the first one for a
/// type that it did not know.
fn is_of_overload(value: &Value, overload: &str) -> bool {
    let Some((wanted, _)) = overload.split_once("_to_") else {
        return true;
    };
    let of = match value {
        Value::Bool(_) => "bool",
        Value::Int(_) => "int64",
        Value::Uint(_) => "uint64",
        Value::Double(_) => "double",
        Value::String(_) => "string",
        Value::Bytes(_) => "bytes",
        Value::Duration(_) => "duration",
        Value::Timestamp(_) => "timestamp",
        _ => return true,
    };
    wanted == of
}

fn no_overload(function: &str, args: &[Value]) -> Value {
    let types: Vec<&str> = args.iter().map(Value::type_name).collect();
    Value::error(format!("no such overload: {function}({})", types.join(", ")))
}

fn general(function: &str, args: &[Value]) -> Option<Value> {
    Some(match (function, args) {
        ("@not_strictly_false", [value]) => Value::Bool(!matches!(value, Value::Bool(false))),
        ("size", [value]) => match value {
            Value::Ip(_) | Value::Cidr(_) => return None,
            value => Value::Int(value.size()? as i64),
        },
        ("@in", [value, Value::List(list)]) => list.contains(value),
        ("@in", [key, map @ (Value::Map(_) | Value::Object(_))]) => match map.find(key) {
            Some(error @ Value::Error(_)) => error,
            found => Value::Bool(found.is_some()),
        },
        ("optional.of", [value]) => Value::some(value.clone()),
        ("optional.ofNonZeroValue", [value]) if value.is_zero() => Value::Optional(None),
        ("optional.ofNonZeroValue", [value]) => Value::some(value.clone()),
        ("optional.none", []) => Value::Optional(None),
        ("hasValue", [Value::Optional(inner)]) => Value::Bool(inner.is_some()),
        ("value", [Value::Optional(inner)]) => match inner {
            Some(inner) => (**inner).clone(),
            None => Value::error("optional.none() dereference"),
        },
        _ => return None,
    })
}

/// Adds one entry, or those of a map, to the accumulator of a comprehension.
fn map_insert(args: Vec<Value>) -> Value {
    let mut args = args.into_iter();
    let (Some(Value::Map(mut map)), Some(second)) = (args.next(), args.next()) else {
        return Value::error("no such overload");
    };
    let added = match (second, args.next()) {
        (key, Some(value)) => vec![(key, value)],
        (entries, None) => match entries.entries() {
            Some(entries) => entries,
            None => return no_overload("cel.@mapInsert", &[Value::Map(map), entries]),
        },
    };
    if Arc::get_mut(&mut map).is_none() {
        let mut copy = Map::default();
        for (key, value) in &map.entries {
            copy.insert(key.clone(), value.clone());
        }
        map = Arc::new(copy);
    }
    for (key, value) in added {
        if map.get(&key).is_some() {
            return Value::error(format!("insert failed: key {} already exists", show(&key)));
        }
        if let Some(map) = Arc::get_mut(&mut map) {
            map.insert(key, value);
        }
    }
    Value::Map(map)
}

/// A value within an error's text.
pub(super) fn show(value: &Value) -> String {
    match string_of(value) {
        Ok(Some(text)) => text,
        _ => value.type_name().to_owned(),
    }
}
