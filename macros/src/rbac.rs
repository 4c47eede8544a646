//! `#[rbac(…)]`: checks the rule, leaves the item as it is, and has rustc check the type that it names.

use crate::errors::compile_errors;
use kubewright_core::syntax::{self, Marks};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use syn::spanned::Spanned;

pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut marks = Marks::new(1);
    match syntax::rbac(arguments, &mut marks) {
        Ok(read) => match &read.path {
            Some(path) => {
                let at = Span::call_site().located_at(path.span());
                with_check(item, &Check { path, at })
            }
            None => item,
        },
        Err(wrong) => {
            let mut item = item;
            item.extend(compile_errors(&wrong, &marks));
            item
        }
    }
}

/// What compiles only where the path names a type.
struct Check<'a> {
    path: &'a syn::Path,
    at: Span,
}

impl Check<'_> {
    /// As an item.
    fn item(&self) -> TokenStream {
        let path = self.path;
        quote_spanned! {self.at=>
            const _: fn() = || {
                fn is_a_type<T: ?::core::marker::Sized>() {}
                is_a_type::<#path>();
            };
        }
    }

    /// As a bound that holds for every type. It names a lifetime, so that rustc doesn't call it trivial.
    fn bound(&self) -> TokenStream {
        let path = self.path;
        quote_spanned!(self.at=> for<'kubewright> &'kubewright #path: ::core::marker::Sized)
    }
}

/// Where the check can stand, by what sort of item it is.
enum Sort {
    /// A function: it may be one of an `impl` or a trait, where no constant without a name can be. The check stands
    /// in its body, or in its bounds where it has none.
    Function,
    /// A constant or a type may be one of an `impl` too, and a static one of an extern block: no place for a check.
    Associated,
    /// Any other item is none of these: the check stands beside it.
    Free,
}

fn with_check(item: TokenStream, check: &Check<'_>) -> TokenStream {
    match sort(&item) {
        Sort::Function => in_function(item, check),
        Sort::Associated => item,
        Sort::Free => item.into_iter().chain(check.item()).collect(),
    }
}

/// Reads past attributes, visibility and qualifiers up to the keyword of the item.
fn sort(item: &TokenStream) -> Sort {
    let mut constant = false;
    for token in item.clone() {
        let TokenTree::Ident(word) = token else {
            continue;
        };
        match word.to_string().as_str() {
            "fn" => return Sort::Function,
            "const" => constant = true,
            "pub" | "async" | "unsafe" | "extern" | "default" | "safe" | "crate" | "gen" => {}
            "type" | "static" => return Sort::Associated,
            _ if constant => return Sort::Associated,
            _ => return Sort::Free,
        }
    }
    Sort::Associated
}

fn in_function(item: TokenStream, check: &Check<'_>) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    match tokens.pop() {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => {
            // The first item of the body, after inner attributes.
            let (inner, rest) = inner_attributes(body.stream());
            let checked = inner.into_iter().chain(check.item()).chain(rest).collect();
            let mut checked = Group::new(Delimiter::Brace, checked);
            checked.set_span(body.span());
            tokens.push(checked.into());
        }
        Some(end) => {
            tokens.extend(bounded(&tokens, check));
            tokens.push(end);
        }
        None => {}
    }
    tokens.into_iter().collect()
}

/// What adds the bound to a signature.
fn bounded(signature: &[TokenTree], check: &Check<'_>) -> TokenStream {
    let bound = check.bound();
    let has_where = signature
        .iter()
        .any(|token| matches!(token, TokenTree::Ident(word) if word == "where"));
    let is_open = signature.last().is_some_and(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == ',',
        token => token.to_string() == "where",
    });
    match (has_where, is_open) {
        (false, _) => quote_spanned!(check.at=> where #bound),
        (true, true) => bound,
        (true, false) => quote_spanned!(check.at=> , #bound),
    }
}

/// `#![…]` at the start of a body, and what follows.
fn inner_attributes(body: TokenStream) -> (TokenStream, TokenStream) {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let punct = |token: &TokenTree, expected| matches!(token, TokenTree::Punct(p) if p.as_char() == expected);
    let attributes = tokens
        .chunks(3)
        .take_while(|chunk| matches!(chunk, [hash, bang, TokenTree::Group(_)] if punct(hash, '#') && punct(bang, '!')))
        .count();
    let (inner, rest) = tokens.split_at(attributes.saturating_mul(3).min(tokens.len()));
    (inner.iter().cloned().collect(), rest.iter().cloned().collect())
}
