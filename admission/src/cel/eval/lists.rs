//! The functions of lists: Kubernetes' own, cel-go's extensions, sets.

use std::cmp::Ordering;

use super::equality::no_such_overload;
use super::operators;
use super::run::Stop;
use super::value::{List, Value};
use crate::KubernetesVersion;

/// Longest range that is made.
const MAX_RANGE: i64 = 1_000_000;

/// A function of lists; none where the arguments are not its.
pub(super) fn call(
    version: KubernetesVersion,
    function: &str,
    overload: &str,
    args: &[Value],
) -> Result<Option<Value>, Stop> {
    if let ("lists.range", [Value::Int(n)]) = (function, args) {
        return range(version, *n).map(Some);
    }
    let Some((Value::List(list), rest)) = args.split_first() else {
        return Ok(match (function, args) {
            // What is no list is told apart from other values.
            ("includes", [own, other]) => Some(Value::Bool(own.equals(other))),
            _ => None,
        });
    };
    Ok(aggregate(function, overload, list, rest)
        .or_else(|| shaped(function, list, rest))
        .or_else(|| set(function, list, rest)))
}

/// The numbers below `n`. Before 1.37 there is no limit, but a longer range costs too much.
fn range(version: KubernetesVersion, n: i64) -> Result<Value, Stop> {
    let refuses = version >= KubernetesVersion::V1_37;
    match n {
        i64::MIN..0 if refuses => Ok(Value::error(format!(
            "lists.range: size must be non-negative, got {n}"
        ))),
        i64::MIN..=MAX_RANGE => Ok(Value::list((0..n).map(Value::Int).collect())),
        _ if refuses => Ok(Value::error(format!(
            "lists.range: size {n} exceeds maximum allowed ({MAX_RANGE})"
        ))),
        _ => Err(Stop::Cost),
    }
}

/// Whether the elements have a type for which the function is declared: asked where the overload is not known.
fn declared(function: &str, list: &List) -> bool {
    let Some(first) = list.items.first() else {
        return true;
    };
    let summed = matches!(
        first,
        Value::Int(_) | Value::Uint(_) | Value::Double(_) | Value::Duration(_)
    );
    let ordered = matches!(
        first,
        Value::Bool(_) | Value::String(_) | Value::Bytes(_) | Value::Timestamp(_)
    );
    match function {
        "sum" => summed,
        "min" | "max" | "isSorted" => summed || ordered,
        _ => true,
    }
}

fn aggregate(function: &str, overload: &str, list: &List, rest: &[Value]) -> Option<Value> {
    let typed = matches!(function, "isSorted" | "sum" | "min" | "max");
    let unfit = |first: &Value| typed && first.is_error();
    if list.items.first().is_some_and(unfit) || (overload.is_empty() && !declared(function, list)) {
        return None;
    }
    Some(match (function, rest) {
        ("isSorted", []) => is_sorted(list),
        ("sum", []) => sum(overload, list),
        ("min", []) => extreme("min", list, Ordering::Greater),
        ("max", []) => extreme("max", list, Ordering::Less),
        ("indexOf", [value]) => position(list.items.iter().position(|item| item.equals(value))),
        ("lastIndexOf", [value]) => position(list.items.iter().rposition(|item| item.equals(value))),
        ("includes", [value]) => Value::Bool(list.items.iter().any(|item| item.equals(value))),
        ("first", []) => list
            .items
            .first()
            .map_or(Value::Optional(None), |item| Value::some(item.clone())),
        ("last", []) => list
            .items
            .last()
            .map_or(Value::Optional(None), |item| Value::some(item.clone())),
        _ => return None,
    })
}

fn position(at: Option<usize>) -> Value {
    Value::Int(at.map_or(-1, |at| at as i64))
}

/// What is said of an element without an order.
fn unordered(item: &Value) -> Option<Value> {
    match item {
        Value::Error(_) => Some(item.clone()),
        item => (!item.is_ordered()).then(no_such_overload),
    }
}

fn is_sorted(list: &List) -> Value {
    let mut before: Option<&Value> = None;
    for item in &list.items {
        if let Some(fault) = unordered(item) {
            return fault;
        }
        if before.is_some_and(|before| matches!(before.compare(item), Ok(Ordering::Greater))) {
            return Value::Bool(false);
        }
        before = Some(item);
    }
    Value::Bool(true)
}

fn sum(overload: &str, list: &List) -> Value {
    let zero = match overload {
        "list_uint_sum_uint" => Value::Uint(0),
        "list_double_sum_double" => Value::Double(0.0),
        "list_duration_sum_duration" => Value::Duration(0),
        _ => Value::Int(0),
    };
    let mut total = match (list.items.first(), overload) {
        (Some(Value::Uint(_)), "") => Value::Uint(0),
        (Some(Value::Double(_)), "") => Value::Double(0.0),
        (Some(Value::Duration(_)), "") => Value::Duration(0),
        _ => zero,
    };
    for item in &list.items {
        total = operators::call("_+_", vec![total, item.clone()]);
        match &total {
            Value::Error(error) if error.starts_with("no such overload") => return no_such_overload(),
            Value::Error(_) => return total,
            _ => {}
        }
    }
    total
}

fn extreme(name: &str, list: &List, replaced_when: Ordering) -> Value {
    let mut found: Option<&Value> = None;
    for item in &list.items {
        if let Some(fault) = unordered(item) {
            return fault;
        }
        let better = found.is_none_or(|found| found.compare(item).is_ok_and(|order| order == replaced_when));
        if better {
            found = Some(item);
        }
    }
    found
        .cloned()
        .unwrap_or_else(|| Value::error(format!("{name} called on empty list")))
}

