//! Values against nodes: defaults, and what `enum(…)` allows. Patterns and rules are left to who can evaluate them.

use super::node::{Node, Size, Type};
use super::number;
use super::variants::only_required;
use crate::diag::{Code, Diagnostic, Diagnostics};
use serde_json::{Map, Number, Value};
use std::cmp::Ordering;

/// Why a value doesn't fit.
struct Misfit {
    code: Code,
    what: String,
    /// The rule behind it, where it is not the one of all defaults.
    why: Option<&'static str>,
}

type Fit = Result<(), Misfit>;

/// Sorts what the default of a node holds of sets. A hash set gives its items in another order in each run, and the
/// same source must give the same bytes.
pub(super) fn order(node: &mut Node) {
    if let Some(mut default) = node.default.take() {
        order_sets(node, &mut default.value);
        node.default = Some(default);
    }
}

fn order_sets(node: &Node, value: &mut Value) {
    match value {
        Value::Array(items) => {
            if let Some(schema) = node.items.as_deref() {
                items.iter_mut().for_each(|item| order_sets(schema, item));
            }
            if node.unordered {
                items.sort_by(order_of_items);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                if let Some(schema) = node.properties.get(name).or(node.additional.as_ref()) {
                    order_sets(schema, value);
                }
            }
        }
        _ => {}
    }
}

/// Numbers by their size, texts as texts; what else a set may hold in any order that is always the same.
fn order_of_items(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => number::compare(a, b),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        _ => a.to_string().cmp(&b.to_string()),
    }
}

/// Checks the default of a node, as the server does when it takes a definition.
pub(super) fn check(node: &Node, path: &str, out: &mut Diagnostics) {
    let Some(default) = &node.default else {
        return;
    };
    if let Err(misfit) = fits(node, &default.value, "") {
        let message = format!("the default does not fit: {}", misfit.what);
        let why = "the API server refuses the definition, or every object that gets the default";
        let wrong = Diagnostic::new(misfit.code, default.at, path, message)
            .note(misfit.why.unwrap_or(why))
            .help("give another with `#[schema(default = …)]`, or publish none with `#[schema(no_default)]`");
        out.push(wrong);
    }
}

/// Whether the type holds a value that `enum(…)` names.
pub(super) fn check_choice(node: &Node, choice: &Value) -> Result<(), String> {
    let shape = Node {
        numbers: super::node::Numbers {
            range: node.numbers.range,
            ..Default::default()
        },
        ty: node.ty,
        int_or_string: node.int_or_string,
        preserve: true,
        items: node.items.clone(),
        additional: node.additional.clone(),
        properties: node.properties.clone(),
        required: node.required.clone(),
        ..Node::default()
    };
    fits(&shape, choice, "").map_err(|misfit| misfit.what)
}

fn fits(node: &Node, value: &Value, at: &str) -> Fit {
    if value.is_null() {
        let null_is_fine = node.nullable;
        return if null_is_fine {
            Ok(())
        } else {
            misfit(at, "null, and the value may not be null")
        };
    }
    if let Some(choices) = &node.choices
        && !choices.contains(value)
    {
        return contradiction(at, &format!("{value}, which the `enum` does not hold"));
    }
    match (node.ty, value) {
        (None, Value::Number(_) | Value::String(_)) if node.int_or_string => scalar(node, value, at),
        (None, _) if node.int_or_string => misfit(at, &format!("{value}, neither an integer nor a string")),
        (None, Value::String(_)) => scalar(node, value, at),
        (None, _) | (Some(Type::Boolean), Value::Bool(_)) => Ok(()),
        (Some(Type::Integer | Type::Number), Value::Number(_)) | (Some(Type::String), Value::String(_)) => {
            scalar(node, value, at)
        }
        (Some(Type::Array), Value::Array(items)) => list(node, items, at),
        (Some(Type::Object), Value::Object(members)) => object(node, members, at),
        (Some(ty), _) => misfit(at, &format!("{value}, which is no {}", ty.as_str())),
    }
}

fn misfit(at: &str, what: &str) -> Fit {
    wrong(Code::DoesNotFit, at, what)
}

fn contradiction(at: &str, what: &str) -> Fit {
    wrong(Code::Contradiction, at, what)
}

fn wrong(code: Code, at: &str, what: &str) -> Fit {
    let what = place(at, what);
    Err(Misfit {
        code,
        what,
        why: None,
    })
}

fn place(at: &str, what: &str) -> String {
    if at.is_empty() {
        format!("it is {what}")
    } else {
        format!("`{at}` is {what}")
    }
}

fn scalar(node: &Node, value: &Value, at: &str) -> Fit {
    match value {
        Value::Number(value) => numeric(node, value, at),
        Value::String(value) => {
            let length = u64::try_from(value.chars().count()).unwrap_or(u64::MAX);
            sized(node.length, length, at, "characters")
        }
        _ => Ok(()),
    }
}

fn numeric(node: &Node, value: &Number, at: &str) -> Fit {
    let whole = number::integer(value);
    if node.ty != Some(Type::Number) {
        let Some(whole) = whole else {
            return wrong(
                Code::BoundOutOfRange,
                at,
                &format!("{value}, and the value is an integer"),
            );
        };
        in_range(node, whole, at)?;
    }
    let above = node
        .numbers
        .minimum
        .as_ref()
        .is_none_or(|min| match number::compare(value, &min.value) {
            Ordering::Less => false,
            Ordering::Equal => !min.exclusive,
            Ordering::Greater => true,
        });
    let below = node
        .numbers
        .maximum
        .as_ref()
        .is_none_or(|max| match number::compare(value, &max.value) {
            Ordering::Greater => false,
            Ordering::Equal => !max.exclusive,
            Ordering::Less => true,
        });
    if !(above && below) {
        return contradiction(at, &format!("{value}, outside of its bounds"));
    }
    // Of fractions the server has an arithmetic of its own.
    let divides = |multiple: &Number| match (whole, number::integer(multiple)) {
        (Some(value), Some(multiple)) => value.checked_rem(multiple) == Some(0),
        _ => true,
    };
    match node.numbers.multiples.iter().find(|multiple| !divides(multiple)) {
        Some(multiple) => contradiction(at, &format!("{value}, no multiple of {multiple}")),
        None => Ok(()),
    }
}

