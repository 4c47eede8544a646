//! Fields and variants.

use super::place::Place;
use super::serde_facts::{self, JsonName, SerdeKeys};
use super::{Context, Fault, defaults, docs, facts, sense, spelled, ty};
use crate::diag::Code;
use crate::model::{Field, Hole, Variant, VariantShape};
use proc_macro2::Span;
use serde_derive_internals::ast;
use syn::spanned::Spanned as _;

/// What a field's reading needs to know of what is around it.
pub(super) struct Around<'a> {
    /// The path of the container or variant: `Database`, `Engine::Postgres`.
    pub(super) path: String,
    /// Names of the container's type parameters.
    pub(super) generics: &'a [String],
    /// The serde keys that rename its fields: the variant's, then the container's.
    pub(super) serde: Vec<&'a SerdeKeys>,
    /// The container is observed state: `#[status]` without `#[resource]`.
    pub(super) observed: bool,
    /// The container is a root struct.
    pub(super) root: bool,
    /// The place of the fields' attributes.
    pub(super) place: Place,
}

/// All fields, and no name twice.
pub(super) fn fields(list: &[ast::Field<'_>], around: &Around<'_>, cx: &mut Context<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut named: Vec<(String, Span)> = Vec::new();
    for serde in list {
        let field = field(serde, around, cx);
        if !field.serde.skip && !field.serde.flatten && around.place == Place::Field {
            twice(&mut named, field.name.clone(), place_of(serde), "fields", cx);
        }
        fields.push(field);
    }
    cx.path.clone_from(&around.path);
    fields
}

/// Reports a field or variant whose name another has.
fn twice(named: &mut Vec<(String, Span)>, name: String, at: Span, what: &str, cx: &mut Context<'_>) {
    match named.iter().find(|(other, _)| *other == name) {
        Some((_, first)) => {
            let message = format!("two {what} have the JSON name `{name}`");
            let fault = Fault::new(Code::KeyConflict, at, message).also(*first, "the other");
            cx.report(fault.help("give one of them another name by `#[serde(rename = \"…\")]`"));
        }
        None => named.push((name, at)),
    }
}

fn place_of(serde: &ast::Field<'_>) -> Span {
    match &serde.member {
        syn::Member::Named(name) => name.span(),
        syn::Member::Unnamed(_) => serde.ty.span(),
    }
}

/// One field.
pub(super) fn field(serde: &ast::Field<'_>, around: &Around<'_>, cx: &mut Context<'_>) -> Field {
    let member = match &serde.member {
        syn::Member::Named(name) => ty::unraw(name),
        syn::Member::Unnamed(index) => index.index.to_string(),
    };
    cx.path = format!("{}.{member}", around.path);
    let at = place_of(serde);
    let span = cx.mark(at);
    let (raw, _) = facts::read(&serde.original.attrs, around.place, cx);
    let keys = SerdeKeys::of(&serde.original.attrs);
    let ty = cx.type_hole(serde.ty);
    let said = serde_facts::field(serde, &keys, cx);
    let name = JsonName::of(
        serde.attrs.name(),
        !serde.attrs.skip_serializing(),
        !serde.attrs.skip_deserializing(),
    );
    name.report(&keys, &around.serde, at, cx);
    sense::check(&raw, &said, &keys, around.observed, cx);
    if let Some(Hole::Type(written)) = cx.holes.get(ty as usize).cloned() {
        let node = raw.laid_over(spelled::spelled(&written, around.generics));
        raw.check_fit(
            node.filter(|_| !said.flatten && said.with.is_none()),
            around.generics,
            cx,
        );
    }
    let docs = description(&serde.original.attrs, raw.schema.description.is_some(), cx);
    let status = status(&raw, &member, around, cx);
    let mut facts = raw.field(status, cx);
    defaults::publish(&mut facts, &said, serde.ty, ty, cx);
    Field {
        member,
        span,
        name: name.name,
        ty,
        docs,
        facts,
        serde: said,
    }
}

/// The description of an item; a comment that can't be read is no matter where `description` stands.
pub(super) fn description(attributes: &[syn::Attribute], described: bool, cx: &mut Context<'_>) -> String {
    match docs::description(attributes) {
        Ok(docs) => docs,
        Err(_) if described => String::new(),
        Err(fault) => {
            cx.report(fault);
            String::new()
        }
    }
}

fn status(
    raw: &facts::Raw,
    member: &str,
    around: &Around<'_>,
    cx: &mut Context<'_>,
) -> Option<crate::span::Span> {
    let status = raw.status.as_ref()?;
    if !around.root || member != "status" {
        let fault = Fault::place(
            status.at,
            "`#[status]` on a field stands on `status` of a root struct alone",
        );
        cx.report(fault.help("write it beside `#[resource(…)]`, or on the status struct itself"));
        return None;
    }
    if let Some(tokens) = &status.tokens {
        let at = tokens.span();
        cx.report(Fault::place(at, "the field says which type it is").help("write `#[status]`"));
    }
    Some(cx.mark(status.at))
}

/// The variants that serde writes or reads, and no name twice.
pub(super) fn variants(list: &[ast::Variant<'_>], around: &Around<'_>, cx: &mut Context<'_>) -> Vec<Variant> {
    let mut variants = Vec::new();
    let mut named: Vec<(String, Span)> = Vec::new();
    for serde in list {
        let (writes, reads) = (!serde.attrs.skip_serializing(), !serde.attrs.skip_deserializing());
        if !writes && !reads {
            continue;
        }
        let variant = variant(serde, JsonName::of(serde.attrs.name(), writes, reads), around, cx);
        twice(
            &mut named,
            variant.name.clone(),
            serde.ident.span(),
            "variants",
            cx,
        );
        variants.push(variant);
    }
    cx.path.clone_from(&around.path);
    variants
}

fn variant(serde: &ast::Variant<'_>, name: JsonName, around: &Around<'_>, cx: &mut Context<'_>) -> Variant {
    let member = ty::unraw(&serde.ident);
    let path = format!("{}::{member}", around.path);
    cx.path.clone_from(&path);
    let span = cx.mark(serde.ident.span());
    let place = match serde.style {
        ast::Style::Unit => Place::UnitVariant,
        _ => Place::Variant,
    };
    let keys = SerdeKeys::of(&serde.original.attrs);
    name.report(&keys, &around.serde, serde.ident.span(), cx);
    let (raw, _) = facts::read(&serde.original.attrs, place, cx);
    if let Some(at) = keys.place(&["with", "serialize_with", "deserialize_with"]) {
        let fault = Fault::new(
            Code::SerdeAttribute,
            at,
            "a variant that other code writes has no schema",
        );
        cx.report(
            fault.help("write `#[serde(with = \"…\")]` on the field in it, with `#[schema(with = { … })]`"),
        );
    }
    let docs = description(&serde.original.attrs, raw.schema.description.is_some(), cx);
    let facts = raw.field(None, cx);
    let mut outer = vec![&keys];
    outer.extend(&around.serde);
    let inside = |place| Around {
        path: path.clone(),
        generics: around.generics,
        serde: outer.clone(),
        observed: around.observed,
        root: false,
        place,
    };
    let shape = match serde.style {
        ast::Style::Unit => VariantShape::Unit,
        ast::Style::Struct => VariantShape::Struct(fields(&serde.fields, &inside(Place::Field), cx)),
        ast::Style::Tuple => VariantShape::Tuple(fields(&serde.fields, &inside(Place::TupleItem), cx)),
        ast::Style::Newtype => {
            let mut inner = fields(&serde.fields, &inside(Place::Field), cx);
            inner
                .pop()
                .map_or(VariantShape::Unit, |field| VariantShape::Newtype(Box::new(field)))
        }
    };
    Variant {
        member,
        span,
        name: name.name,
        docs,
        facts,
        other: serde.attrs.other(),
        untagged: serde.attrs.untagged(),
        shape,
    }
}
