//! The tree: one node of a structural schema, and what has still to act.

use super::place::Origin;
use crate::model::{Immutable, NodeKind, PrintColumn, ScalePath};
use crate::span::{Span, Spanned};
use serde_json::{Number, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Array,
    Boolean,
    Integer,
    Number,
    Object,
    String,
}

impl Type {
    const ALL: [Self; 6] = [
        Self::Array,
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::Object,
        Self::String,
    ];

    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Object => "object",
            Self::String => "string",
        }
    }
}

/// `minimum` or `maximum`.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub(super) value: Number,
    pub(super) exclusive: bool,
    pub(super) at: Span,
}

/// What is said of a number.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) multiples: Vec<Number>,
    /// What the Rust type holds, for integers.
    pub(super) range: Option<(i128, i128)>,
}

/// `minLength` and `maxLength`, `minItems` and `maxItems`, `minProperties` and `maxProperties`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    pub(super) min: Option<Spanned<u64>>,
    pub(super) max: Option<Spanned<u64>>,
}

/// `x-kubernetes-list-type` and its keys.
#[derive(Clone, Debug, Default)]
pub(super) struct ListType {
    pub(super) kind: Option<Spanned<String>>,
    pub(super) keys: Option<Spanned<Vec<Spanned<String>>>>,
}

/// Value validations that only a junctor can say.
#[derive(Clone, Debug, Default)]
pub(super) struct Junctors {
    pub(super) all_of: Vec<Value>,
    pub(super) any_of: Vec<Value>,
    pub(super) one_of: Vec<Value>,
    pub(super) not: Option<Value>,
}

impl Junctors {
    pub(super) fn is_empty(&self) -> bool {
        self.all_of.is_empty() && self.any_of.is_empty() && self.one_of.is_empty() && self.not.is_none()
    }
}

/// What serde and the user say of a property's presence. Of the outermost layer alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Presence {
    pub(super) required: Option<bool>,
    pub(super) nullable: Option<bool>,
    pub(super) skipped: Option<Span>,
}

/// What a property says of the whole version, once its path is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Hooks {
    pub(super) columns: Vec<Spanned<PrintColumn>>,
    pub(super) selectable: Option<Span>,
    pub(super) scale: Vec<Spanned<ScalePath>>,
    /// The `status` field of a root struct.
    pub(super) status: Option<Span>,
    /// The position of the field in its struct; of a flattened field, after that of what was flattened.
    pub(super) order: Vec<u32>,
    /// The field itself, wherever it is used: its definition and the path from there.
    pub(super) field: String,
}

/// One node.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) ty: Option<Type>,
    pub(super) format: Option<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) default: Option<Spanned<Value>>,
    pub(super) example: Option<Value>,
    pub(super) external_docs: Option<Value>,
    pub(super) nullable: bool,
    pub(super) choices: Option<Vec<Value>>,
    pub(super) numbers: Numbers,
    pub(super) length: Size,
    pub(super) count: Size,
    pub(super) fields: Size,
    /// How long the keys of a map may be.
    pub(super) key_length: Size,
    pub(super) patterns: Vec<Spanned<String>>,
    pub(super) rules: Vec<Spanned<Value>>,
    pub(super) properties: BTreeMap<String, Child>,
    pub(super) required: BTreeSet<String>,
    pub(super) additional: Option<Child>,
    pub(super) items: Option<Child>,
    /// A map whose keys are the names of an enum: the properties are its keys.
    pub(super) closed_map: bool,
    pub(super) list: ListType,
    /// The items of the Rust type have no order, and each is there once.
    pub(super) unordered: bool,
    pub(super) map_type: Option<Spanned<String>>,
    pub(super) preserve: bool,
    pub(super) embedded: Option<Span>,
    pub(super) int_or_string: bool,
    pub(super) junctors: Junctors,
    /// serde reads the type from nothing: an `Option`, or a transparent newtype of one.
    pub(super) option: bool,
    pub(super) presence: Presence,
    pub(super) immutable: Option<Spanned<Immutable>>,
    /// A struct that is observed state.
    pub(super) observed: bool,
    pub(super) hooks: Hooks,
    pub(super) origin: Origin,
    /// The field or type whose schema it is.
    pub(super) at: Span,
    /// Nothing is left to do on it or below: no check, no rule to place.
    pub(super) settled: bool,
}

/// A node below another. Nodes of Kubernetes' own types stand in many places and kinds: they are one until one of them
/// is changed.
#[derive(Clone, Debug)]
pub(super) struct Child(Arc<Node>);

impl Child {
    pub(super) fn new(node: Node) -> Self {
        Self(Arc::new(node))
    }

    /// Marks the node as settled: what was changed here is changed in every use.
    pub(super) fn settle(&mut self) {
        Arc::make_mut(&mut self.0).settled = true;
    }
}

impl Deref for Child {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.0
    }
}

impl DerefMut for Child {
    fn deref_mut(&mut self) -> &mut Node {
        let node = Arc::make_mut(&mut self.0);
        node.settled = false;
        node
    }
}

impl Node {
    /// Any JSON value, null among them.
    pub(super) fn any() -> Self {
        Self {
            nullable: true,
            ..Self::default()
        }
    }

    /// What no schema can be given for: it keeps what it gets, where its author consents, and is not null.
    pub(super) fn unknown() -> Self {
        Self {
            preserve: true,
            ..Self::default()
        }
    }

    pub(super) fn of(ty: Type) -> Self {
        Self {
            ty: Some(ty),
            ..Self::default()
        }
    }

    /// Whether nothing is known of the value, not even its type.
    pub(super) fn is_any(&self) -> bool {
        self.ty.is_none() && !self.int_or_string
    }

    pub(super) fn kind(&self) -> NodeKind {
        match self.ty {
            _ if self.int_or_string => NodeKind::IntOrString,
            None => NodeKind::Any,
            Some(Type::Array) => NodeKind::Array,
            Some(Type::Boolean) => NodeKind::Boolean,
            Some(Type::Integer) => NodeKind::Integer,
            Some(Type::Number) => NodeKind::Number,
            Some(Type::String) => NodeKind::String,
            Some(Type::Object) if self.additional.is_some() || self.closed_map => NodeKind::Map,
            Some(Type::Object) => NodeKind::Object,
        }
    }

    /// Whether CEL sees the node at all: what has no type, and lists and maps of such, it doesn't.
    pub(super) fn has_cel_type(&self) -> bool {
        let inner = match self.ty {
            Some(Type::Array) => self.items.as_deref(),
            Some(Type::Object) => self.additional.as_deref(),
            _ => None,
        };
        !self.is_any() && inner.is_none_or(Self::has_cel_type)
    }

    /// Whether the value is a string, number or boolean, as the keys of a map list have to be.
    pub(super) fn is_scalar(&self) -> bool {
        self.int_or_string || !matches!(self.ty, None | Some(Type::Array | Type::Object))
    }

    /// Whether a property of the node is there in every object that the server stores, and is not null.
    pub(super) fn always_has(&self, name: &str) -> bool {
        self.properties.get(name).is_some_and(|property| {
            !property.nullable && (self.required.contains(name) || property.default.is_some())
        })
    }

    pub(super) fn add_rule(&mut self, rule: Value, at: Span) {
        if !self.rules.iter().any(|known| known.value == rule) {
            self.rules.push(Spanned::new(rule, at));
        }
    }

    pub(super) fn add_pattern(&mut self, pattern: String, at: Span) {
        if !self.patterns.iter().any(|known| known.value == pattern) {
            self.patterns.push(Spanned::new(pattern, at));
        }
    }
}
