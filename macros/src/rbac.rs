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
            Some(path) => with_check(item, &check(path)),
            None => item,
        },
        Err(wrong) => {
            let mut item = item;
            item.extend(compile_errors(&wrong, &marks));
            item
        }
    }
}

/// An item that compiles only where the path names a type.
fn check(path: &syn::Path) -> TokenStream {
    let at = Span::call_site().located_at(path.span());
    quote_spanned! {at=>
        const _: fn() = || {
            fn is_a_type<T: ?::core::marker::Sized>() {}
            is_a_type::<#path>();
        };
    }
}

/// Where the check can stand, by what sort of item it is.
#[derive(PartialEq)]
enum Sort {
    /// A function: it may be one of an `impl` or a trait, where no constant without a name can be. The check stands
    /// in its body, if it has one.
    Function,
    /// A constant or a type, which may be one of an `impl` too and has no place for a check.
    Associated,
    /// Any other item is none of an `impl`: the check stands beside it.
    Free,
}

fn with_check(item: TokenStream, check: &TokenStream) -> TokenStream {
    match sort(&item) {
        Sort::Function => in_body(item, check),
        Sort::Associated => item,
        Sort::Free => item.into_iter().chain(check.clone()).collect(),
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
            "type" => return Sort::Associated,
            _ if constant => return Sort::Associated,
            _ => return Sort::Free,
        }
    }
    Sort::Associated
}

/// The check as the first item of the function's body, after inner attributes.
fn in_body(item: TokenStream, check: &TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    if let Some(TokenTree::Group(body)) = tokens.last_mut()
        && body.delimiter() == Delimiter::Brace
    {
        let (inner, rest) = inner_attributes(body.stream());
        let mut checked = Group::new(
            Delimiter::Brace,
            inner.into_iter().chain(check.clone()).chain(rest).collect(),
        );
        checked.set_span(body.span());
        *body = checked;
    }
    tokens.into_iter().collect()
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
