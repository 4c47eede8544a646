//! JSON → nodes: references inlined, one layer of a schema over the other, cycles and endless schemas refused.

use super::node::{Node, Type};
use super::place::{Origin, Place};
use super::{Descriptions, Kind, KubernetesTypes};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::kubernetes;
use crate::map_key;
use crate::model::Facts;
use crate::reference;
use crate::span::{Span, Spanned};
use serde::Deserialize as _;
use serde_json::{Map, Value};
use std::ops::Deref;
use std::rc::Rc;

/// How deep a schema may be, in nodes. A manifest has two levels of JSON for each, and readers stop at 128.
pub(super) const MAX_DEPTH: usize = 50;

/// How many nodes a schema may have. The API server stores no definition over 1.5 MB, which is far less.
const MAX_NODES: usize = 100_000;

/// Reads the schemas of one kind.
pub(super) struct Loader<'a> {
    definitions: &'a Map<String, Value>,
    pub(super) kubernetes: &'a KubernetesTypes,
    /// The definitions that are being read, outermost first.
    open: Vec<String>,
    nodes: usize,
    /// The depth of the deepest node.
    deepest: usize,
    out: Diagnostics,
}

/// What a reference leads to.
enum Definition<'a> {
    Own(&'a Value),
    Kubernetes(Rc<Value>),
}

impl Deref for Definition<'_> {
    type Target = Value;

    fn deref(&self) -> &Value {
        match self {
            Self::Own(schema) => schema,
            Self::Kubernetes(schema) => schema,
        }
    }
}

impl<'a> Loader<'a> {
    pub(super) fn new(kind: &Kind<'a>) -> Self {
        Self {
            definitions: kind.definitions,
            kubernetes: kind.kubernetes,
            open: Vec::new(),
            nodes: 0,
            deepest: 0,
            out: Diagnostics::new(),
        }
    }

    /// A loader of one definition apart from what is being read.
    pub(super) fn alone(&self, name: &str) -> Self {
        let open = self.open.iter().cloned().chain([name.to_owned()]);
        Self {
            open: open.collect(),
            nodes: 0,
            deepest: 0,
            out: Diagnostics::new(),
            ..*self
        }
    }

    /// How many nodes were read, how far they reach below a place, and what is wrong with them.
    pub(super) fn into_measured(self, at: &Place) -> (usize, usize, Diagnostics) {
        (self.nodes, self.deepest.saturating_sub(at.depth), self.out)
    }

    /// Whether so many nodes at a depth, which reach down by `height`, are within the limits; counts them if so.
    pub(super) fn admits(&mut self, nodes: usize, depth: usize, height: usize) -> bool {
        let within = self.nodes + nodes < MAX_NODES && depth + height <= MAX_DEPTH;
        if within {
            self.nodes += nodes;
            self.deepest = self.deepest.max(depth + height);
        }
        within
    }

    pub(super) fn into_diagnostics(self) -> Diagnostics {
        self.out
    }