/// Whether the type holds an integer, and every reader of it too.
fn in_range(node: &Node, whole: i128, at: &str) -> Fit {
    let (min, max) = node
        .numbers
        .range
        .unwrap_or((i128::from(i64::MIN), i128::from(i64::MAX)));
    if (min..=max).contains(&whole) {
        return Ok(());
    }
    let (what, why) = if i64::try_from(whole).is_err() {
        (
            format!("{whole}, more than an integer of the API server holds"),
            Some("it keeps integers as 64 bits with a sign: from -2^63 to 2^63-1"),
        )
    } else if whole.abs() > number::MAX_MAGNITUDE {
        (
            format!("{whole}, of a magnitude over 2^63-1024"),
            Some(
                "the API server keeps bounds, and many clients keep all numbers, as 64-bit floats: the next one is 2^63, which no integer of 64 bits is",
            ),
        )
    } else {
        (
            format!("{whole}, outside of what the type holds: {min} to {max}"),
            None,
        )
    };
    Err(Misfit {
        code: Code::BoundOutOfRange,
        what: place(at, &what),
        why,
    })
}

fn sized(size: Size, length: u64, at: &str, unit: &str) -> Fit {
    let enough = size.min.is_none_or(|min| length >= min.value);
    let fits = size.max.is_none_or(|max| length <= max.value);
    if enough && fits {
        Ok(())
    } else {
        contradiction(at, &format!("of {length} {unit}, which its bounds don't allow"))
    }
}

fn list(node: &Node, items: &[Value], at: &str) -> Fit {
    sized(
        node.count,
        u64::try_from(items.len()).unwrap_or(u64::MAX),
        at,
        "items",
    )?;
    let Some(schema) = node.items.as_deref() else {
        return Ok(());
    };
    unique(node, schema, items, at)?;
    items
        .iter()
        .enumerate()
        .try_for_each(|(index, item)| fits(schema, item, &format!("{at}[{index}]")))
}

/// Whether a set holds each value once, and a map list one item for each of its keys. The server asks this of objects
/// alone: it takes a definition whose default every object would be refused for.
fn unique(node: &Node, schema: &Node, items: &[Value], at: &str) -> Fit {
    let kind = node.list.kind.as_ref().map(|kind| kind.value.as_str());
    let keys = node.list.keys.iter().flat_map(|keys| &keys.value);
    let keys: Vec<&str> = keys.map(|key| key.value.as_str()).collect();
    let (is_set, what) = match kind {
        Some("set") => (true, "a set holds each value once"),
        Some("map") => (false, "a map list holds one item for each of its keys"),
        _ => return Ok(()),
    };
    let is_same = |a: &Value, b: &Value| {
        if is_set {
            same(a, b)
        } else {
            keys.iter().all(|key| same_member(schema, key, a, b))
        }
    };
    for (index, item) in items.iter().enumerate() {
        if let Some(first) = items.iter().take(index).position(|other| is_same(other, item)) {
            return wrong(
                Code::ListType,
                &format!("{at}[{index}]"),
                &format!("the same as `{at}[{first}]`, and {what}"),
            );
        }
    }
    Ok(())
}

/// Whether two items have the same value for a key; one that lacks it gets the key's own default.
fn same_member(schema: &Node, key: &str, a: &Value, b: &Value) -> bool {
    let default = schema.properties.get(key).and_then(|key| key.default.as_ref());
    let member = |item: &Value| {
        let own = item.get(key).cloned();
        own.or_else(|| default.map(|default| default.value.clone()))
    };
    match (member(a), member(b)) {
        (Some(a), Some(b)) => same(&a, &b),
        _ => false,
    }
}

/// Whether the server stores the same for two values: it writes 1.0 as 1.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => number::compare(a, b) == Ordering::Equal,
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

fn object(node: &Node, members: &Map<String, Value>, at: &str) -> Fit {
    sized(
        node.fields,
        u64::try_from(members.len()).unwrap_or(u64::MAX),
        at,
        "properties",
    )?;
    let below = |name: &str| {
        if at.is_empty() {
            name.to_owned()
        } else {
            format!("{at}.{name}")
        }
    };
    for name in &node.required {
        if !members.contains_key(name) {
            return misfit(
                &below(name),
                "missing, and required (a default is not itself defaulted)",
            );
        }
    }
    let variants = node.junctors.one_of.iter().filter_map(only_required);
    let (all, set) = variants.fold((0, 0), |(all, set), name| {
        (all + 1, set + usize::from(members.contains_key(name)))
    });
    if all > 0 && set != 1 {
        let what = format!("an object with {set} of the variants, and an enum has exactly one");
        return misfit(at, &what);
    }
    for (name, value) in members {
        match (node.properties.get(name), node.additional.as_ref()) {
            (Some(schema), _) | (None, Some(schema)) => fits(schema, value, &below(name))?,
            (None, None) if node.preserve => {}
            (None, None) => return misfit(&below(name), "no field of the schema"),
        }
    }
    Ok(())
}
