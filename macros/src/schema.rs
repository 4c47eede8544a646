//! `#[derive(Schema)]`: a template literal and its holes.

use crate::holes::{self, Filled};
use crate::pieces::{Krate, Pieces};
use crate::{errors, stub};
use kubewright_core::lower::{lower, without_places};
use kubewright_core::syntax::{self, Marks, Read};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{DeriveInput, GenericParam};

pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let mut marks = Marks::new(1);
    let read = syntax::container(input, &mut marks).and_then(|read| Ok((lower(&read.container)?, read)));
    match read {
        Ok((template, read)) => {
            let krate = krate(&read);
            let filled = holes::emit(&without_places(template), &read, &krate);
            implementation(input, &krate, filled)
        }
        Err(wrong) => {
            let krate = stub::krate(&stub::lists(input));
            let mut all = errors::compile_errors(&wrong, &marks);
            all.extend(implementation(input, &krate, Filled::default()));
            all
        }
    }
}

/// Where kubewright is: `::kubewright`, or what `crate = …` says.
pub(crate) fn krate(read: &Read) -> Krate {
    let given = read
        .container
        .resource
        .as_ref()
        .and_then(|resource| resource.krate.as_ref());
    Krate::new(given.and_then(|path| path.value.parse().ok()))
}

/// The path of the runtime.
pub(crate) fn private(krate: &Krate) -> TokenStream {
    quote!(#krate::__private)
}

/// What the runtime's macro `schema` makes the impl of.
fn implementation(input: &DeriveInput, krate: &Krate, filled: Filled) -> TokenStream {
    let mut pieces = Pieces::default();
    pieces.text(&input.ident.to_string());
    generics(
        &input.generics,
        &quote!(#krate::__private::JsonSchema),
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

/// An item's generics as an impl needs them, each type parameter with a bound more.
pub(crate) fn generics(generics: &syn::Generics, bound: &impl ToTokens, pieces: &mut Pieces) {
    if generics.params.is_empty() && generics.where_clause.is_none() {
        return pieces.text("[] [] []");
    }
    let generics = bounded(generics, bound);
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
