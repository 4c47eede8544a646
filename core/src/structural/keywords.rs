//! The keywords of one schema object, laid over what it refers to.

use super::extensions;
use super::load::Loader;
use super::node::{Bound, Node, Size, Type};
use super::number;
use super::place::{Origin, Place};
use crate::span::{Span, Spanned};
use serde_json::{Map, Number, Value};

impl Loader<'_> {
    pub(super) fn keywords(&mut self, node: &mut Node, object: &Map<String, Value>, at: &Place) {
        self.types(node, object, at);
        self.choices(node, object, at);
        annotations(node, object, at.said());
        bounds(node, object, at);
        self.sequence(node, object, at);
        self.members(node, object, at);
        extensions::read(node, object, at.said());
        if at.origin == Origin::Literal {
            self.literal(node, object, at);
        } else if let Some(not) = object.get("not") {
            self.not(node, not, at);
        }
        if (object.contains_key("format") || object.contains_key("type"))
            && let Some(wrong) = node.settle_format(at)
        {
            self.error(wrong);
        }
    }

    fn types(&mut self, node: &mut Node, object: &Map<String, Value>, at: &Place) {
        if let Some(format) = object.get("format").and_then(Value::as_str) {
            node.format = Some(format.to_owned());
        }
        match object.get("type") {
            Some(Value::String(name)) => self.one_type(node, &[name.as_str()], at),
            Some(Value::Array(names)) => {
                let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
                let (nulls, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| *name == "null");
                node.nullable |= !nulls.is_empty();
                self.one_type(node, &others, at);
            }
            Some(_) => self.unsupported(at, "`type` is neither a name nor a list of names"),
            None if node.ty.is_none() && object.contains_key("properties") => node.ty = Some(Type::Object),
            None => {}
        }
    }

    fn one_type(&mut self, node: &mut Node, names: &[&str], at: &Place) {
        match names {
            [] | ["null"] => {
                node.nullable = true;
                self.unsupported(at, "a value that is always null has no structural schema");
            }
            [name] => match Type::parse(name) {
                Some(ty) => node.ty = Some(ty),
                None => {
                    node.preserve = true;
                    self.unsupported(at, &format!("`{name}` is no type"));
                }
            },
            ["integer", "string"] | ["string", "integer"] => {
                node.ty = None;
                node.format = None;
                node.int_or_string = true;
            }
            several => {
                node.preserve = true;
                let message = format!(
                    "a value of several types ({}) has no structural schema",
                    several.join(", ")
                );
                self.unsupported(at, &message);
            }
        }
    }

    /// `enum` and `const`; null among them makes the node nullable.
    fn choices(&mut self, node: &mut Node, object: &Map<String, Value>, at: &Place) {
        let choices: Vec<Value> = match (object.get("enum"), object.get("const")) {
            (Some(Value::Array(choices)), _) => choices.clone(),
            (_, Some(value)) => vec![value.clone()],
            _ => return,
        };
        let (nulls, choices): (Vec<_>, Vec<_>) = choices.into_iter().partition(Value::is_null);
        node.nullable |= !nulls.is_empty();
        if node.is_any() && at.origin == Origin::Rust {
            node.ty = common_type(&choices);
            if node.is_any() {
                node.preserve = true;
                self.unsupported(at, "an enum of values of several types has no structural schema");
                return;
            }
        }
        node.choices = Some(choices);
    }
}

fn common_type(values: &[Value]) -> Option<Type> {
    let mut types = values.iter().map(|value| match value {
        Value::Bool(_) => Some(Type::Boolean),
        Value::Number(value) if value.is_f64() => Some(Type::Number),
        Value::Number(_) => Some(Type::Integer),
        Value::String(_) => Some(Type::String),
        _ => None,
    });
    let first = types.next()??;
    types.all(|ty| ty == Some(first)).then_some(first)
}

fn annotations(node: &mut Node, object: &Map<String, Value>, at: Span) {
    let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    node.title = text("title").or(node.title.take());
    node.description = text("description").or(node.description.take());
    if let Some(default) = object.get("default").filter(|default| !default.is_null()) {
        node.default = Some(Spanned::new(default.clone(), at));
    }
    if let Some(example) = object.get("example") {
        node.example = Some(example.clone());
    }
    if let Some(docs) = object
        .get("externalDocs")
        .filter(|docs| extensions::is_external_docs(docs))
    {
        node.external_docs = Some(docs.clone());
    }
    if let Some(nullable) = object.get("nullable").and_then(Value::as_bool) {
        node.nullable = nullable;
    }
}

fn bounds(node: &mut Node, object: &Map<String, Value>, at: &Place) {
    let flag = |key: &str| object.get(key).and_then(Value::as_bool).unwrap_or_default();
    let bound = |key: &str, exclusive: bool| bound(object.get(key)?, exclusive, at);
    if let Some(bound) = bound("minimum", flag("exclusiveMinimum")) {
        node.raise(bound);
    }
    if let Some(bound) = bound("maximum", flag("exclusiveMaximum")) {
        node.cap(bound);
    }
    // JSON Schema's own form: a bound, not a flag.
    if let Some(bound) = bound("exclusiveMinimum", true) {
        node.raise(bound);
    }
    if let Some(bound) = bound("exclusiveMaximum", true) {
        node.cap(bound);
    }
    if let Some(Value::Number(multiple)) = object.get("multipleOf") {
        node.numbers.multiples = vec![number::written(multiple)];
    }
    if let Some(pattern) = object.get("pattern").and_then(Value::as_str) {
        node.add_pattern(pattern.to_owned(), at.said());
    }
    node.length = size(node.length, object, "minLength", "maxLength");
    node.count = size(node.count, object, "minItems", "maxItems");
    node.fields = size(node.fields, object, "minProperties", "maxProperties");
}

/// A bound. One that the server can't compare with says nothing that the type's format doesn't say; in a literal it
/// stays, and is refused by who reads the whole.
fn bound(value: &Value, exclusive: bool, at: &Place) -> Option<Bound> {
    let Value::Number(value) = value else {
        return None;
    };
    let keeps = at.origin == Origin::Literal || number::is_comparable(value);
    keeps.then(|| Bound {
        value: number::written(value),
        exclusive,
        at: at.span,
    })
}

fn size(there: Size, object: &Map<String, Value>, min: &str, max: &str) -> Size {
    let read = |key: &str| {
        let Some(Value::Number(size)) = object.get(key) else {
            return None;
        };
        Some(Spanned::new(whole(size)?, Span::NONE))
    };
    Size {
        min: read(min).or(there.min),
        max: read(max).or(there.max),
    }
}

fn whole(size: &Number) -> Option<u64> {
    let size = number::integer(size).and_then(|size| u64::try_from(size).ok());
    size.filter(|size| i64::try_from(*size).is_ok())
}
