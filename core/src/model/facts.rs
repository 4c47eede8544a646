//! What our attributes say of a node: it travels in a schema under [`Facts::KEY`] until it acts.

use super::Validation;
use crate::span::{Span, Spanned};
use serde::{Deserialize, Serialize};
use serde_json::Value;

type Key<T> = Option<Spanned<T>>;

/// What a type's own attributes say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypeFacts {
    /// `#[validation(…)]`.
    #[serde(skip_serializing_if = "Validation::is_empty")]
    pub validation: Validation,
    /// `#[schema(…)]`.
    #[serde(skip_serializing_if = "SchemaKeys::is_empty")]
    pub schema: SchemaKeys,
    /// `#[immutable]`: every use of the type is an immutable field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub immutable: Key<Immutable>,
    /// `#[status]` on a type that is no kind: it is observed state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Span>,
}

/// What a field's attributes say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldFacts {
    /// `#[validation(…)]`.
    #[serde(skip_serializing_if = "Validation::is_empty")]
    pub validation: Validation,
    /// `#[schema(…)]`.
    #[serde(skip_serializing_if = "SchemaKeys::is_empty")]
    pub schema: SchemaKeys,
    /// `#[immutable]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub immutable: Key<Immutable>,
    /// `#[printcolumn(…)]`, repeatable, without a path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub printcolumns: Vec<Spanned<PrintColumn>>,
    /// `#[selectable]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selectable: Option<Span>,
    /// `#[scale(…)]`: what of the scale subresource the field is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scale: Vec<Spanned<ScalePath>>,
    /// `#[status]`: the `status` field of a root struct.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Span>,
}

/// `#[schema(…)]`. A [`Value`] or text may be a hole until the template is filled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SchemaKeys {
    /// `default` or `default = value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default: Key<DefaultKey>,
    /// `no_default`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_default: Option<Span>,
    /// `example = value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub example: Key<Value>,
    /// `title = "…"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Key<Value>,
    /// `description = "…"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Key<Value>,
    /// `external_docs(url = "…", description = "…")`, as the JSON object that Kubernetes takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_docs: Key<Value>,
    /// `required` (true) or `optional` (false).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Key<bool>,
    /// `nullable`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nullable: Key<bool>,
    /// `list_type = "…"`: map, set or atomic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_type: Key<String>,
    /// `list_map_keys("…", …)`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_map_keys: Key<Vec<Spanned<String>>>,
    /// `map_type = "…"`: granular or atomic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map_type: Key<String>,
    /// `preserve_unknown_fields`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preserve_unknown_fields: Key<bool>,
    /// `embedded_resource`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedded_resource: Key<bool>,
    /// `int_or_string`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub int_or_string: Key<bool>,
    /// `type = "…"`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Key<String>,
    /// `format = "…"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Key<Value>,
    /// `with = { … }`: a literal schema instead of the type's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Key<Value>,
    /// `skip`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<Span>,
}

impl SchemaKeys {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// `default`, with or without a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DefaultKey {
    /// Bare: publish what `#[serde(default)]` gives. Lowering turns it into a value.
    Publish,
    /// This value.
    Value(Value),
}

/// `#[immutable]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Immutable {
    /// `from_creation`: what was left out stays out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub from_creation: bool,
    /// `message = "…"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Key<Value>,
}

/// A printer column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PrintColumn {
    /// The heading.
    pub name: Value,
    /// The path from the object's root; on a field it is inferred.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json_path: Option<Spanned<String>>,
    /// string, integer, number, boolean or date; inferred where it is left out.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<Spanned<String>>,
    /// A description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Value>,
    /// A format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Value>,
    /// 0 is shown always, any other only with `-o wide`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Value>,
}

/// What of the scale subresource a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScalePath {
    /// `specReplicasPath`.
    SpecReplicas,
    /// `statusReplicasPath`.
    StatusReplicas,
    /// `labelSelectorPath`.
    LabelSelector,
}

/// Everything that a node of a template says beyond JSON Schema: the content of [`Facts::KEY`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The node is a type of ours: what its own attributes say. A property node has none, its hole's schema may.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<TypeFacts>,
    /// The node is a property, an item of a tuple, the inside of a newtype, or a flattened field:
    /// what the field's attributes say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<FieldFacts>,
    /// Where the type or field is written.
    #[serde(skip_serializing_if = "Span::is_none")]
    pub at: Span,
    /// The Rust name of the type or field, for messages.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The position of a field in its struct, from 0: the order of printer columns.
    #[serde(skip_serializing_if = "is_zero")]
    pub order: u32,
    /// Set where the hole is filled: the field's type is an `Option` (or `Box` of one, or a transparent newtype
    /// around one), so that serde reads a missing field as `None`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub option: bool,
    /// A newtype that is not transparent: serde requires it even where it wraps an `Option`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub newtype: bool,
    /// A transparent newtype: it is an `Option` where what it wraps is one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub transparent: bool,
    /// serde reads the field when it is missing: `#[serde(default)]` on it or its container, or it is never read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub defaulted: bool,
    /// The place of `skip_serializing_if` or `skip_serializing` ([`Span::NONE`] at run time), if it is there:
    /// the field may be left out when written, and its null is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Span>,
    /// A member of `allOf` that is a flattened field.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub flatten: bool,
    /// The place of `schema(with = …)` ([`Span::NONE`] at run time), if the node's schema is its literal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub literal: Option<Span>,
    /// An externally tagged enum: `oneOf` holds its variants.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub external_enum: bool,
    /// What went wrong while a hole was filled (a constant or default that serde can't write).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde calls")]
fn is_zero(order: &u32) -> bool {
    *order == 0
}

impl Facts {
    /// The private key under which facts travel in a schema. The structural stage always removes it.
    pub const KEY: &'static str = "x-kubewright";
}
