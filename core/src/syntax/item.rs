//! A struct or enum.

use super::attribute;
use super::field::{self, Around, description};
use super::leaf::PathText;
use super::place::Place;
use super::resource::{self, Item};
use super::serde_facts::{self, SerdeKeys};
use super::slot::{IntoModel, Key};
use super::spelled::{Spelled, spelled};
use super::suggest::did_you_mean;
use super::{Context, Fault, converted, facts, keys, root, ty};
use crate::diag::Code;
use crate::model::{
    Container, Field, Generic, Hole, NodeKind, Shape, Tagging, TypeFacts, Variant, VariantShape,
};
use serde_derive_internals::ast;
use syn::{Data, DeriveInput};

/// How much of an item is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// Its own attributes: as if it had no fields, but for what serde says of them.
    Outside,
}

/// Reads an item. None where it has no shape at all; what is wrong is reported.
pub(super) fn container(input: &DeriveInput, extent: Extent, cx: &mut Context<'_>) -> Option<Container> {
    let name = ty::unraw(&input.ident);
    let span = cx.mark(input.ident.span());
    if let Data::Union(_) = &input.data {
        let fault = Fault::new(
            Code::ShapeUnsupported,
            input.ident.span(),
            "a union has no schema",
        );
        cx.report(
            fault
                .note("serde can't tell which field is set")
                .help("write an enum"),
        );
        return None;
    }
    let (mut raw, ours) = facts::read(&input.attrs, Place::Container, cx);
    let krate = raw.schema.krate.take();
    let has_resource = ours.iter().any(|attribute| attribute.name == "resource");
    let is_root = has_resource && root::is_root(&input.data);
    let observed = !has_resource && raw.status.is_some();
    misplaced(input, &raw, has_resource, cx);
    let generics = generics(input, cx);
    let names: Vec<String> = generics.iter().map(|generic| generic.name.clone()).collect();
    let serde = serde_facts::read(input, cx)?;
    let keys = SerdeKeys::of(&input.attrs);
    let mut said = serde_facts::container(&serde, cx);
    let around = Around {
        path: name.clone(),
        generics: &names,
        serde: vec![&keys],
        root: is_root,
        place: Place::Field,
    };
    let shape = match extent {
        Extent::Whole => match converted::shape(&serde, cx) {
            Some(shape) => {
                said.transparent = true;
                shape
            }
            None => shape(&serde, &around, cx),
        },
        Extent::Outside => Shape::Unit,
    };
    let docs = description(&input.attrs, raw.schema.description.is_some(), cx);
    if !raw.silent {
        let holes = cx.holes.clone();
        let node = kind(&shape, &said.tagging, &holes, &names);
        raw.check_fit(raw.laid_over(node), &names, cx);
    }
    let resource = attribute::gathered(&ours, cx).map(|(keys, at)| {
        one_crate(&keys, krate.as_ref(), cx);
        let item = Item {
            name: &input.ident,
            is_root,
            status: raw.status.as_ref(),
            status_field: root::status_field(&input.data).filter(|_| is_root),
            metadata: root::other_metadata(&input.data),
        };
        resource::resource(keys, at, &item, cx)
    });
    let status = raw
        .status
        .as_ref()
        .filter(|_| observed)
        .map(|status| cx.mark(status.at));
    // The derives take the path from its tokens; what can't be read of it is told.
    krate.into_model(cx);
    let facts = raw.field(None, cx);
    one_of_names(&facts.validation, &shape, cx);
    Some(Container {
        name,
        span,
        generics,
        docs,
        facts: TypeFacts {
            validation: facts.validation,
            schema: facts.schema,
            immutable: facts.immutable,
            status,
        },
        resource,
        serde: said,
        shape,
        holes: std::mem::take(&mut cx.holes),
    })
}

/// Attributes of the container that have no meaning on what it is.
fn misplaced(input: &DeriveInput, raw: &facts::Raw, has_resource: bool, cx: &mut Context<'_>) {
    let is_enum = matches!(input.data, Data::Enum(_));
    let resource = input
        .attrs
        .iter()
        .find(|attribute| attribute.path().is_ident("resource"));
    if let (true, Some(resource)) = (is_enum, resource) {
        let at = syn::spanned::Spanned::span(resource.path());
        let fault = Fault::place(at, "`#[resource]` has no meaning on an enum");
        cx.report(fault.help("write it on a struct with a field of this enum"));
    }
    let Some(status) = &raw.status else { return };
    if has_resource {
        return;
    }
    if is_enum {
        let fault = Fault::place(status.at, "`#[status]` has no meaning on an enum");
        cx.report(fault.help("write it on the status struct that holds the enum"));
    }
    if status.tokens.is_some() {
        let fault = Fault::place(
            status.at,
            "`#[status(…)]` has a meaning beside `#[resource(…)]` alone",
        );
        cx.report(fault.help("write `#[status]`: this struct is observed state"));
    }
}

