//! Fields and variants.

use super::check::Keys as _;
use super::place::Place;
use super::root::RootField;
use super::serde_facts::{self, JsonName, SerdeKeys};
use super::{Context, Fault, docs, facts, spelled, ty};
use crate::diag::Code;
use crate::model::{
    DefaultKey, Field, FieldFacts, Hole, HoleId, SerdeDefault, SerdeField, Variant, VariantShape,
};
use proc_macro2::Span;
use quote::ToTokens;
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
    /// The container is a root struct.
    pub(super) root: bool,
    /// The place of the fields' attributes.
    pub(super) place: Place,
}

/// All fields.
pub(super) fn fields(list: &[ast::Field<'_>], around: &Around<'_>, cx: &mut Context<'_>) -> Vec<Field> {
    let fields = list.iter().map(|serde| field(serde, around, cx)).collect();
    cx.path.clone_from(&around.path);
    fields
}

/// Reports a variant whose name another has.
fn twice(named: &mut Vec<(String, Span)>, name: String, at: Span, cx: &mut Context<'_>) {
    match named.iter().find(|(other, _)| *other == name) {
        Some((_, first)) => {
            let message = format!("two variants have the JSON name `{name}`");
            let fault = Fault::new(Code::KeyConflict, at, message).also(*first, "the other");
            cx.report(fault.help("give one of them another name by `#[serde(rename = \"…\")]`"));
        }
        None => named.push((name, at)),
    }
}

fn place_of(serde: &ast::Field<'_>) -> Span {
    match &serde.member {
        syn::Member::Named(name) => name.span(),
        syn::Member::Unnamed(_) => ty::place(serde.ty),
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
    let (raw, ours) = facts::read(&serde.original.attrs, around.place, cx);
    let keys = SerdeKeys::of(&serde.original.attrs);
    let ty = cx.type_hole(serde.ty);
    let said = serde_facts::field(serde, &keys, cx);
    let name = JsonName::of(
        serde.attrs.name(),
        !serde.attrs.skip_serializing(),
        !serde.attrs.skip_deserializing(),
    );
    name.report(&keys, &around.serde, at, cx);
    misplaced(&raw, &said, cx);
    if around.root {
        let field = RootField {
            member: &member,
            name: &name.name,
            serde: &said,
            attributes: &ours,
            is_status: raw.status.is_some() && member == "status",
            at,
        };
        field.check(cx);
    }
    if let (false, Some(Hole::Type(written))) = (raw.silent, cx.holes.get(ty as usize).cloned()) {
        let node = raw.laid_over(spelled::spelled(&written, around.generics));
        raw.check_fit(
            node.filter(|_| !said.flatten && said.with.is_none()),
            around.generics,
            cx,
        );
    }
    let docs = description(&serde.original.attrs, raw.schema.description.is_some(), cx);
    let status = status(&raw, &member, around, cx);
    let facts = raw.field(status, cx);
    default_hole(&facts, &said, serde.ty, ty, cx);
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

/// Reports what has no meaning where the field is not a property of its own.
fn misplaced(raw: &facts::Raw, serde: &SerdeField, cx: &mut Context<'_>) {
    let skipped = serde.skip || raw.schema.skip.is_some();
    let bounds = skipped.then(|| raw.validation.given());
    for (key, at) in bounds.into_iter().flatten() {
        let message = format!("`{key}` has no meaning on a field that is not in the schema");
        cx.report(Fault::place(at, message));
    }
    for (attribute, at) in raw.beyond() {
        if skipped {
            let message = format!("`{attribute}` has no meaning on a field that is not in the schema");
            cx.report(Fault::place(at, message));
        } else if serde.flatten && attribute == "#[immutable]" {
            let fault = Fault::new(
                Code::Immutable,
                at,
                "a flattened field is no property that could be immutable",
            );
            cx.report(fault.help("write `#[immutable]` on the fields of its type"));
        } else if serde.flatten {
            let message =
                format!("`{attribute}` has no meaning on a flattened field: it has no path of its own");
            cx.report(Fault::place(at, message).help("write it on the fields of its type"));
        }
    }
    let Some(default) = &raw.schema.default else {
        return;
    };
    if serde.flatten {
        let message = "a flattened field is no property that could have a default";
        let fault = Fault::new(Code::DefaultMisplaced, default.0.at, message);
        cx.report(fault.help("write `default` on the fields of its type"));
    }
}

/// Makes the hole of `<T as Default>::default()` where a bare `schema(default)` publishes it.
fn default_hole(
    facts: &FieldFacts,
    serde: &SerdeField,
    written: &syn::Type,
    ty: HoleId,
    cx: &mut Context<'_>,
) {
    let publish = facts
        .schema
        .default
        .as_ref()
        .is_some_and(|said| said.value == DefaultKey::Publish);
    let (true, SerdeDefault::Bare(_)) = (publish, serde.default) else {
        return;
    };
    if let Some(Hole::Type(of)) = cx.holes.get(ty as usize).cloned() {
        cx.hole(Hole::Default(of), written.to_token_stream());
    }
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
        twice(&mut named, variant.name.clone(), serde.ident.span(), cx);
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
        other: keys.mark("other", cx).filter(|_| serde.attrs.other()),
        untagged: keys.mark("untagged", cx).filter(|_| serde.attrs.untagged()),
        shape,
    }
}
