//! Tokens to the model: every attribute is read here, and nowhere else.
//!
//! The derives and gen-cli call [`container`] with the same tokens, and get the same model or the same errors.
//! An attribute's tokens are split into parts, the parts checked against the one table of keys, the table's struct
//! filled by darling, and the struct made into the model. serde's attributes are read by serde's own reader.

mod attribute;
mod camel_case;
mod check;
mod context;
mod convert;
mod converted;
mod docs;
mod facts;
mod fault;
mod field;
mod item;
mod keys;
mod leaf;
mod marks;
mod names;
mod place;
mod rbac;
mod read;
mod resource;
mod root;
mod serde_facts;
mod slot;
mod spelled;
mod suggest;
#[cfg(test)]
mod tests;
mod ty;
mod value;

pub use attribute::misspelt_attribute;
pub use check::KeyDoc;
pub use keys::ATTRIBUTES;
pub use marks::Marks;
pub use names::plural;
pub use rbac::{ReadRbac, rbac};
pub use suggest::did_you_mean;

use crate::diag::Diagnostic;
use crate::model::{Container, Ty};
use context::Context;
use fault::Fault;
use item::Extent;
use proc_macro2::TokenStream;
use syn::DeriveInput;

/// An item that was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The model.
    pub container: Container,
    /// What fills each hole, as tokens: the type, or the path of the constant or function. For
    /// [`Hole::Default`](crate::model::Hole::Default) the type whose default it is.
    pub tokens: Vec<TokenStream>,
}

/// Reads a struct or enum with all its attributes; the places go into `marks`.
///
/// # Errors
/// Everything that is wrong with the item, sorted.
pub fn container(input: &DeriveInput, marks: &mut Marks) -> Result<Read, Vec<Diagnostic>> {
    read_item(input, Extent::Whole, marks)
}

/// Reads what an item says of itself: its shape is that of a unit, and what is wrong with its fields is told by
/// [`container`] alone, but for what serde finds wrong. A kind's derive needs no more.
///
/// # Errors
/// Everything that is wrong with the item's own attributes, and with serde's on its fields, sorted.
pub fn outside(input: &DeriveInput, marks: &mut Marks) -> Result<Read, Vec<Diagnostic>> {
    read_item(input, Extent::Outside, marks)
}

fn read_item(input: &DeriveInput, extent: Extent, marks: &mut Marks) -> Result<Read, Vec<Diagnostic>> {
    let mut cx = Context::new(marks, ty::unraw(&input.ident));
    let container = item::container(input, extent, &mut cx);
    let tokens = std::mem::take(&mut cx.tokens);
    let container = cx.diagnostics.finish(container)?;
    // Without a diagnostic there is a container.
    container
        .map(|container| Read { container, tokens })
        .ok_or_else(Vec::new)
}

/// A type as written.
pub fn ty(ty: &syn::Type, marks: &mut Marks) -> Ty {
    ty::of(ty, &mut Context::new(marks, String::new()))
}