/// Reports two places of kubewright that are not the same.
fn one_crate(resource: &keys::Resource, given: Option<&Key<PathText>>, cx: &mut Context<'_>) {
    let (Some(one), Some(other)) = (&resource.krate, given) else {
        return;
    };
    let text = |key: &Key<PathText>| key.0.value.as_ref().ok().map(PathText::text);
    if text(one) != text(other) {
        let message = "`crate` of `#[schema]` and of `#[resource]` are two paths";
        let fault = Fault::new(Code::KeyConflict, other.0.at, message).also(one.0.at, "the other");
        cx.report(fault.help("keep one of the two: it is for all derives of the type"));
    }
}

fn generics(input: &DeriveInput, cx: &mut Context<'_>) -> Vec<Generic> {
    let parameters: Vec<_> = input.generics.type_params().collect();
    let parameters = parameters.into_iter();
    parameters
        .map(|parameter| Generic {
            name: ty::unraw(&parameter.ident),
            default: parameter.default.as_ref().map(|(_, ty)| cx.type_hole(ty)),
        })
        .collect()
}

fn shape(serde: &ast::Container<'_>, around: &Around<'_>, cx: &mut Context<'_>) -> Shape {
    let (style, list) = match &serde.data {
        ast::Data::Enum(variants) => return Shape::Enum(field::variants(variants, around, cx)),
        ast::Data::Struct(style, fields) => (style, fields),
    };
    let tuple = Around {
        path: around.path.clone(),
        serde: around.serde.clone(),
        place: Place::TupleItem,
        ..*around
    };
    let (fields, is_single) = match style {
        ast::Style::Unit => return Shape::Unit,
        ast::Style::Struct => (field::fields(list, around, cx), false),
        ast::Style::Newtype => (field::fields(list, around, cx), true),
        ast::Style::Tuple if serde.attrs.transparent() => (field::fields(list, around, cx), false),
        ast::Style::Tuple => return Shape::Tuple(field::fields(list, &tuple, cx)),
    };
    let inner = list
        .iter()
        .position(|field| is_single || field.attrs.transparent());
    match inner.filter(|_| is_single || serde.attrs.transparent()) {
        Some(index) => match fields.into_iter().nth(index) {
            Some(field) => Shape::Newtype(Box::new(field)),
            None => Shape::Unit,
        },
        None => Shape::Struct(fields),
    }
}

/// What a container is to the keys on it, as far as its tokens tell.
fn kind<'h>(shape: &Shape, tagging: &Tagging, holes: &'h [Hole], generics: &[String]) -> Option<Spelled<'h>> {
    let unit = |variant: &Variant| matches!(variant.shape, VariantShape::Unit);
    match shape {
        Shape::Struct(fields) if fields.iter().any(|field| field.serde.flatten) => None,
        Shape::Struct(_) => Some(Spelled::only(NodeKind::Object)),
        Shape::Tuple(_) => Some(Spelled::only(NodeKind::Array)),
        Shape::Enum(variants) if *tagging == Tagging::External && variants.iter().all(unit) => {
            Some(Spelled::only(NodeKind::String))
        }
        Shape::Enum(variants) if *tagging == Tagging::External && !variants.iter().any(unit) => {
            Some(Spelled::only(NodeKind::Object))
        }
        Shape::Newtype(field) => newtype(field, holes, generics),
        Shape::Unit | Shape::Enum(_) => None,
    }
}

fn newtype<'h>(field: &Field, holes: &'h [Hole], generics: &[String]) -> Option<Spelled<'h>> {
    let schema = &field.facts.schema;
    let laid_over = schema.with.is_some() || schema.type_.is_some() || schema.int_or_string.is_some();
    match holes.get(field.ty as usize) {
        Some(Hole::Type(ty)) if !laid_over && field.serde.with.is_none() => spelled(ty, generics),
        _ => None,
    }
}

/// Reports names in the one-of keys that no field has.
fn one_of_names(validation: &crate::model::Validation, shape: &Shape, cx: &mut Context<'_>) {
    let Shape::Struct(fields) = shape else { return };
    if fields.iter().any(|field| field.serde.flatten) {
        return;
    }
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let lists = [
        &validation.exactly_one_of,
        &validation.at_most_one_of,
        &validation.at_least_one_of,
    ];
    for name in lists.into_iter().flatten().flat_map(|list| &list.value) {
        if !names.contains(&name.value.as_str()) {
            let message = format!("no field has the JSON name `{}`", name.value);
            let fault = crate::diag::Diagnostic::new(Code::UnknownField, name.at, cx.path.clone(), message);
            cx.diagnostics
                .push(match did_you_mean(&name.value, names.iter().copied()) {
                    Some(near) => fault.help(format!("did you mean `{near}`?")),
                    None => fault.help(format!("its fields, by their JSON names: {}", names.join(", "))),
                });
        }
    }
}
