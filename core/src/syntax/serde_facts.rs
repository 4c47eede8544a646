//! What serde's attributes say, by serde's own reader; the places of its keys by ours.

use super::{Context, Fault, camel_case, read, ty};
use crate::diag::Code;
use crate::model::{Hole, SerdeContainer, SerdeDefault, SerdeField, Tagging};
use crate::span::{Span, Spanned};
use proc_macro2::Span as Place;
use quote::ToTokens;
use serde_derive_internals::ast::{Container, Field};
use serde_derive_internals::attr::{Default as SerdesDefault, Identifier, TagType};
use serde_derive_internals::name::MultiName;
use serde_derive_internals::{Ctxt, Derive};
use syn::{Attribute, DeriveInput, Meta};

/// The keys of an item's `#[serde(…)]` with their places.
pub(super) struct SerdeKeys(Vec<(String, Place)>);

impl SerdeKeys {
    pub(super) fn of(attributes: &[Attribute]) -> Self {
        let mut keys = Vec::new();
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("serde"))
        {
            if let Meta::List(list) = &attribute.meta {
                // What can't be read is serde's to say.
                let parts = read::split(list.tokens.clone(), &mut Vec::new());
                let named = parts.iter().filter_map(|part| part.first());
                keys.extend(named.map(|first| (first.to_string(), first.span())));
            }
        }
        Self(keys)
    }

    /// The place of the first of these keys that is there.
    pub(super) fn place(&self, names: &[&str]) -> Option<Place> {
        let mut keys = self.0.iter();
        keys.find(|(key, _)| names.contains(&key.as_str()))
            .map(|(_, at)| *at)
    }

    /// The number of the place of a key, if it is there.
    pub(super) fn mark(&self, name: &str, cx: &mut Context<'_>) -> Option<Span> {
        self.place(&[name]).map(|at| cx.mark(at))
    }
}

/// Reads an item with serde's own reader; what serde finds wrong is reported in its words.
pub(super) fn read<'i>(input: &'i DeriveInput, cx: &mut Context<'_>) -> Option<Container<'i>> {
    if camel_case::check(input, cx).is_break() {
        return None;
    }
    let errors = Ctxt::new();
    let private = proc_macro2::Ident::new("__private", Place::call_site());
    let container = Container::from_ast(&errors, input, Derive::Deserialize, &private);
    if let Err(error) = errors.check() {
        for error in error {
            cx.report(Fault::new(Code::SerdeSyntax, error.span(), error.to_string()));
        }
    }
    container
}

/// The container's facts.
pub(super) fn container(serde: &Container<'_>, cx: &mut Context<'_>) -> SerdeContainer {
    let keys = SerdeKeys::of(&serde.original.attrs);
    if let (Identifier::Field | Identifier::Variant, Some(at)) = (
        serde.attrs.identifier(),
        keys.place(&["field_identifier", "variant_identifier"]),
    ) {
        let fault = Fault::new(
            Code::SerdeAttribute,
            at,
            "an identifier enum is no data and has no schema",
        );
        cx.report(fault.help("leave the derive `Schema` out"));
    }
    if let (Some(_), Some(at)) = (serde.attrs.remote(), keys.place(&["remote"])) {
        let message = "a `remote` definition is the schema of no field by itself";
        let fault = Fault::new(Code::SerdeAttribute, at, message);
        cx.report(fault.help("write `#[schema(with = { … })]` on the fields that use it"));
    }
    let default = default(serde.attrs.default(), &keys, cx);
    SerdeContainer {
        transparent: serde.attrs.transparent(),
        deny_unknown_fields: serde.attrs.deny_unknown_fields(),
        default,
        tagging: match serde.attrs.tag() {
            TagType::External => Tagging::External,
            TagType::Internal { tag } => Tagging::Internal(tag.clone()),
            TagType::Adjacent { tag, content } => Tagging::Adjacent(tag.clone(), content.clone()),
            TagType::None => Tagging::Untagged,
        },
        tagging_at: keys.place(&["tag", "untagged"]).map(|at| cx.mark(at)),
    }
}

/// A default as it is written; serde's own idea of it also has what `skip` and the container imply.
fn default(default: &SerdesDefault, keys: &SerdeKeys, cx: &mut Context<'_>) -> SerdeDefault {
    match (keys.mark("default", cx), default) {
        (Some(at), SerdesDefault::Default) => SerdeDefault::Bare(at),
        (Some(at), SerdesDefault::Path(path)) => {
            let written = ty::of_path(path.qself.as_ref(), &path.path, cx);
            SerdeDefault::Path(cx.hole(Hole::DefaultFn(written), path.to_token_stream()), at)
        }
        _ => SerdeDefault::None,
    }
}

/// A field's facts.
pub(super) fn field(serde: &Field<'_>, keys: &SerdeKeys, cx: &mut Context<'_>) -> SerdeField {
    let attrs = &serde.attrs;
    let with = ["with", "serialize_with", "deserialize_with"].into_iter();
    let with = with
        .filter_map(|key| keys.place(&[key]).map(|at| (key, at)))
        .next();
    let skip = attrs.skip_serializing() && attrs.skip_deserializing();
    SerdeField {
        flatten: attrs.flatten(),
        default: default(attrs.default(), keys, cx),
        skip,
        skip_serializing: keys.mark("skip_serializing", cx).filter(|_| !skip),
        skip_deserializing: keys.mark("skip_deserializing", cx).filter(|_| !skip),
        skip_serializing_if: keys.mark("skip_serializing_if", cx),
        with: with.map(|(key, at)| Spanned::new(key.to_owned(), cx.mark(at))),
    }
}

/// The one name of a field or variant, which must be the same in both directions wherever both are used.
pub(super) struct JsonName {
    pub(super) name: String,
    pub(super) disagrees: Option<String>,
}

impl JsonName {
    pub(super) fn of(name: &MultiName, writes: bool, reads: bool) -> Self {
        let written = name.serialize_name().value.clone();
        let read = name.deserialize_name().value.clone();
        let disagrees = writes && reads && written != read;
        Self {
            disagrees: disagrees.then(|| read.clone()),
            name: if writes { written } else { read },
        }
    }

    /// Reports a name that is written and another that is read, at the key that says so.
    pub(super) fn report(&self, own: &SerdeKeys, outer: &[&SerdeKeys], at: Place, cx: &mut Context<'_>) {
        let Some(read) = &self.disagrees else { return };
        let rules = outer
            .iter()
            .find_map(|keys| keys.place(&["rename_all", "rename_all_fields"]));
        let at = own.place(&["rename"]).or(rules).unwrap_or(at);
        let message = format!("written as `{}` but read as `{read}`", self.name);
        let fault = Fault::new(Code::SerdeAttribute, at, message);
        let fault = fault.note("the API server has one name for it");
        cx.report(fault.help("write `rename = \"…\"`; `alias = \"…\"` lets serde read other names too"));
    }
}
