//! `#[immutable]`: the rule on the field, and the rule on the nearest ancestor that can't be absent.

use super::cel;
use super::node::{Node, Type};
use super::place::Place;
use super::rules::rule;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Immutable;
use crate::span::{Span, Spanned};
use serde_json::Value;

/// A rule that belongs to an object above the field.
struct Above {
    /// The properties from the field's anchor to the object.
    holder: Vec<String>,
    rule: Value,
    at: Span,
}

/// Where the walk stands below an anchor: the root, an item of a map list, a value of a map.
struct Below {
    /// The properties from the anchor, each with whether it is always there.
    steps: Vec<(String, bool)>,
    /// The list above that is no map list, so that old and new items can't be told apart.
    list: Option<String>,
}

impl Below {
    fn anchor(list: Option<String>) -> Self {
        Self {
            steps: Vec::new(),
            list,
        }
    }
}

/// Places the rules of all immutable fields.
pub(super) fn place_rules(root: &mut Node, out: &mut Diagnostics) {
    anchor(root, &Place::root(), None, out);
}

/// Walks what is below an anchor, and gives each object the rules that fields below it need.
fn anchor(node: &mut Node, at: &Place, list: Option<String>, out: &mut Diagnostics) {
    let mut above = Vec::new();
    walk(node, at, &mut Below::anchor(list), &mut above, out);
    for above in above {
        let holder = above.holder.iter().try_fold(&mut *node, |node, name| {
            node.properties.get_mut(name).map(|child| &mut **child)
        });
        if let Some(holder) = holder {
            holder.add_rule(above.rule, above.at);
        }
    }
}

fn walk(node: &mut Node, at: &Place, below: &mut Below, above: &mut Vec<Above>, out: &mut Diagnostics) {
    if let Some(said) = node.immutable.clone() {
        field(node, &said, at, below, above, out);
    }
    let always: Vec<bool> = node.properties.keys().map(|name| node.always_has(name)).collect();
    for ((name, property), always) in node.properties.iter_mut().zip(always) {
        if property.settled {
            continue;
        }
        if let Some(said) = property.immutable.take_if(|_| node.observed) {
            out.push(in_status(said.at, &at.property(name)));
        }
        below.steps.push((name.clone(), always));
        walk(property, &at.property(name), below, above, out);
        below.steps.pop();
    }
    let keyed = node.list.kind.as_ref().is_some_and(|kind| kind.value == "map");
    if let Some(items) = node.items.as_mut().filter(|items| !items.settled) {
        let list = below.list.clone().or_else(|| (!keyed).then(|| at.path.clone()));
        anchor(items, &at.items(), list, out);
    }
    if let Some(values) = node.additional.as_mut().filter(|values| !values.settled) {
        anchor(values, &at.values(), below.list.clone(), out);
    }
}

fn field(
    node: &mut Node,
    said: &Spanned<Immutable>,
    at: &Place,
    below: &Below,
    above: &mut Vec<Above>,
    out: &mut Diagnostics,
) {
    if let Some(wrong) = impossible(node, said.at, at, below) {
        out.push(wrong);
        return;
    }
    let message = match said.value.message.as_ref().map(|key| (&key.value, key.at)) {
        None => None,
        Some((Value::String(text), _)) if !text.trim().is_empty() && !text.contains(['\n', '\r']) => {
            Some(text.as_str())
        }
        Some((other, place)) => {
            out.push(no_message(other, place, at));
            return;
        }
    };
    node.add_rule(
        rule("self == oldSelf", message.unwrap_or("field is immutable")),
        said.at,
    );
    let present = below.steps.iter().take_while(|(_, always)| *always).count();
    let names: Vec<&str> = below
        .steps
        .iter()
        .skip(present)
        .map(|(name, _)| name.as_str())
        .collect();
    if names.is_empty() {
        return;
    }
    let Some(escaped) = names
        .iter()
        .map(|name| cel::name(name))
        .collect::<Option<Vec<_>>>()
    else {
        out.push(unreachable(&names, said.at, at));
        return;
    };
    let holder = below
        .steps
        .iter()
        .take(present)
        .map(|(name, _)| name.clone())
        .collect();
    let (text, default) = presence(&escaped, &names.join("."), said.value.from_creation);
    let rule = rule(text, message.map_or(default, str::to_owned));
    above.push(Above {
        holder,
        rule,
        at: said.at,
    });
}

fn no_message(said: &Value, place: Span, at: &Place) -> Diagnostic {
    let message = format!("`message` takes a text of one line, not {said}");
    Diagnostic::new(Code::KeyValue, place, at.path.clone(), message)
        .note("the API server takes no rule with another")
        .help("give the constant such a text, or leave the message out")
}

/// The rule on presence over a path, and its message.
fn presence(path: &[String], names: &str, from_creation: bool) -> (String, String) {
    let has = |object: &str| {
        let mut reached = object.to_owned();
        let terms: Vec<String> = path
            .iter()
            .map(|name| {
                reached = format!("{reached}.{name}");
                format!("has({reached})")
            })
            .collect();
        terms.join(" && ")
    };
    let (old, new, direct) = (has("oldSelf"), has("self"), path.len() == 1);
    match (from_creation, direct) {
        (true, true) => (
            format!("{old} == {new}"),
            format!("field {names} is immutable from creation"),
        ),
        (true, false) => (
            format!("({old}) == ({new})"),
            format!("field {names} is immutable from creation"),
        ),
        (false, true) => (
            format!("!{old} || {new}"),
            format!("field {names} is immutable once set"),
        ),
        (false, false) => (
            format!("!({old}) || ({new})"),
            format!("field {names} is immutable once set"),
        ),
    }
}

/// Why a field can't be immutable.
fn impossible(node: &Node, span: Span, at: &Place, below: &Below) -> Option<Diagnostic> {
    let wrong = |message: String| Diagnostic::new(Code::Immutable, span, at.path.clone(), message);
    if !node.has_cel_type() {
        let help = match node.ty {
            None => {
                "give it a type: `#[schema(type = \"object\", preserve_unknown_fields)]` for objects of any content"
            }
            Some(Type::Array) => "give the items a type",
            Some(_) => "give the values a type",
        };
        return Some(
            wrong("a value that may be anything can't be immutable".to_owned())
                .note("CEL compares only what has a type")
                .help(help),
        );
    }
    below.list.as_ref().map(|list| {
        wrong(format!("a field below the list `{list}` can't be immutable"))
            .note("its items can't be told apart from one update to the next")
            .help("make it a map list: `#[schema(list_type = \"map\", list_map_keys(…))]`, or mark the list itself")
    })
}

/// A field of a status whose type is immutable (the attribute on the field itself has been refused already).
fn in_status(span: Span, at: &Place) -> Diagnostic {
    let message = "a field of a status can't be immutable, and its type is";
    Diagnostic::new(Code::Immutable, span, at.path.clone(), message)
        .note("a controller writes the status anew from what it observes")
        .help("use a type without `#[immutable]`, and mark the fields of the spec that hold it")
}

fn unreachable(names: &[&str], span: Span, at: &Place) -> Diagnostic {
    let unknown = names
        .iter()
        .find(|name| cel::name(name).is_none())
        .copied()
        .unwrap_or_default();
    let message = format!("`{unknown}` may be absent, and CEL can't reach a field of that name to keep it");
    Diagnostic::new(Code::CelName, span, at.path.clone(), message)
        .help("make the field required, or rename it: letters, digits, `_`, `-`, `.` and `/`, no digit first")
}