fn shaped(function: &str, list: &List, rest: &[Value]) -> Option<Value> {
    Some(match (function, rest) {
        ("slice", [Value::Int(start), Value::Int(end)]) => slice(list, *start, *end),
        ("flatten", []) => flatten(list, 1),
        ("flatten", [Value::Int(depth)]) => flatten(list, *depth),
        ("reverse", []) => Value::list(list.items.iter().rev().cloned().collect()),
        ("distinct", []) => {
            let mut items: Vec<Value> = Vec::new();
            for item in &list.items {
                if !items.iter().any(|known| item.equals(known)) {
                    items.push(item.clone());
                }
            }
            Value::list(items)
        }
        ("sort", []) => sorted(list, list),
        ("@sortByAssociatedKeys", [Value::List(keys)]) => sorted(list, keys),
        ("unwrapOpt" | "optional.unwrap", []) => unwrapped(list)?,
        _ => return None,
    })
}

fn slice(list: &List, start: i64, end: i64) -> Value {
    let length = list.items.len() as i64;
    if start < 0 || end < 0 {
        return Value::error(format!(
            "cannot slice({start}, {end}), negative indexes not supported"
        ));
    }
    if start > end {
        return Value::error(format!(
            "cannot slice({start}, {end}), start index must be less than or equal to end index"
        ));
    }
    if length < end {
        return Value::error(format!("cannot slice({start}, {end}), list is length {length}"));
    }
    Value::list(
        list.items
            .get(start as usize..end as usize)
            .unwrap_or_default()
            .to_vec(),
    )
}

fn flatten(list: &List, depth: i64) -> Value {
    if depth < 0 {
        return Value::error("level must be non-negative");
    }
    // A stack of what is still to come, so that deep lists need no deep stack.
    let mut out = Vec::new();
    let mut pending: Vec<(Value, i64)> = list
        .items
        .iter()
        .rev()
        .map(|item| (item.clone(), depth))
        .collect();
    while let Some((item, depth)) = pending.pop() {
        match item {
            Value::List(inner) if depth > 0 => {
                pending.extend(inner.items.iter().rev().map(|item| (item.clone(), depth - 1)));
            }
            item => out.push(item),
        }
    }
    Value::list(out)
}

fn sorted(list: &List, keys: &List) -> Value {
    let (count, key_count) = (list.items.len(), keys.items.len());
    if count != key_count {
        return Value::error(format!(
            "@sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got {count} and {key_count} elements respectively"
        ));
    }
    if keys.items.first().is_some_and(|key| !key.is_ordered()) {
        return Value::error("list elements must be comparable");
    }
    let kind = keys.items.first().map(Value::type_name);
    if keys.items.iter().any(|key| Some(key.type_name()) != kind) {
        return Value::error("list elements must have the same type");
    }
    let mut pairs: Vec<(&Value, &Value)> = keys.items.iter().zip(&list.items).collect();
    sort(&mut pairs);
    Value::list(pairs.into_iter().map(|(_, item)| item.clone()).collect())
}

/// Sorts by the keys, whose order need be none: a number that is none is neither before nor behind another.
fn sort(pairs: &mut [(&Value, &Value)]) {
    let before = |(a, _): &(&Value, &Value), (b, _): &(&Value, &Value)| {
        a.compare(b).is_ok_and(|order| order == Ordering::Less)
    };
    // As the server sorts few elements; with more, the order of equal ones is its own affair.
    if pairs.len() <= 12
        || pairs
            .iter()
            .any(|(key, _)| matches!(key, Value::Double(n) if n.is_nan()))
    {
        for end in 1..pairs.len() {
            for at in (1..=end).rev() {
                match pairs.get(at - 1..=at) {
                    Some([left, right]) if before(right, left) => pairs.swap(at - 1, at),
                    _ => break,
                }
            }
        }
        return;
    }
    pairs.sort_by(|(a, _), (b, _)| a.compare(b).unwrap_or(Ordering::Equal));
}

fn unwrapped(list: &List) -> Option<Value> {
    if !matches!(list.items.first(), None | Some(Value::Optional(_))) {
        return None;
    }
    let mut items = Vec::new();
    for item in &list.items {
        match item {
            Value::Optional(inner) => items.extend(inner.as_ref().map(|inner| (**inner).clone())),
            other => {
                let shown = super::functions::show(other);
                return Some(Value::error(format!("value {shown} is not optional")));
            }
        }
    }
    Some(Value::list(items))
}

fn set(function: &str, list: &List, rest: &[Value]) -> Option<Value> {
    let [Value::List(other)] = rest else { return None };
    let found = |list: &List, item: &Value| list.contains(item);
    // The first element that is not there decides, with the error that it may be.
    let contains = |list: &List, other: &List| {
        let all = other.items.iter().map(|item| found(list, item));
        let mut missing = all.filter(|found| !matches!(found, Value::Bool(true)));
        missing.next().unwrap_or(Value::Bool(true))
    };
    Some(match function {
        "sets.contains" => contains(list, other),
        "sets.equivalent" => match contains(list, other) {
            Value::Bool(true) => contains(other, list),
            other => other,
        },
        "sets.intersects" => Value::Bool(
            other
                .items
                .iter()
                .any(|item| matches!(found(list, item), Value::Bool(true))),
        ),
        _ => return None,
    })
}
