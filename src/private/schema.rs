//! Templates at run time: text from a derive, holes filled by rustc.

use crate::kind::SchemaOf;
use kubewright_core::map_key::carry;
use kubewright_core::template::{Filling, fill as fill_template};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// What fills a hole.
#[derive(Clone, Copy)]
pub enum Hole {
    /// The schema of a type, and whether the type is an `Option` to serde.
    Type(fn(&mut SchemaGenerator) -> Schema, bool),
    /// Only whether a type is an `Option` to serde.
    Option(bool),
    /// A constant or a default.
    Value(fn() -> Result<Value, String>),
}

/// The schema that a derive wrote as a template.
#[must_use]
pub fn fill(generator: &mut SchemaGenerator, template: &str, holes: &[Hole]) -> Schema {
    // A schema that is no object or boolean can't come from a template; `true` accepts what the facts don't forbid.
    let filled = carry(filled(generator, template, holes), generator.definitions());
    Schema::try_from(filled).unwrap_or_default()
}

/// The same, as JSON.
pub(crate) fn filled(generator: &mut SchemaGenerator, template: &str, holes: &[Hole]) -> Value {
    let fillings: Vec<Filling> = holes.iter().map(|hole| filling(generator, *hole)).collect();
    fill_template(serde_json::from_str(template).unwrap_or_default(), &fillings)
}

fn filling(generator: &mut SchemaGenerator, hole: Hole) -> Filling {
    match hole {
        Hole::Type(schema, option) => Filling::Schema {
            schema: schema(generator).to_value(),
            option,
        },
        Hole::Option(option) => Filling::Schema {
            schema: Value::Bool(true),
            option,
        },
        Hole::Value(value) => value().map_or_else(Filling::Unknown, Filling::Value),
    }
}

/// The schema of a kind's status: the type of the root's field.
pub const fn schema_of_status<Root, Status: JsonSchema>(_: fn(&Root) -> &Option<Status>) -> SchemaOf {
    SchemaGenerator::subschema_for::<Status>
}

/// A value as serde writes it.
///
/// # Errors
/// What serde says where it can't write the value as JSON.
pub fn value<T: Serialize + ?Sized>(value: &T) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| {
        format!(
            "a `{}` can't be written as JSON: {error}",
            std::any::type_name::<T>()
        )
    })
}

/// `Wrapper_for_String_and_i32`: the name of a generic type's schema.
#[must_use]
pub fn instantiated_name(name: &str, arguments: &[Cow<'static, str>]) -> String {
    format!("{name}_for_{}", arguments.join("_and_"))
}

/// What tells a type from every other: its name with its type arguments, and the place of its derive, since types of
/// two blocks may have one name.
#[must_use]
pub fn schema_id<T: ?Sized>(line: u32, column: u32) -> Cow<'static, str> {
    Cow::Owned(format!("{}@{line}:{column}", std::any::type_name::<T>()))
}

/// Asks rustc whether a type is an `Option`: the constant of the inherent impls goes before the trait's.
pub struct Probe<T: ?Sized>(std::marker::PhantomData<T>);

/// No `Option`.
pub trait NotOption {
    /// The type that is asked about.
    type Asked: ?Sized;
    /// serde refuses an object that lacks the field.
    const OPTION: bool = false;

    /// A value is always there.
    fn is_none(_: &Self::Asked) -> bool {
        false
    }
}

impl<T: ?Sized> NotOption for Probe<T> {
    type Asked = T;
}

/// Types whose missing field serde reads as `None`: to serde a pointer is what it points to.
macro_rules! options {
    ($([$($generics:tt)*] $name:ty;)*) => {$(
        impl<$($generics)*> Probe<$name> {
            /// serde reads a missing field as `None`.
            pub const OPTION: bool = true;

            /// Whether there is no value.
            #[allow(clippy::ptr_arg, reason = "serde hands over the field as it is")]
            pub fn is_none(value: &$name) -> bool {
                value.is_none()
            }
        }
    )*};
}

options! {
    [T] Option<T>;
    [T] Box<Option<T>>;
    [T] Arc<Option<T>>;
    [T] Rc<Option<T>>;
    ['a, T: Clone] Cow<'a, Option<T>>;
}
