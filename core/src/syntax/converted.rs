//! Containers that serde writes and reads as another type: `from`, `try_from` and `into`.

use super::serde_facts::SerdeKeys;
use super::{Context, Fault, attribute, ty};
use crate::diag::Code;
use crate::model::{Field, FieldFacts, SerdeField, Shape};
use serde_derive_internals::ast::{Container, Data, Style};
use syn::Type;
use syn::spanned::Spanned;

/// The shape of a container that is another type in JSON: like a transparent newtype around it. None where it is
/// written and read as itself; two different types are reported.
pub(super) fn shape(serde: &Container<'_>, cx: &mut Context<'_>) -> Option<Shape> {
    let read = serde.attrs.type_from().or(serde.attrs.type_try_from());
    let written = serde.attrs.type_into();
    let (read, written) = match (read, written) {
        (None, None) => return None,
        (read, written) => (read, written),
    };
    match (read, written) {
        (Some(read), Some(written)) if same(read, written) => {
            fields_say_nothing(serde, written, cx);
            Some(Shape::Newtype(Box::new(field(written, cx))))
        }
        (Some(one), None) | (None, Some(one)) if inner(serde).is_some_and(|inner| same(inner, one)) => None,
        _ => {
            two_types(serde, cx);
            None
        }
    }
}

fn same(one: &Type, other: &Type) -> bool {
    ty::text(one) == ty::text(other)
}

/// What a newtype holds.
fn inner<'a>(serde: &Container<'a>) -> Option<&'a Type> {
    match &serde.data {
        Data::Struct(Style::Newtype, fields) => fields.first().map(|field| field.ty),
        Data::Struct(_, fields) => fields
            .iter()
            .find(|field| field.attrs.transparent())
            .map(|field| field.ty),
        Data::Enum(_) => None,
    }
}

fn field(written: &Type, cx: &mut Context<'_>) -> Field {
    Field {
        member: "0".to_owned(),
        span: cx.mark(written.span()),
        name: "0".to_owned(),
        ty: cx.type_hole(written),
        docs: String::new(),
        facts: FieldFacts::default(),
        serde: SerdeField::default(),
    }
}

/// Reports our attributes on fields that are in no schema.
fn fields_say_nothing(serde: &Container<'_>, written: &Type, cx: &mut Context<'_>) {
    let owner = cx.path.clone();
    let fields: Vec<_> = serde.data.all_fields().collect();
    for field in fields {
        for attribute in attribute::ours(&field.original.attrs, cx) {
            let name = attribute.name;
            let message = format!("`#[{name}]` has no meaning on a field that is not in the schema");
            let fault = Fault::place(attribute.at, message);
            let fault = fault.note(format!("serde writes and reads `{}` instead", ty::text(written)));
            cx.report(fault.help("write it on the type, or on that one"));
        }
    }
    cx.path = owner;
}

fn two_types(serde: &Container<'_>, cx: &mut Context<'_>) {
    let keys = SerdeKeys::of(&serde.original.attrs);
    let key = ["from", "try_from", "into"].into_iter();
    let key = key
        .filter_map(|key| keys.place(&[key]).map(|at| (key, at)))
        .next();
    if let Some((key, at)) = key {
        let message = format!("`{key}` makes serde read another type than it writes");
        let fault = Fault::new(Code::SerdeAttribute, at, message);
        let fault = fault.note("the API server has one schema for both");
        cx.report(fault.help(
            "name the same type in `into` and in `from` or `try_from`, or write `#[schema(with = { … })]` on the \
             fields that use this type",
        ));
    }
}
