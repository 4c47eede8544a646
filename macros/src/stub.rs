//! What can be told of an item that could not be read: enough for stand-ins, so that one mistake is one message.

use crate::pieces::Krate;
use crate::schema::plain;
use kubewright_core::model::Resource;
use kubewright_core::span::{Span, Spanned};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{DeriveInput, Meta};

/// What stands in the item's `#[resource(…)]`.
pub(crate) fn lists(input: &DeriveInput) -> Vec<TokenStream> {
    named(&input.attrs, &["resource"])
}

/// Where kubewright is, by the tokens of `#[resource(crate = …)]` or `#[schema(crate = …)]`.
pub(crate) fn krate(input: &DeriveInput) -> Krate {
    krate_in(&named(&input.attrs, &["resource", "schema"]))
}

/// Where kubewright is, by what stands in the attributes that may say so.
pub(crate) fn krate_in(lists: &[TokenStream]) -> Krate {
    Krate::new(value(lists, "crate"))
}

/// What stands in the parentheses of the attributes with these names.
fn named(attributes: &[syn::Attribute], names: &[&str]) -> Vec<TokenStream> {
    let named = attributes
        .iter()
        .filter(|attribute| names.iter().any(|name| attribute.path().is_ident(name)));
    let lists = named.filter_map(|attribute| attribute.meta.require_list().ok());
    lists.map(|list| list.tokens.clone()).collect()
}

/// What names the root that is made of a Spec.
pub(crate) struct Names {
    pub(crate) root: String,
    /// What stands in `derive(…)`.
    pub(crate) derives: Vec<String>,
}

/// The names as the tokens have them. None where one is no plain literal.
pub(crate) fn names(spec: &str, lists: &[TokenStream]) -> Option<Names> {
    let text = |key| match value(lists, key) {
        None => Some(None),
        Some(tokens) => syn::parse2::<syn::LitStr>(tokens)
            .ok()
            .map(|text| Some(text.value())),
    };
    let (_, root) = kind_and_root(spec, text("kind")?, text("root")?);
    let derives = lists.iter().flat_map(|list| derives(list.clone())).collect();
    Some(Names { root, derives })
}

/// The names of the kind and of the root.
fn kind_and_root(spec: &str, kind: Option<String>, root: Option<String>) -> (String, String) {
    let stem = spec.strip_suffix("Spec").filter(|stem| !stem.is_empty());
    let kind = kind.unwrap_or_else(|| stem.unwrap_or(spec).to_owned());
    let root = match root {
        Some(root) => root,
        // A Spec without a name of its own would clash with its root.
        None if kind == spec => format!("{kind}Root"),
        None => kind.clone(),
    };
    (kind, root)
}

fn derives(list: TokenStream) -> Vec<String> {
    let mut tokens = list.into_iter();
    let found = tokens.any(|token| matches!(token, TokenTree::Ident(ident) if ident == "derive"));
    match tokens.next() {
        Some(TokenTree::Group(group)) if found => {
            let text = group.stream().to_string();
            text.split(',').map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// A resource with the names that can be told; none where no root can be made of the item.
pub(crate) fn resource(input: &DeriveInput) -> Option<Resource> {
    if !matches!(input.data, syn::Data::Struct(_)) || !input.generics.params.is_empty() {
        return None;
    }
    let spec = plain(&input.ident);
    let lists = lists(input);
    let text = |key| value(&lists, key).and_then(|tokens| syn::parse2::<syn::LitStr>(tokens).ok());
    let text = |key| text(key).map(|literal| literal.value());
    let (kind, root) = kind_and_root(&spec, text("kind"), text("root"));
    let is_root = matches!(&input.data, syn::Data::Struct(data) if data.fields.iter().any(is_metadata));
    let root = if is_root { spec } else { root };
    let status = status(input).map(|path| path.unwrap_or_else(|| format!("{kind}Status")));
    let written = |value: String| Spanned::new(value, Span::NONE);
    let mut resource = Resource {
        root,
        is_root,
        status: status.map(written),
        ..Resource::default()
    };
    resource.names.kind = written(kind);
    syn::parse_str::<syn::Ident>(&resource.root).ok()?;
    Some(resource)
}

fn is_metadata(field: &syn::Field) -> bool {
    let named = field.ident.as_ref().is_some_and(|name| name == "metadata");
    named
        && matches!(&field.ty, syn::Type::Path(ty)
        if ty.path.segments.last().is_some_and(|last| last.ident == "ObjectMeta"))
}

/// `#[status]`, with the path that it names; none where it names anything else.
fn status(input: &DeriveInput) -> Option<Option<String>> {
    let attribute = input
        .attrs
        .iter()
        .find(|attribute| attribute.path().is_ident("status"))?;
    match &attribute.meta {
        Meta::List(list) => list
            .parse_args::<syn::Path>()
            .ok()
            .map(|_| Some(list.tokens.to_string())),
        _ => Some(None),
    }
}

/// The tokens of `key = …` in `#[resource(…)]`, up to the next comma.
fn value(lists: &[TokenStream], key: &str) -> Option<TokenStream> {
    lists.iter().find_map(|list| value_in(list.clone(), key))
}

fn value_in(tokens: TokenStream, key: &str) -> Option<TokenStream> {
    let mut tokens = tokens.into_iter();
    let mut starts = true;
    while let Some(token) = tokens.next() {
        let is_key = starts && matches!(&token, TokenTree::Ident(ident) if ident == key);
        starts = is_comma(&token);
        if is_key && matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=') {
            let value: TokenStream = tokens
                .take_while(|token| !is_comma(token))
                .flat_map(ungrouped)
                .collect();
            return (!value.is_empty()).then_some(value);
        }
    }
    None
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// What a macro substituted comes in a group without delimiters.
fn ungrouped(token: TokenTree) -> TokenStream {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => group.stream(),
        other => other.into(),
    }
}
