//! `anyOf`, `oneOf`, `allOf` and `not` as schemars and our templates write them: what they mean here.

use super::flatten::is_flattened;
use super::load::Loader;
use super::node::{Node, Type};
use super::place::Place;
use serde_json::{Map, Value, json};

impl Loader<'_> {
    /// What a schema wraps: the inside of an `Option`, an enum, or a schema under a field's own keys.
    pub(super) fn wrapped(&mut self, object: &Map<String, Value>, at: &Place) -> Node {
        let members = |key: &str| object.get(key).and_then(Value::as_array);
        if let Some(branches) = members("oneOf") {
            return self.branches(branches, at);
        }
        if let Some(branches) = members("anyOf") {
            return self.branches(branches, at);
        }
        let inner: Vec<&Value> = members("allOf")
            .into_iter()
            .flatten()
            .filter(|member| !is_flattened(member))
            .collect();
        match inner.as_slice() {
            [] => Node::default(),
            [one] => self.node(one, &at.within()),
            _ => {
                self.unsupported(at, "a schema that joins several has no structural form");
                Node::unknown()
            }
        }
    }

    fn branches(&mut self, branches: &[Value], at: &Place) -> Node {
        let (nulls, others): (Vec<&Value>, Vec<&Value>) = branches.iter().partition(|branch| is_null(branch));
        let mut node = self.union(&others, nulls.is_empty(), at);
        node.nullable |= !nulls.is_empty();
        node
    }

    /// `whole`: no branch is taken away, so that one branch alone may be an enum of one variant.
    fn union(&mut self, branches: &[&Value], whole: bool, at: &Place) -> Node {
        let tagged = branches.iter().filter(|branch| variant(branch).is_some()).count();
        let listed: Vec<&Value> = branches.iter().flat_map(|branch| names(branch)).collect();
        let units = branches.iter().filter(|branch| !names(branch).is_empty()).count();
        match branches {
            [] => {
                self.unsupported(at, "a value that is always null has no structural schema");
                Node::unknown()
            }
            _ if tagged == branches.len() && whole => self.variants(branches, at),
            [one] => self.node(one, &at.within()),
            _ if tagged == branches.len() => self.variants(branches, at),
            _ if units == branches.len() => Node {
                choices: Some(listed.into_iter().cloned().collect()),
                ..Node::of(Type::String)
            },
            _ if tagged + units == branches.len() => {
                self.mixed(at);
                Node::unknown()
            }
            [a, b] if is_integer_or_string(a, b) => Node {
                int_or_string: true,
                ..Node::default()
            },
            _ => {
                self.unsupported(at, "a value of one of several schemas has no structural schema");
                Node::unknown()
            }
        }
    }

    /// `not` as schemars writes it: one value that is none.
    pub(super) fn not(&mut self, node: &mut Node, not: &Value, at: &Place) {
        let values = match (not.get("const"), not.get("enum")) {
            (Some(value), _) => vec![value.clone()],
            (None, Some(Value::Array(values))) => values.clone(),
            _ => {
                self.unsupported(
                    at,
                    "a value that must not match a schema has no structural schema",
                );
                return;
            }
        };
        node.junctors.not = Some(json!({ "enum": values }));
    }
}

/// The names of the unit variants of a branch.
fn names(branch: &Value) -> Vec<&Value> {
    let choices = match (branch.get("const"), branch.get("enum")) {
        (Some(name), _) => vec![name],
        (None, Some(Value::Array(names))) => names.iter().collect(),
        _ => Vec::new(),
    };
    if choices.iter().all(|name| name.is_string()) {
        choices
    } else {
        Vec::new()
    }
}

/// The name and schema of an externally tagged variant: an object with one property, which is required.
pub(super) fn variant(branch: &Value) -> Option<(&String, &Value)> {
    let mut properties = branch.get("properties")?.as_object()?.iter();
    let (name, schema) = properties.next()?;
    let required = branch.get("required")?.as_array()?;
    let only = properties.next().is_none() && matches!(required.as_slice(), [one] if one == name);
    only.then_some((name, schema))
}

fn is_null(branch: &Value) -> bool {
    branch.get("type").is_some_and(|ty| ty == "null")
        || branch.get("const").is_some_and(Value::is_null)
        || branch
            .get("enum")
            .is_some_and(|choices| *choices == json!([null]))
}

/// Whether two branches are an integer of 32 or 64 bits and a string, and nothing more.
fn is_integer_or_string(a: &Value, b: &Value) -> bool {
    let is = |branch: &Value, name: &str| {
        let plain = branch.as_object().is_some_and(|keys| {
            keys.iter().all(|(key, value)| {
                matches!(key.as_str(), "type" | "description")
                    || key == "format" && (value == "int32" || value == "int64")
            })
        });
        plain && branch.get("type").is_some_and(|ty| ty == name)
    };
    is(a, "integer") && is(b, "string") || is(a, "string") && is(b, "integer")
}
