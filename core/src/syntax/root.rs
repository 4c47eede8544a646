//! Root structs: how one is known, and what its own fields may be.

use super::attribute::Attribute;
use super::{Context, Fault};
use crate::diag::Code;
use crate::model::SerdeField;
use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::{Data, Field, Type};

/// Whether a struct is a whole object: it has `metadata: ObjectMeta`.
pub(super) fn is_root(data: &Data) -> bool {
    let is_meta = |ty: &Type| match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "ObjectMeta"),
        _ => false,
    };
    field(data, "metadata").is_some_and(|field| is_meta(&field.ty))
}

/// The type of a field `metadata` that makes no root of its struct.
pub(super) fn other_metadata(data: &Data) -> Option<Span> {
    let field = field(data, "metadata").filter(|_| !is_root(data))?;
    Some(field.ty.span())
}

/// The type of the status, where the field bears `#[status]`.
pub(super) fn status_field(data: &Data) -> Option<&Type> {
    let field = field(data, "status")?;
    let mut attributes = field.attrs.iter();
    attributes
        .any(|attribute| attribute.path().is_ident("status"))
        .then_some(&field.ty)
}

fn field<'d>(data: &'d Data, name: &str) -> Option<&'d Field> {
    let Data::Struct(data) = data else { return None };
    let mut fields = data.fields.iter();
    fields.find(|field| field.ident.as_ref().is_some_and(|ident| ident == name))
}

/// A field of a root struct, as it was read.
pub(super) struct RootField<'a> {
    pub(super) member: &'a str,
    /// Its JSON name.
    pub(super) name: &'a str,
    pub(super) serde: &'a SerdeField,
    /// Its attributes of ours, but for `#[status]`.
    pub(super) attributes: &'a [Attribute],
    /// It bears `#[status]`.
    pub(super) is_status: bool,
    pub(super) at: Span,
}

impl RootField<'_> {
    /// Reports what no field of a root struct can be.
    pub(super) fn check(&self, cx: &mut Context<'_>) {
        if self.serde.skip && self.member != "metadata" {
            return;
        }
        if ["apiVersion", "kind"].contains(&self.name) && !self.serde.flatten {
            let message = format!(
                "a root writes its `{}` itself: an object would have two",
                self.name
            );
            let fault = Fault::new(Code::KeyConflict, self.at, message);
            let fault = fault.note("an object that has one key twice can't be read back");
            cx.report(fault.help("give the field another name, or leave it out"));
        }
        let fixed = self.member == "metadata" || self.is_status;
        if fixed && (self.name != self.member || self.serde.flatten || self.serde.skip) {
            let member = self.member;
            let message = format!("the API server knows the {member} of an object as `{member}` alone");
            let fault = Fault::new(Code::SerdeAttribute, self.at, message);
            cx.report(fault.help(format!(
                "write it under its own name: `#[serde(rename = \"{member}\")]`, or without serde's attribute"
            )));
        }
        if self.member == "metadata" {
            for attribute in self.attributes {
                cx.report(on_metadata(attribute));
            }
        }
    }
}

/// The metadata is the server's own.
fn on_metadata(attribute: &Attribute) -> Fault {
    let name = attribute.name;
    let message = format!("`#[{name}]` has no meaning on the metadata of a root struct");
    let fault = Fault::place(attribute.at, message);
    let fault =
        fault.note("the API server keeps the metadata of all kinds alike, and takes no other schema of it");
    fault.help(match name {
        "printcolumn" => {
            "write it by path: `#[resource(printcolumn(name = \"…\", json_path = \".metadata.…\"))]`"
        }
        "validation" => "of the name alone more can be said: `#[resource(metadata(name(…)))]`",
        _ => "leave it out",
    })
}
