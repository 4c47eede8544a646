//! Tokens to parts: an attribute's own reader.
//!
//! It splits at commas first, so that one part that can't be read costs no other part, and takes any tokens as a
//! value. Groups without delimiters (what `macro_rules!` wraps around its fragments) count as their content.

use super::{Fault, ty};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, MacroDelimiter, Meta, MetaList, MetaNameValue};

/// How deep an attribute may be nested: beyond any that is meant, and well within the smallest stacks.
const DEEPEST: usize = 32;

/// What stands between two commas.
pub(super) type Part = Vec<TokenTree>;

/// The place of a group or attribute that is nested too deeply to be read.
pub(super) fn too_deep(tokens: &TokenStream) -> Option<Fault> {
    let mut open = vec![tokens.clone().into_iter()];
    while let Some(level) = open.last_mut() {
        match level.next() {
            None => {
                open.pop();
            }
            Some(TokenTree::Group(group)) if open.len() > DEEPEST => {
                let message = format!("an attribute is nested more than {DEEPEST} levels deep");
                return Some(Fault::syntax(group.span_open(), message));
            }
            Some(TokenTree::Group(group)) => open.push(group.stream().into_iter()),
            Some(_) => {}
        }
    }
    None
}

/// The tokens of one level, with groups without delimiters opened.
pub(super) fn level(tokens: TokenStream) -> Part {
    let mut flat = Vec::new();
    let mut open = vec![tokens.into_iter()];
    while let Some(stream) = open.last_mut() {
        match stream.next() {
            None => {
                open.pop();
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                open.push(group.stream().into_iter());
            }
            Some(token) => flat.push(token),
        }
    }
    flat
}

/// The parts between commas; one comma may trail.
pub(super) fn split(tokens: TokenStream, faults: &mut Vec<Fault>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut part = Part::new();
    for token in level(tokens) {
        if !is_punct(&token, ',') {
            part.push(token);
        } else if part.is_empty() {
            faults.push(Fault::syntax(token.span(), "a comma with nothing before it"));
        } else {
            parts.push(std::mem::take(&mut part));
        }
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

/// Whether a token is this punctuation mark.
pub(super) fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// Whether a part is a value by itself: a literal, or a path with an upper-case letter or `::` in it.
pub(super) fn is_lone_value(part: &[TokenTree]) -> bool {
    match part {
        [TokenTree::Literal(_), ..] => true,
        [TokenTree::Punct(dash), TokenTree::Literal(_)] => dash.as_char() == '-',
        [
            TokenTree::Ident(name),
            TokenTree::Punct(mark),
            TokenTree::Group(_),
        ] => name == "concat" && mark.as_char() == '!',
        [TokenTree::Ident(name)] => name.to_string().contains(char::is_uppercase),
        [first, ..] => {
            is_punct(first, '<') || part.windows(2).any(|pair| pair.iter().all(|t| is_punct(t, ':')))
        }
        [] => false,
    }
}

/// A part as `key`, `key = tokens` or `key(tokens)`.
pub(super) fn keyed(part: &[TokenTree]) -> Result<Meta, Fault> {
    let [TokenTree::Ident(key), rest @ ..] = part else {
        let at = part.first().map_or_else(Span::call_site, TokenTree::span);
        return Err(Fault::syntax(at, "expected `key`, `key = value` or `key(…)`"));
    };
    let path = syn::Path::from(proc_macro2::Ident::new(&ty::unraw(key), key.span()));
    match rest {
        [] => Ok(Meta::Path(path)),
        [TokenTree::Punct(equals)] if equals.as_char() == '=' => Err(Fault::syntax(
            equals.span(),
            format!("expected a value after `{key} =`"),
        )),
        [TokenTree::Punct(equals), value @ ..] if equals.as_char() == '=' => {
            Ok(Meta::NameValue(MetaNameValue {
                path,
                eq_token: syn::Token![=](equals.span()),
                value: Expr::Verbatim(value.iter().cloned().collect()),
            }))
        }
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
            Ok(Meta::List(MetaList {
                path,
                delimiter: MacroDelimiter::Paren(syn::token::Paren(group.delim_span())),
                tokens: group.stream(),
            }))
        }
        [TokenTree::Group(group), surplus, ..] if group.delimiter() == Delimiter::Parenthesis => Err(
            Fault::syntax(surplus.span(), format!("expected a comma after `{key}(…)`")),
        ),
        [other, ..] => Err(Fault::syntax(
            other.span(),
            format!("expected `=`, `(…)` or a comma after `{key}`"),
        )),
    }
}

/// The name of a key and its place.
pub(super) fn name(meta: &Meta) -> (String, Span) {
    let path = meta.path();
    let mut segments = path.segments.iter();
    match (segments.next(), segments.next()) {
        (Some(only), None) => (ty::unraw(&only.ident), only.ident.span()),
        _ => (ty::text(path), Span::call_site()),
    }
}

/// The tokens behind `=` of a key, if it has that form.
pub(super) fn value_tokens(meta: &Meta) -> Option<Part> {
    match meta {
        Meta::NameValue(pair) => Some(level(pair.value.to_token_stream())),
        _ => None,
    }
}

/// A path with nothing around it.
pub(super) fn path(part: &[TokenTree]) -> syn::Result<syn::ExprPath> {
    syn::parse2(part.iter().cloned().collect())
}

/// A value as `key = value`, with the value's own place for the key's.
pub(super) fn pair(key: &str, value: &[TokenTree], at: Span) -> Meta {
    let at = value.first().map_or(at, TokenTree::span);
    Meta::NameValue(MetaNameValue {
        path: syn::Path::from(proc_macro2::Ident::new(key, at)),
        eq_token: syn::Token![=](at),
        value: Expr::Verbatim(value.iter().cloned().collect()),
    })
}
