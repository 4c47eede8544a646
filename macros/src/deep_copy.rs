//! `#[derive(DeepCopy)]`: field by field. The fields are sorted here; what copies them is written by the runtime's
//! macro `deep_copy`.

mod fields;
mod item;

use crate::pieces::{Krate, Pieces};
use crate::{errors, schema, stub};
use fields::Within;
use item::{Data, Item};
use kubewright_core::syntax::{self, Marks};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::quote;
use syn::DeriveInput;

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let Some(item) = Item::scan(input.clone()) else {
        return TokenStream::new();
    };
    let mut marks = Marks::new(1);
    let mut wrong = Vec::new();
    let krate = stub::krate_in(&item.places);
    let name = schema::plain(&item.name);
    let mut pieces = Pieces::default();
    for attribute in &item.attributes {
        fields::on_item(attribute, &name, &mut marks, &mut wrong);
    }
    match &item.data {
        Data::Struct(list) => {
            heading("struct", &item, &krate, &mut pieces);
            fields::write(list, Within::Struct, &name, &mut pieces, (&mut marks, &mut wrong));
        }
        Data::Enum(variants) => {
            heading("enum", &item, &krate, &mut pieces);
            for variant in variants {
                let owner = format!("{name}::{}", schema::plain(&variant.name));
                for attribute in &variant.attributes {
                    fields::on_variant(attribute, &owner, &mut marks, &mut wrong);
                }
                let mut inner = Pieces::default();
                inner.text(&variant.name.to_string());
                fields::write(
                    &variant.fields,
                    Within::Variant,
                    &owner,
                    &mut inner,
                    (&mut marks, &mut wrong),
                );
                pieces.group(Delimiter::Parenthesis, inner.finish());
            }
        }
        Data::Union => {
            let message = "a union has no deep copy, since nothing tells which of its fields holds";
            return errors::compile_error(item.name.span(), message);
        }
    }
    if !wrong.is_empty() {
        pieces = Pieces::default();
        heading("mistaken", &item, &krate, &mut pieces);
    }
    let mut all = errors::compile_errors(&wrong, &marks);
    all.extend(krate.call("deep_copy", pieces.finish()));
    all.extend(root(&item, input, &krate));
    all
}

/// What is written, the item's name, and its generics as an impl needs them.
fn heading(what: &str, item: &Item, krate: &Krate, pieces: &mut Pieces) {
    pieces.text(what);
    pieces.text(&item.name.to_string());
    let (parameters, bounds) = &item.generics;
    let generics = match parameters.is_empty() && bounds.is_empty() {
        true => syn::Generics::default(),
        false => syn::parse2::<DeriveInput>(quote!(struct Generic #parameters #bounds {}))
            .map_or_else(|_| syn::Generics::default(), |item| item.generics),
    };
    schema::generics(&generics, &quote!(#krate::DeepCopy), &[], pieces);
}

/// The root that `CustomResource` makes of a Spec is copied by its parts.
fn root(item: &Item, input: TokenStream, krate: &Krate) -> Option<TokenStream> {
    let (Data::Struct(list), false) = (&item.data, item.resource.is_empty()) else {
        return None;
    };
    let is_root = list.iter().any(|field| {
        is_named(&field.member, "metadata")
            && field.ty.last().is_some_and(|last| is_named(last, "ObjectMeta"))
    });
    if is_root || !item.generics.0.is_empty() {
        return None;
    }
    let spec = schema::plain(&item.name);
    let (root, derives, has_status) = match stub::names(&spec, &item.resource) {
        Some(names) => (
            names.root,
            names.derives,
            item.status.as_ref().is_some_and(is_status),
        ),
        // A name that takes more than its tokens to read.
        None => read(input)?,
    };
    let asked = |derive: &String| derive.rsplit("::").next().map(str::trim) == Some("DeepCopy");
    if derives.iter().any(asked) {
        return None;
    }
    let root = syn::parse_str::<Ident>(&root).ok()?;
    let status = if has_status { "status" } else { "" };
    let text = format!("struct {root} [] [] [] [] [metadata spec {status}] [] []");
    Some(krate.call("deep_copy", text.parse().unwrap_or_default()))
}

/// Whether it says which type the status is; of what says anything else, no root has a status.
fn is_status(path: &Option<TokenStream>) -> bool {
    path.as_ref()
        .is_none_or(|path| syn::parse2::<syn::Path>(path.clone()).is_ok())
}

fn is_named(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

/// The root's name, the derives that it is asked to have, and whether it has a status.
fn read(input: TokenStream) -> Option<(String, Vec<String>, bool)> {
    let input = syn::parse2::<DeriveInput>(input).ok()?;
    // What is wrong is said by the other derives.
    let resource = syntax::outside(&input, &mut Marks::new(1))
        .ok()?
        .container
        .resource?;
    let derives = resource.derives.into_iter().map(|derive| derive.value);
    Some((resource.root, derives.collect(), resource.status.is_some()))
}
