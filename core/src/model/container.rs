//! One annotated struct or enum.

use super::{FieldFacts, Hole, HoleId, Resource, TypeFacts};
use crate::span::{Span, Spanned};
use serde::{Deserialize, Serialize};

/// A struct or enum with our attributes and serde's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Container {
    /// The Rust name, without `r#`.
    pub name: String,
    /// The place of the name.
    pub span: Span,
    /// Type parameters, in order (lifetimes and const parameters are left out).
    pub generics: Vec<Generic>,
    /// The doc comment, cleaned by controller-gen's rules; empty if there is none.
    pub docs: String,
    /// What it says about itself: validation, schema keys, `#[immutable]`, `#[status]`.
    pub facts: TypeFacts,
    /// `#[resource(…)]`, where it is a kind.
    pub resource: Option<Resource>,
    /// What serde's container attributes say.
    pub serde: SerdeContainer,
    /// Its fields or variants.
    pub shape: Shape,
    /// What has to be filled, in order.
    pub holes: Vec<Hole>,
}

/// A type parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Generic {
    /// Its name.
    pub name: String,
    /// The hole of its default, where it has one.
    pub default: Option<HoleId>,
}

/// What a container is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shape {
    /// `struct S { … }`.
    Struct(Vec<Field>),
    /// `struct S(T);`, also with `#[serde(transparent)]`; a transparent struct with one named field is one too.
    Newtype(Box<Field>),
    /// `struct S(A, B);` (`struct S();` has no fields).
    Tuple(Vec<Field>),
    /// `struct S;`.
    Unit,
    /// `enum E { … }`: the variants that serde writes or reads.
    Enum(Vec<Variant>),
}

/// What serde's container attributes say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SerdeContainer {
    /// `#[serde(transparent)]`.
    pub transparent: bool,
    /// `#[serde(deny_unknown_fields)]`.
    pub deny_unknown_fields: bool,
    /// `#[serde(default)]` or `#[serde(default = "f")]` on the container.
    pub default: SerdeDefault,
    /// How an enum is tagged.
    pub tagging: Tagging,
    /// The place of the key that says so.
    pub tagging_at: Option<Span>,
}

/// A serde default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SerdeDefault {
    /// None.
    #[default]
    None,
    /// `default`: the type's `Default`.
    Bare(Span),
    /// `default = "path"`: the hole of what the function gives.
    Path(HoleId, Span),
}

/// How serde tells variants apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tagging {
    /// `{"Variant": …}`, or `"Variant"`.
    #[default]
    External,
    /// `#[serde(tag = "t")]`.
    Internal(String),
    /// `#[serde(tag = "t", content = "c")]`.
    Adjacent(String, String),
    /// `#[serde(untagged)]`.
    Untagged,
}

/// A field of a struct or of a variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The Rust name, or the index of a tuple's field.
    pub member: String,
    /// The place of the name (of the type, for a tuple's field).
    pub span: Span,
    /// The JSON name: what serde writes. Reading must know the same name, else it is an error already.
    pub name: String,
    /// The hole of its type.
    pub ty: HoleId,
    /// The doc comment, cleaned; empty if there is none.
    pub docs: String,
    /// What our attributes say.
    pub facts: FieldFacts,
    /// What serde's attributes say.
    pub serde: SerdeField,
}

/// What serde's field attributes say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SerdeField {
    /// `flatten`.
    pub flatten: bool,
    /// `default`, on the field itself.
    pub default: SerdeDefault,
    /// `skip`: neither written nor read. Such a field is not in the schema.
    pub skip: bool,
    /// `skip_serializing`, with its place.
    pub skip_serializing: Option<Span>,
    /// `skip_deserializing`, with its place: nothing reads it, so nothing requires it.
    pub skip_deserializing: Option<Span>,
    /// `skip_serializing_if`, with its place.
    pub skip_serializing_if: Option<Span>,
    /// `with`, `serialize_with` or `deserialize_with`: the type's own schema is not what is written.
    pub with: Option<Spanned<String>>,
}

/// A variant of an enum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The Rust name.
    pub member: String,
    /// The place of the name.
    pub span: Span,
    /// The JSON name.
    pub name: String,
    /// The doc comment, cleaned.
    pub docs: String,
    /// What our attributes on the variant say (validation, schema keys on its content).
    pub facts: FieldFacts,
    /// `#[serde(other)]`, with its place.
    pub other: Option<Span>,
    /// `#[serde(untagged)]` on the variant, with its place.
    pub untagged: Option<Span>,
    /// What it holds.
    pub shape: VariantShape,
}

/// What a variant holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum VariantShape {
    /// `V`.
    Unit,
    /// `V(T)`.
    Newtype(Box<Field>),
    /// `V(A, B)`.
    Tuple(Vec<Field>),
    /// `V { … }`.
    Struct(Vec<Field>),
}