    pub(super) fn error(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// The node of a schema.
    pub(super) fn node(&mut self, schema: &Value, at: &Place) -> Node {
        if self.is_endless(at) {
            return Node::unknown();
        }
        self.nodes += 1;
        self.deepest = self.deepest.max(at.depth);
        match schema {
            Value::Bool(true) => Node::any(),
            Value::Object(object) => self.object(object, at),
            _ => {
                self.unsupported(at, "the schema of the type takes no value at all");
                Node::unknown()
            }
        }
    }

    fn is_endless(&mut self, at: &Place) -> bool {
        if self.nodes == MAX_NODES {
            self.nodes += 1;
            let message = format!("the schema has over {MAX_NODES} nodes");
            self.error(
                Diagnostic::new(Code::ShapeUnsupported, at.span, "", message)
                    .note("references are inlined, so a type that is used in many places counts many times")
                    .help(
                        "cut the schema with `#[schema(preserve_unknown_fields)]` or `schema(with = { … })`",
                    ),
            );
        }
        if at.depth > MAX_DEPTH {
            let message = format!("the schema is nested deeper than {MAX_DEPTH} levels");
            self.unsupported(at, &message);
            return true;
        }
        self.nodes > MAX_NODES
    }

    /// A shape that no structural schema can say.
    pub(super) fn unsupported(&mut self, at: &Place, message: &str) {
        self.error(
            Diagnostic::new(Code::ShapeUnsupported, at.span, at.path.clone(), message)
                .help("give the schema: `#[schema(with = { … })]`, or take what comes: `#[schema(preserve_unknown_fields)]`"),
        );
    }

    fn object(&mut self, object: &Map<String, Value>, at: &Place) -> Node {
        // What a type carries into maps is nothing that it says itself.
        let bare = map_key::without(object);
        let object = bare.as_ref().unwrap_or(object);
        let facts = self.facts(object, at);
        let at = &at.told_by(&facts);
        let mut node = if consents(&facts) {
            self.consented(object, at)
        } else {
            self.layered(object, at)
        };
        node.presence = super::node::Presence::default();
        node.at = at.span;
        if object.contains_key(Facts::KEY) {
            self.apply(&mut node, &facts, at);
        }
        node
    }

    fn facts(&mut self, object: &Map<String, Value>, at: &Place) -> Facts {
        let Some(written) = object.get(Facts::KEY) else {
            return Facts::default();
        };
        match Facts::deserialize(written) {
            Ok(facts) => {
                for error in &facts.errors {
                    self.error(
                        Diagnostic::new(Code::ValueUnknown, facts.at, at.path.clone(), error.clone())
                            .help("write the value itself"),
                    );
                }
                facts
            }
            Err(error) => {
                let message = format!("`{}` can't be read: {error}", Facts::KEY);
                self.error(
                    Diagnostic::new(Code::ShapeUnsupported, Span::NONE, at.path.clone(), message)
                        .help("take one version of kubewright for all crates, and write none of it by hand"),
                );
                Facts::default()
            }
        }
    }

    /// A node that keeps unknown fields may be of a shape that has no schema: then it keeps all of them.
    fn consented(&mut self, object: &Map<String, Value>, at: &Place) -> Node {
        let before = std::mem::take(&mut self.out);
        let node = self.layered(object, at);
        let inner = std::mem::replace(&mut self.out, before).into_sorted();
        let (shapes, others): (Vec<_>, Vec<_>) = inner.into_iter().partition(|wrong| is_shape(wrong.code));
        self.out.extend(others);
        if shapes.is_empty() {
            return node;
        }
        Node {
            ty: node.ty.filter(|ty| *ty == Type::Object),
            preserve: true,
            nullable: node.nullable,
            option: node.option,
            description: node.description,
            ..Node::default()
        }
    }

    /// The schema that this one refers to or wraps, with this one's own keywords laid over.
    fn layered(&mut self, object: &Map<String, Value>, at: &Place) -> Node {
        let mut node = match object.get("$ref") {
            _ if at.origin == Origin::Literal => Node::default(),
            Some(reference) => self.reference(reference, at),
            None => self.wrapped(object, at),
        };
        node.origin = at.origin;
        self.keywords(&mut node, object, at);
        let bare = ["$ref", "anyOf", "oneOf", "allOf"]
            .iter()
            .all(|key| !object.contains_key(*key));
        if bare && node.is_any() && !node.preserve && at.origin == Origin::Rust {
            node.nullable = true;
        }
        self.flattened(&mut node, object, at);
        self.either(&mut node, at);
        if self.kubernetes.descriptions() == Descriptions::None {
            node.description = None;
        }
        node
    }

    fn reference(&mut self, reference: &Value, at: &Place) -> Node {
        let name = reference.as_str().and_then(reference::definition);
        let known = name.and_then(|name| Some((self.definition(&name)?, name)));
        let Some((schema, name)) = known else {
            let message = format!("the reference {reference} leads to no definition");
            self.unsupported(at, &message);
            return Node::unknown();
        };
        if let Some(first) = self.open.iter().position(|open| *open == name) {
            return self.cycle(first, &name, &schema, at);
        }
        let origin = match schema {
            Definition::Own(_) => Origin::Rust,
            Definition::Kubernetes(_) => Origin::Kubernetes,
        };
        if origin == Origin::Kubernetes
            && let Some(node) = self.shared(&name, &schema, at)
        {
            return node;
        }
        self.open.push(name.clone());
        let node = self.node(&schema, &at.in_definition(&name, origin));
        self.open.pop();
        node
    }

    /// A definition that is none of Kubernetes'.
    pub(super) fn own_definition(&self, name: &str) -> Option<&'a Value> {
        self.definitions
            .get(name)
            .filter(|_| !kubernetes::is_definition(name))
    }

    fn definition(&self, name: &str) -> Option<Definition<'a>> {
        if !kubernetes::is_definition(name) {
            return self.definitions.get(name).map(Definition::Own);
        }
        if let (false, Some(schema)) = (self.kubernetes.has(name), self.definitions.get(name)) {
            self.kubernetes.define(name, schema);
        }
        self.kubernetes.definition(name).map(Definition::Kubernetes)
    }

    fn cycle(&mut self, first: usize, name: &str, schema: &Value, at: &Place) -> Node {
        let cycle: Vec<&str> = self.open.iter().skip(first).map(|open| short(open)).collect();
        let message = format!("a type contains itself: {} → {}", cycle.join(" → "), short(name));
        let wrong = Diagnostic::new(Code::Recursion, at.span, at.path.clone(), message)
            .note("a structural schema has no references, so it would have no end")
            .help(way_out_of_cycle(at));
        self.error(wrong);
        match schema.get("type") {
            Some(ty) if ty == "object" => Node::of(Type::Object),
            _ => Node::unknown(),
        }
    }
}

/// A list has no unknown fields that could be preserved, only its items have: there the schema has to be given.
fn way_out_of_cycle(at: &Place) -> &'static str {
    if at.path.ends_with("[*]") {
        "cut it at the list: `#[schema(with = { \"type\": \"array\", \"items\": { \"type\": \"object\", \
         \"x-kubernetes-preserve-unknown-fields\": true } })]`"
    } else {
        "cut it at a field: `#[schema(preserve_unknown_fields)]`, or `#[schema(with = { … })]`"
    }
}

/// The last part of a definition's name.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether the node says what it is whatever its type turns out to be, so that the type may be of any shape.
fn consents(facts: &Facts) -> bool {
    let of_type = facts.type_.as_ref().map(|own| &own.schema);
    let of_field = facts.field.as_ref().map(|own| &own.schema);
    let is_set = |flag: &Option<Spanned<bool>>| flag.as_ref().is_some_and(|flag| flag.value);
    [of_type, of_field].into_iter().flatten().any(|keys| {
        let other_type = keys.type_.as_ref().is_some_and(|name| name.value != "object");
        other_type || is_set(&keys.preserve_unknown_fields) || is_set(&keys.int_or_string)
    })
}

fn is_shape(code: Code) -> bool {
    matches!(
        code,
        Code::ShapeUnsupported
            | Code::MixedEnum
            | Code::Recursion
            | Code::FlattenConflict
            | Code::WideInteger
            | Code::Tuple
    )
}
