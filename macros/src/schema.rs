//! `#[derive(Schema)]`: a template literal and its holes.

use crate::holes::{self, Filled};
use crate::pieces::{Krate, Pieces};
use crate::{errors, stub};
use kubewright_core::lower::{self, lower, without_places};
use kubewright_core::syntax::{self, Marks};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, GenericParam};

pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let mut marks = Marks::new(1);
    let read = syntax::container(input, &mut marks).and_then(|read| Ok((lower(&read.container)?, read)));
    match read {
        Ok((template, read)) => {
            let krate = stub::krate(input);
            let filled = holes::emit(&without_places(template), &read, &krate);
            let mut all = implementation(input, &krate, filled);
            all.extend(asks_for_a_kind(input, &krate));
            all
        }
        Err(wrong) => {
            let krate = stub::krate(input);
            let mut all = errors::compile_errors(&wrong, &marks);
            all.extend(implementation(input, &krate, Filled::default()));
            all
        }
    }
}

/// The path of the runtime.
pub(crate) fn private(krate: &Krate) -> TokenStream {
    quote!(#krate::__private)
}

/// A type with `#[resource(…)]` is a kind, if the derive `CustomResource` says so: no derive sees another.
fn asks_for_a_kind(input: &DeriveInput, krate: &Krate) -> Option<TokenStream> {
    let mut attributes = input.attrs.iter();
    let resource = attributes.find(|attribute| attribute.path().is_ident("resource"))?;
    if !input.generics.params.is_empty() {
        return None;
    }
    let (at, name) = (Span::call_site().located_at(resource.path().span()), &input.ident);
    let told = lower::resource_without_derive(&plain(name), kubewright_core::span::Span::NONE).to_string();
    let private = private(krate);
    Some(quote_spanned! {at=>
        const _: () = {
            use #private::NoKind as _;
            ::core::assert!(#private::KindProbe::<#name>::KIND, #told);
        };
    })
}

/// What the runtime's macro `schema` makes the impl of.
fn implementation(input: &DeriveInput, krate: &Krate, filled: Filled) -> TokenStream {
    let mut pieces = Pieces::default();
    pieces.text(&input.ident.to_string());
    let bound = quote!(#krate::__private::JsonSchema);
    let serialized = filled.serialized.iter();
    let serialized = serialized.map(|ty| quote!(#ty: #krate::__private::serde::Serialize));
    generics(
        &input.generics,
        &bound,
        &serialized.collect::<Vec<_>>(),
        &mut pieces,
    );
    pieces.literal(&plain(&input.ident));
    pieces.text("[");
    for parameter in input.generics.type_params() {
        pieces.text(&parameter.ident.to_string());
    }
    pieces.text("]");
    pieces.raw_literal(&filled.text, filled.marks);
    for list in [filled.types, filled.options] {
        let entry = |ty| TokenTree::Group(Group::new(Delimiter::Parenthesis, ty));
        pieces.list(list.into_iter().map(entry).collect());
    }
    pieces.list(filled.values);
    krate.call("schema", pieces.finish())
}

/// An item's generics as an impl needs them, each type parameter with a bound more, and these predicates.
pub(crate) fn generics(
    generics: &syn::Generics,
    bound: &impl ToTokens,
    predicates: &[TokenStream],
    pieces: &mut Pieces,
) {
    if generics.params.is_empty() && generics.where_clause.is_none() {
        return pieces.text("[] [] []");
    }
    let mut generics = bounded(generics, bound);
    if !predicates.is_empty() {
        let clause = generics.make_where_clause();
        clause.predicates.extend(
            predicates
                .iter()
                .map(|predicate| syn::parse_quote!(#predicate))
                .collect::<Vec<syn::WherePredicate>>(),
        );
    }
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    pieces.tokens(quote!([#impl_generics] [#ty_generics] [#where_clause]));
}

/// An identifier without `r#`.
pub(crate) fn plain(ident: &syn::Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}

/// The item's generics, each type parameter with a bound more.
fn bounded(generics: &syn::Generics, bound: &impl ToTokens) -> syn::Generics {
    let mut generics = generics.clone();
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            param.bounds.push(syn::parse_quote!(#bound));
        }
    }
    generics
}
