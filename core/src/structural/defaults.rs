//! Values against nodes: defaults, and what `enum(…)` allows. Patterns and rules are left to who can evaluate them.

use super::node::{Node, Size, Type};
use super::number;
use super::variants::only_required;
use crate::diag::{Code, Diagnostic, Diagnostics};
use serde_json::{Map, Number, Value};
use std::cmp::Ordering;

/// Why a value doesn't fit, with the code of it.
type Fit = Result<(), (Code, String)>;

/// Checks the default of a node, as the server does when it takes a definition.
pub(super) fn check(node: &Node, path: &str, out: &mut Diagnostics) {
    let Some(default) = &node.default else {
        return;
    };
    if let Err((code, why)) = fits(node, &default.value, "") {
        let wrong = Diagnostic::new(code, default.at, path, format!("the default does not fit: {why}"))
            .note("the API server refuses the definition, or every object that gets the default")
            .help("give another with `#[schema(default = …)]`, or publish none with `#[schema(no_default)]`");
        out.push(wrong);
    }
}

/// Whether the type holds a value that `enum(…)` names.
pub(super) fn check_choice(node: &Node, choice: &Value) -> Result<(), String> {
    if choice.is_null() {
        return Ok(());
    }
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
    fits(&shape, choice, "").map_err(|(_, why)| why)
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
        return Err((
            Code::Contradiction,
            place(at, &format!("{value}, which the `enum` does not hold")),
        ));
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
    Err((Code::DoesNotFit, place(at, what)))
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
    let out_of_range = |why: &str| Err((Code::BoundOutOfRange, place(at, &format!("{value}, {why}"))));
    let whole = number::integer(value);
    if node.ty != Some(Type::Number) {
        let Some(whole) = whole else {
            return out_of_range("and the value is an integer");
        };
        let range = node
            .numbers
            .range
            .unwrap_or((i128::from(i64::MIN), i128::from(i64::MAX)));
        if !(range.0..=range.1).contains(&whole) {
            return out_of_range("outside of what the type holds");
        }
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
        return Err((
            Code::Contradiction,
            place(at, &format!("{value}, outside of its bounds")),
        ));
    }
    // Of fractions the server has an arithmetic of its own.
    let divides = |multiple: &Number| match (whole, number::integer(multiple)) {
        (Some(value), Some(multiple)) => value.checked_rem(multiple) == Some(0),
        _ => true,
    };
    match node.numbers.multiples.iter().find(|multiple| !divides(multiple)) {
        Some(multiple) => Err((
            Code::Contradiction,
            place(at, &format!("{value}, no multiple of {multiple}")),
        )),
        None => Ok(()),
    }
}

fn sized(size: Size, length: u64, at: &str, unit: &str) -> Fit {
    let enough = size.min.is_none_or(|min| length >= min.value);
    let fits = size.max.is_none_or(|max| length <= max.value);
    if enough && fits {
        Ok(())
    } else {
        Err((
            Code::Contradiction,
            place(at, &format!("of {length} {unit}, which its bounds don't allow")),
        ))
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
    items
        .iter()
        .enumerate()
        .try_for_each(|(index, item)| fits(schema, item, &format!("{at}[{index}]")))
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
