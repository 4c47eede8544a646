//! Model → template: what serde writes for a type, as JSON Schema with holes.
//!
//! Only what tokens can tell is decided here: names, which fields there are, which may be missing by serde's word,
//! the shape of an enum. Whatever depends on a type (a hole) is left to the structural stage; what our attributes
//! say travels there as [`Facts`] and is never written as a keyword.

mod defaults;
mod enums;
mod fields;
mod places;
mod structs;

#[cfg(test)]
mod tests;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Container, Facts, HoleId, Resource, SchemaKeys, Shape, TypeFacts};
use crate::span::{Span, Spanned};
use crate::template::{HOLE, OPTION};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub use places::{resource_without_places, without_places};

type Node = Map<String, Value>;

/// The template of a container's schema, with places.
///
/// # Errors
/// All shapes and keys that can't be lowered, sorted.
pub fn lower(container: &Container) -> Result<Value, Vec<Diagnostic>> {
    let mut lowering = Lowering {
        container,
        diagnostics: Diagnostics::new(),
    };
    let template = lowering.container();
    lowering.diagnostics.finish(Value::Object(template))
}

/// The `#[resource(…)]` of an item that derives `CustomResource`.
///
/// # Errors
/// Where there is none, and where the item has a type or lifetime parameter.
pub fn resource_of(container: &Container) -> Result<&Resource, Vec<Diagnostic>> {
    let name = &container.name;
    let wrong = |code, message: String, help: &str| {
        vec![Diagnostic::new(code, container.span, name.clone(), message).help(help)]
    };
    let Some(resource) = &container.resource else {
        let message = format!("`{name}` derives `CustomResource` and has no `#[resource(…)]`");
        let help = "add `#[resource(group = \"…\", version = \"…\")]` below the derive";
        return Err(wrong(Code::KeyMissing, message, help));
    };
    if !container.generics.is_empty() {
        let message = "a kind has one schema, and a generic type has many".to_owned();
        return Err(wrong(Code::KeyPlace, message, "write out the type of each kind"));
    }
    Ok(resource)
}

/// What is wrong with a `#[resource(…)]` on an item that derives `Schema` and not `CustomResource`.
#[must_use]
pub fn resource_without_derive(name: &str, at: Span) -> Diagnostic {
    let message =
        format!("`#[resource(…)]` makes no kind of `{name}`, which doesn't derive `CustomResource`");
    Diagnostic::new(Code::KeyPlace, at, name, message)
        .help("derive `CustomResource` too, or leave `#[resource(…)]` out")
}

/// The template of a `#[resource(…)]`: its serialised form, whose texts may be holes.
///
/// # Errors
/// Where the model can't be written as JSON.
pub fn lower_resource(resource: &Resource) -> Result<Value, Vec<Diagnostic>> {
    serde_json::to_value(resource).map_err(|error| {
        vec![Diagnostic::new(
            Code::KeyValue,
            resource.at,
            resource.root.clone(),
            format!("the attribute can't be written as JSON: {error}"),
        )]
    })
}

/// The holes that a template needs filled, each with whether its type is only asked whether it is an `Option`, which
/// needs no schema.
#[must_use]
pub fn used_holes(template: &Value) -> BTreeMap<HoleId, bool> {
    let mut used = BTreeMap::new();
    collect_holes(template, &mut used);
    used
}

fn collect_holes(template: &Value, used: &mut BTreeMap<HoleId, bool>) {
    match template {
        Value::Object(object) => {
            for (key, value) in object {
                match hole_of(key, value) {
                    Some(id) => *used.entry(id).or_default() |= key == OPTION,
                    None => collect_holes(value, used),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_holes(item, used)),
        _ => {}
    }
}

/// The hole that a template has at this key, if it has one.
#[must_use]
pub fn hole_of(key: &str, value: &Value) -> Option<HoleId> {
    let id = value.as_u64().filter(|_| key == HOLE || key == OPTION)?;
    HoleId::try_from(id).ok()
}

/// One container on its way, and what is wrong with it.
struct Lowering<'a> {
    container: &'a Container,
    diagnostics: Diagnostics,
}

impl Lowering<'_> {
    fn container(&mut self) -> Node {
        let container = self.container;
        let mut type_ = container.facts.clone();
        self.type_defaults(&mut type_);
        let literal = self.literal(&mut type_.schema, &container.name);
        let mut facts = Facts {
            name: container.name.clone(),
            at: container.span,
            literal: literal.as_ref().map(|literal| literal.at),
            ..Facts::default()
        };
        let mut node = match literal {
            Some(literal) => literal.value,
            None if replaces_shape(&type_, &container.shape) => Node::new(),
            None => self.shape(&mut facts),
        };
        facts.type_ = Some(type_);
        describe(&mut node, &container.docs);
        self.attach(&mut node, &facts);
        node
    }

    fn shape(&mut self, facts: &mut Facts) -> Node {
        let container = self.container;
        match &container.shape {
            Shape::Struct(fields) => {
                let defaulted = container.serde.default != crate::model::SerdeDefault::None;
                self.structure(fields, defaulted, &container.name)
            }
            Shape::Newtype(field) => self.newtype(field, facts),
            Shape::Tuple(fields) => self.tuple(fields, &container.name),
            Shape::Unit => self.unit(),
            Shape::Enum(variants) => self.enumeration(variants, facts),
        }
    }

    /// Takes the literal of `with = { … }` out of the keys, with the place of the key: it stands in the node.
    fn literal(&mut self, keys: &mut SchemaKeys, path: &str) -> Option<Spanned<Node>> {
        let with = keys.with.take()?;
        match with.value {
            Value::Object(literal) if !literal.contains_key(HOLE) && !literal.contains_key(Facts::KEY) => {
                Some(Spanned::new(literal, with.at))
            }
            _ => {
                let wrong = Diagnostic::new(
                    Code::KeyValue,
                    with.at,
                    path,
                    "`with` takes a schema, written as a JSON object",
                )
                .help("write `with = { \"type\": \"string\" }`");
                self.diagnostics.push(wrong);
                Some(Spanned::new(Node::new(), with.at))
            }
        }
    }

    fn attach(&mut self, node: &mut Node, facts: &Facts) {
        let facts = self.json(facts);
        node.insert(Facts::KEY.to_owned(), facts);
    }

    fn json(&mut self, part: &impl Serialize) -> Value {
        serde_json::to_value(part).unwrap_or_else(|error| {
            self.diagnostics.push(Diagnostic::new(
                Code::KeyValue,
                self.container.span,
                self.container.name.clone(),
                format!("an attribute can't be written as JSON: {error}"),
            ));
            Value::Null
        })
    }
}

/// Whether what the type says of its own JSON type stands instead of what its shape would give.
///
/// A newtype's hole is kept: `structural` lays the keys over it.
fn replaces_shape(type_: &TypeFacts, shape: &Shape) -> bool {
    let other_type = type_
        .schema
        .type_
        .as_ref()
        .is_some_and(|given| given.value != "object" || !matches!(shape, Shape::Struct(_)));
    let int_or_string = type_.schema.int_or_string.as_ref().is_some_and(|flag| flag.value);
    !matches!(shape, Shape::Newtype(_)) && (other_type || int_or_string)
}

/// The doc comment is the description, unless the node has one.
fn describe(node: &mut Node, docs: &str) {
    if !docs.is_empty() {
        node.entry("description")
            .or_insert_with(|| Value::String(docs.to_owned()));
    }
}
