//! What a call costs at run time.

use super::formats;
use super::value::Value;
use crate::KubernetesVersion;
use crate::cel::cost::{compares_texts, costs_one};

const PER_BYTE: f64 = 0.1;
const PER_REGEX_BYTE: f64 = 0.25;

/// Functions whose cost depends on their result.
pub(super) fn needs_result(function: &str) -> bool {
    matches!(function, "join" | "slice" | "lists.range" | "reverse")
}

fn size(value: &Value) -> u64 {
    value.size().map_or(1, |size| size as u64)
}

/// The size, that of an optional's content included.
fn inner_size(value: &Value) -> u64 {
    match value {
        Value::Optional(Some(inner)) => inner_size(inner),
        other => size(other),
    }
}

fn scaled(n: u64, by: f64) -> u64 {
    (n as f64 * by).ceil() as u64
}

fn matching(text: u64, regex: u64) -> u64 {
    ((1.0 + text as f64) * PER_BYTE).ceil() as u64 * scaled(regex, PER_REGEX_BYTE)
}

/// The cost of going once over a value and all within.
fn traversal(value: &Value) -> u64 {
    match value {
        Value::String(text) => (text.len() as f64 * PER_BYTE) as u64,
        Value::Bytes(bytes) => (bytes.len() as f64 * PER_BYTE) as u64,
        Value::List(list) => list.items.iter().map(traversal).fold(0, u64::saturating_add),
        Value::Map(_) | Value::Object(_) => {
            let entries = value.entries().unwrap_or_default();
            entries
                .iter()
                .map(|(key, value)| traversal(key) + traversal(value))
                .fold(0, u64::saturating_add)
        }
        _ => 1,
    }
}

/// The cost of a call with its values.
pub(super) fn call_cost(
    version: KubernetesVersion,
    function: &str,
    overload: &str,
    args: &[Value],
    result: &Value,
) -> u64 {
    let own = extension_cost(version, overload, args, result)
        .or_else(|| kubernetes_cost(function, overload, args, result));
    own.unwrap_or_else(|| standard_cost(version, overload, args))
}

fn allocating(size: u64, factor: f64) -> u64 {
    ((size as f64 * factor) as u64).saturating_add(11)
}

/// Flattening to a depth. A negative depth wrapped around before 1.37, as Go makes unsigned numbers of negative ones.
fn flattening(version: KubernetesVersion, size: u64, depth: i64) -> u64 {
    if depth >= 0 {
        return allocating(size, depth as f64);
    }
    if version < KubernetesVersion::V1_37 {
        let product = size as f64 * depth as f64;
        return (product as i64).cast_unsigned().wrapping_add(11);
    }
    allocating(size, 1.0)
}

fn extension_cost(version: KubernetesVersion, overload: &str, args: &[Value], result: &Value) -> Option<u64> {
    let arg = |i: usize| args.get(i).map(inner_size);
    Some(match overload {
        "list_sets_contains_list" | "list_sets_intersects_list" => {
            arg(0)?.saturating_mul(arg(1)?).saturating_add(1)
        }
        "list_sets_equivalent_list" => {
            1u64.saturating_add((arg(0)?.wrapping_mul(arg(1)?) as f64 * 2.0) as u64)
        }
        "list_slice" | "lists_range" | "list_reverse" => allocating(inner_size(result), 1.0),
        "list_flatten" => allocating(arg(0)?, 1.0),
        "list_flatten_int" => match args.get(1) {
            Some(Value::Int(depth)) => flattening(version, arg(0)?, *depth),
            _ => return None,
        },
        "list_distinct" => comparing(args.first()?),
        _ => {
            let element = overload.strip_prefix("list_")?;
            if element.ends_with("_sort") {
                comparing(args.first()?)
            } else if element.ends_with("_sortByAssociatedKeys") {
                comparing(args.get(1)?)
            } else {
                return None;
            }
        }
    })
}

