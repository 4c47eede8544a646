//! The facts as written: plain data, without tokens.
//!
//! A [`Container`] is one annotated item. What only rustc or a resolver can know of it (the schema of a field's
//! type, the value of a constant) is a [`Hole`], numbered within the container; a value that is one is written
//! `{"$hole": n}`, and every key of a user's own JSON that starts with `$` is written with one `$` more.

mod container;
mod facts;
mod fit;
mod grant;
mod resource;
mod ty;
mod validation;

pub use container::{
    Container, Field, Generic, SerdeContainer, SerdeDefault, SerdeField, Shape, Tagging, Variant,
    VariantShape,
};
pub use facts::{DefaultKey, Facts, FieldFacts, Immutable, PrintColumn, ScalePath, SchemaKeys, TypeFacts};
pub use fit::{Misfit, NodeKind, fits, misfit};
pub use grant::{RbacAttribute, RbacSubject};
pub use resource::{Names, Resource, Scale, Scope};
pub use ty::{Hole, HoleId, PathSegment, Ty, TyPath};
pub use validation::{Rule, Validation};
