//! Bounds that no value meets, that mean nothing, or that are missing.

use super::node::{Node, properties};
use super::{Check, Level, Lint, Told};
use serde_json::Value;

pub(super) const LINTS: &[Lint] = &[
    Lint {
        name: "min-above-max",
        level: Level::Warn,
        finds: "a lower bound above the upper one",
        why: "the API server takes the CRD and then refuses every value",
        way_out: "make the upper bound at least the lower one",
        in_rust: "make the upper bound at least the lower one",
        check: Check::Node(min_above_max),
    },
    Lint {
        name: "negative-size",
        level: Level::Warn,
        finds: "a length or count that is negative",
        why: "a negative upper bound refuses every value, a negative lower one allows every value",
        way_out: "use 0 or more, or leave the bound out",
        in_rust: "use 0 or more, or leave the bound out",
        check: Check::Node(negative_size),
    },
    Lint {
        name: "bound-without-effect",
        level: Level::Warn,
        finds: "a bound on a type that it does not apply to (`maxLength` on an integer)",
        why: "the API server takes it and never checks it",
        way_out: "use the bound of the type, or change the type",
        in_rust: "use the bound of the type, or change the type",
        check: Check::Node(without_effect),
    },
    Lint {
        name: "unbounded-under-rule",
        level: Level::Off,
        finds: "a list, map or string without an upper bound that has a CEL rule, or a list or map above a rule",
        why: "the API server reckons with the largest value possible, so the rule takes a large part of the CRD's cost budget",
        way_out: "add `maxItems`, `maxProperties` or `maxLength`",
        in_rust: "add `#[validation(max_items = …)]`, `max_properties` or `max_length`",
        check: Check::Node(unbounded_under_rule),
    },
    Lint {
        name: "unbounded",
        level: Level::Off,
        finds: "a list, map or string without an upper bound",
        why: "one object may be as large as a request, and CEL rules over it become expensive",
        way_out: "add `maxItems`, `maxProperties` or `maxLength`",
        in_rust: "add `#[validation(max_items = …)]`, `max_properties` or `max_length`",
        check: Check::Node(unbounded),
    },
    Lint {
        name: "unanchored-pattern",
        level: Level::Off,
        finds: "a pattern without `^` at its start or `$` at its end",
        why: "a pattern matches anywhere in the text: `[a-z]+` takes `1a?`",
        way_out: "write `^…$`, or `^.*…` where the rest may be anything",
        in_rust: "write `^…$`, or `^.*…` where the rest may be anything",
        check: Check::Node(unanchored),
    },
];

/// Lower and upper bounds of sizes, and the type that they are for.
const SIZES: [(&str, &str, &str); 3] = [
    ("minLength", "maxLength", "string"),
    ("minItems", "maxItems", "array"),
    ("minProperties", "maxProperties", "object"),
];
const NUMBERS: [&str; 3] = ["minimum", "maximum", "multipleOf"];

fn min_above_max(node: &Node<'_, '_>, told: &mut Told<'_>) {
    for (min, max) in [("minimum", "maximum")]
        .into_iter()
        .chain(SIZES.map(|(min, max, _)| (min, max)))
    {
        let (Some(low), Some(high)) = (node.get(min), node.get(max)) else {
            continue;
        };
        if is_above(low, high) {
            told.at(max, format!("`{min}` {low} is above `{max}` {high}"));
        }
    }
    let (low, high) = (node.get("minimum"), node.get("maximum"));
    let exclusive = node.is("exclusiveMinimum") || node.is("exclusiveMaximum");
    if let (Some(low), Some(high), true) = (low, high, exclusive)
        && low.as_f64() == high.as_f64()
    {
        told.at(
            "maximum",
            format!("nothing lies between `minimum` {low} and `maximum` {high}, one of them excluded"),
        );
    }
}

fn is_above(low: &Value, high: &Value) -> bool {
    match (low.as_i64(), high.as_i64()) {
        (Some(low), Some(high)) => low > high,
        _ => low
            .as_f64()
            .zip(high.as_f64())
            .is_some_and(|(low, high)| low > high),
    }
}

fn negative_size(node: &Node<'_, '_>, told: &mut Told<'_>) {
    for keyword in SIZES.iter().flat_map(|(min, max, _)| [*min, *max]) {
        if let Some(size) = node
            .get(keyword)
            .and_then(Value::as_f64)
            .filter(|size| *size < 0.0)
        {
            told.at(keyword, format!("`{keyword}` is {size}"));
        }
    }
}

fn without_effect(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let ty = node.type_name();
    if ty.is_empty() || node.is("x-kubernetes-int-or-string") {
        return;
    }
    let numbers = NUMBERS.into_iter().map(|keyword| (keyword, "number"));
    let sizes = SIZES
        .into_iter()
        .flat_map(|(min, max, ty)| [(min, ty), (max, ty)]);
    for (keyword, wanted) in numbers.chain(sizes).chain([("pattern", "string")]) {
        let fits = ty == wanted || (wanted == "number" && ty == "integer");
        if node.get(keyword).is_some() && !fits {
            told.at(keyword, format!("`{keyword}` does nothing on `type: {ty}`"));
        }
    }
}

/// The keyword that the node lacks: the upper bound of its size.
fn lacks(node: &Node<'_, '_>) -> Option<&'static str> {
    let bounded = |keyword: &'static str| node.get(keyword).is_none().then_some(keyword);
    match node.type_name() {
        "array" => bounded("maxItems"),
        "object" if node.is_map() => bounded("maxProperties"),
        "string" if node.get("enum").is_none() && node.get("format").is_none() => bounded("maxLength"),
        _ => None,
    }
}

fn unbounded(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if let Some(keyword) = lacks(node) {
        told.at("", format!("the {} has no `{keyword}`", kind(node)));
    }
}

fn unbounded_under_rule(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let Some(keyword) = lacks(node) else { return };
    if !node.rules().is_empty() {
        told.at("", format!("the {} has a rule and no `{keyword}`", kind(node)));
    } else if has_rule_below(node) {
        told.at(
            "",
            format!("the {} has a rule below it and no `{keyword}`", kind(node)),
        );
    }
}

/// Whether a rule stands below; looked for without the paths, which nobody asks for here.
fn has_rule_below(node: &Node<'_, '_>) -> bool {
    let mut pending = vec![node.schema];
    while let Some(schema) = pending.pop() {
        let own = ["items", "additionalProperties"];
        let own = own.iter().filter_map(|key| schema.get(*key));
        for below in own.chain(properties(schema).map(|(_, property)| property)) {
            let Some(below) = below.as_object() else { continue };
            if below.contains_key("x-kubernetes-validations") {
                return true;
            }
            pending.push(below);
        }
    }
    false
}

fn kind(node: &Node<'_, '_>) -> &'static str {
    match node.type_name() {
        "array" => "list",
        "object" => "map",
        _ => "string",
    }
}

fn unanchored(node: &Node<'_, '_>, told: &mut Told<'_>) {
    let pattern = node.text("pattern");
    let anchored = pattern.starts_with('^') && pattern.ends_with('$');
    if !pattern.is_empty() && !anchored {
        told.at(
            "pattern",
            format!("the pattern `{pattern}` matches anywhere in the text"),
        );
    }
}