/// The list that the call is charged for by comparing its elements.
pub(super) fn compared<'v>(overload: &str, args: &'v [Value]) -> Option<&'v Value> {
    let element = overload.strip_prefix("list_")?;
    if element.ends_with("_sortByAssociatedKeys") {
        args.get(1)
    } else if element == "distinct" || element.ends_with("_sort") {
        args.first()
    } else {
        None
    }
}

/// Comparing all elements with each other.
fn comparing(list: &Value) -> u64 {
    let size = inner_size(list);
    let first = match list {
        Value::List(list) => list.items.first(),
        _ => None,
    };
    let strings = matches!(first, Some(Value::String(_) | Value::Bytes(_)));
    allocating(
        size.saturating_mul(size),
        if strings { 2.0 + PER_BYTE } else { 2.0 },
    )
}

fn kubernetes_cost(function: &str, overload: &str, args: &[Value], result: &Value) -> Option<u64> {
    let arg = |i: usize| args.get(i).map(size);
    Some(match function {
        "isSorted" | "sum" | "max" | "min" | "indexOf" | "lastIndexOf" | "includes" => {
            traversal(args.first()?)
        }
        "url" | "lowerAscii" | "upperAscii" | "substring" | "trim" => scaled(arg(0)?, PER_BYTE),
        "replace" | "split" => scaled(arg(0)?, 2.0 * PER_BYTE),
        "join" => scaled(size(result), 2.0 * PER_BYTE),
        "find" | "findAll" => matching(arg(0)?, arg(1)?),
        "ip" if overload == "cidr_ip" => 1,
        "cidr" | "isIP" | "isCIDR" | "ip" | "quantity" | "isQuantity" | "semver" | "isSemver" => {
            scaled(arg(0)?, PER_BYTE)
        }
        "ip.isCanonical" => scaled(arg(0)?, 2.0 * PER_BYTE),
        "containsIP" | "containsCIDR" => {
            let (own, other) = (arg(0)?, arg(1)?);
            let mut cost = scaled(own + own, PER_BYTE);
            if function == "containsCIDR" {
                cost += scaled(own, PER_BYTE) + 1;
            }
            if matches!(overload, "cidr_contains_ip_string" | "cidr_contains_cidr_string") {
                cost += scaled(other, PER_BYTE);
            }
            cost
        }
        "validate" => match args.first() {
            Some(Value::Format(name)) => matching(arg(1)?, formats::regex_size(name)),
            _ => return None,
        },
        name if costs_one(name) => 1,
        "_==_" => match args.first()? {
            Value::Quantity(_)
            | Value::Ip(_)
            | Value::Cidr(_)
            | Value::Format(_)
            | Value::Url(_)
            | Value::Semver(_) => 1,
            _ => return None,
        },
        _ => return None,
    })
}

fn standard_cost(version: KubernetesVersion, overload: &str, args: &[Value]) -> u64 {
    let arg = |i: usize| args.get(i).map_or(1, inner_size);
    match overload {
        // Until 1.36 the whole string was charged for.
        "starts_with_string" | "ends_with_string" if version < KubernetesVersion::V1_37 => {
            scaled(arg(0), PER_BYTE)
        }
        "starts_with_string" | "ends_with_string" => scaled(arg(1), PER_BYTE),
        "string_to_bytes" | "bytes_to_string" | "strings_quote" | "string_format" => scaled(arg(0), PER_BYTE),
        "in_list" => arg(1),
        name if compares_texts(name) => scaled(arg(0).min(arg(1)), PER_BYTE),
        "add_string" | "add_bytes" => scaled(arg(0) + arg(1), PER_BYTE),
        // Until 1.36 nothing was charged for the string of the global function.
        "matches" if version < KubernetesVersion::V1_37 => 1,
        "matches" | "matches_string" => matching(arg(0), arg(1)),
        "contains_string" => scaled(arg(0), PER_BYTE) * scaled(arg(1), PER_BYTE),
        _ => 1,
    }
}
