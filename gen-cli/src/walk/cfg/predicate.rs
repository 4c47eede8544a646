//! The predicate of a `cfg`: reading it, and deciding it.

use super::{Facts, Truth};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, LitStr, Meta, Token, token};

/// A predicate, as written.
pub(super) enum Predicate {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Is(String, Option<String>),
    /// `version(…)`, `accessible(…)` and others that are unstable.
    Unknown,
}

impl Predicate {
    /// Kleene's logic: what is undetermined stays so unless the rest decides.
    pub(super) fn decide(&self, facts: &Facts) -> Truth {
        match self {
            Self::All(parts) => decide_all(parts.iter().map(|part| part.decide(facts))),
            Self::Any(parts) => !decide_all(parts.iter().map(|part| !part.decide(facts))),
            Self::Not(part) => !part.decide(facts),
            Self::Is(name, value) => facts.decide(name, value.as_deref()),
            Self::Unknown => Truth::Undetermined,
        }
    }
}

fn decide_all(mut parts: impl Iterator<Item = Truth>) -> Truth {
    parts
        .try_fold(Truth::True, |all, part| match part {
            Truth::False => Err(Truth::False),
            Truth::Undetermined => Ok(Truth::Undetermined),
            Truth::True => Ok(all),
        })
        .unwrap_or_else(|decided| decided)
}

impl Parse for Predicate {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            let value: LitStr = input.parse()?;
            return Ok(Self::Is(name.unraw().to_string(), Some(value.value())));
        }
        if !input.peek(token::Paren) {
            return Ok(Self::Is(name.unraw().to_string(), None));
        }
        let inside;
        syn::parenthesized!(inside in input);
        let list = |inside: ParseStream<'_>| {
            Punctuated::<Self, Token![,]>::parse_terminated(inside)
                .map(|parts| parts.into_iter().collect::<Vec<_>>())
        };
        if name == "all" {
            list(&inside).map(Self::All)
        } else if name == "any" {
            list(&inside).map(Self::Any)
        } else if name == "not" {
            let part = inside.parse()?;
            inside.parse::<Option<Token![,]>>()?;
            Ok(Self::Not(Box::new(part)))
        } else {
            inside.parse::<TokenStream>()?;
            Ok(Self::Unknown)
        }
    }
}

/// The one predicate of `cfg(…)`; a comma may follow.
pub(super) fn parse_cfg(input: ParseStream<'_>) -> syn::Result<Predicate> {
    let predicate = input.parse()?;
    input.parse::<Option<Token![,]>>()?;
    Ok(predicate)
}

/// A `#[cfg(…)]` or `#[cfg_attr(…, …)]` that could not be decided.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The predicate as text.
    pub predicate: String,
    /// Where the attribute stands.
    pub span: Span,
    /// Whether it decides attributes, not whether the item is there.
    pub only_attributes: bool,
    /// The attributes that a `cfg_attr` decides, those of the ones in it included.
    pub attributes: Vec<Meta>,
}

/// The conditions that are left on a node of a loaded module: those that could not be decided. Who finds one on what
/// decides a manifest reports `KW0207`; the way out is to state it in `[package.metadata.gen-cli]`.
#[must_use]
pub fn undetermined(attributes: &[Attribute]) -> Vec<Condition> {
    attributes.iter().filter_map(condition).collect()
}

fn condition(attribute: &Attribute) -> Option<Condition> {
    let is_cfg_attr = attribute.path().is_ident("cfg_attr");
    if !is_cfg_attr && !attribute.path().is_ident("cfg") {
        return None;
    }
    let tokens = attribute.meta.require_list().ok()?.tokens.clone();
    let (predicate, inner) = split.parse2(tokens).ok()?;
    let attributes = flat(inner);
    Some(Condition {
        predicate: predicate.to_string(),
        span: attribute.pound_token.span(),
        only_attributes: is_cfg_attr && !attributes.iter().any(|inner| inner.path().is_ident("cfg")),
        attributes,
    })
}

/// The predicate, and what stands behind it.
fn split(input: ParseStream<'_>) -> syn::Result<(TokenStream, Vec<Meta>)> {
    let mut predicate = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?.to_tokens(&mut predicate);
    }
    input.parse::<Option<Token![,]>>()?;
    let inner = Punctuated::<Meta, Token![,]>::parse_terminated(input)?;
    Ok((predicate, inner.into_iter().collect()))
}

/// The attributes, with those of each `cfg_attr` in its place.
fn flat(attributes: Vec<Meta>) -> Vec<Meta> {
    let mut found = Vec::new();
    let mut rest: Vec<Meta> = attributes.into_iter().rev().collect();
    while let Some(meta) = rest.pop() {
        let inside = match &meta {
            Meta::List(list) if list.path.is_ident("cfg_attr") => split.parse2(list.tokens.clone()).ok(),
            _ => None,
        };
        match inside {
            Some((_, inner)) => rest.extend(inner.into_iter().rev()),
            None => found.push(meta),
        }
    }
    found
}
