//! Text to syntax, with errors that have a place, and no stack overflow.

use super::nesting;
use super::normal::normal;
use super::source::{SourceFile, Sources};
use super::stack::LargeStack;
use kubewright_core::diag::{Code, Diagnostic};
use proc_macro2::TokenStream;
use std::borrow::Cow;

/// Parses tokens that nobody has parsed yet, as the arguments of a macro call; like [`syn::parse2`], but refuses what
/// nests so deep that syn would overflow the stack.
///
/// # Errors
/// syn's, or that the tokens nest too deep.
pub fn parse_tokens<T: syn::parse::Parse>(_: &LargeStack, tokens: TokenStream) -> syn::Result<T> {
    if let Some(span) = nesting::too_deep(&tokens) {
        return Err(syn::Error::new(span, nesting::MESSAGE));
    }
    syn::parse2(tokens)
}

/// Why a text is no file of Rust.
#[derive(Debug)]
pub(super) enum SyntaxError {
    /// It can't be split into tokens.
    Tokens(proc_macro2::LexError),
    /// It nests too deep, from here on.
    Nested(proc_macro2::Span),
    /// syn's.
    Items(syn::Error),
}

/// Parses the text of a file.
pub(super) fn parse_text(text: &str) -> Result<syn::File, SyntaxError> {
    let tokens: TokenStream = without_shebang(text).parse().map_err(SyntaxError::Tokens)?;
    if let Some(span) = nesting::too_deep(&tokens) {
        return Err(SyntaxError::Nested(span));
    }
    syn::parse2(normal(text, tokens)).map_err(SyntaxError::Items)
}

/// Parses a file, unless that was done already; `Err` has everything that is wrong with it.
pub(super) fn parse_file(sources: &Sources, file: &SourceFile) -> Result<syn::File, Vec<Diagnostic>> {
    if let Some(syntax) = sources.ahead.take(file) {
        return Ok(syntax);
    }
    let syntax = |span: proc_macro2::Span, message: String| {
        let span = match sources.span(file.id, span) {
            // syn wanted more than there is.
            span if span.is_none() => sources.end_of(file),
            span => span,
        };
        Diagnostic::new(Code::SourceSyntax, span, "", message)
    };
    parse_text(&file.text).map_err(|error| match error {
        SyntaxError::Tokens(error) => vec![
            syntax(error.span(), "from here on the file can't be split into tokens".to_owned())
                .note("a string, comment or bracket is not closed, or there is a character or an escape that Rust does not know")
                .help("`cargo check` says more"),
        ],
        SyntaxError::Nested(span) => vec![
            Diagnostic::new(Code::NestedTooDeep, sources.span(file.id, span), "", nesting::MESSAGE)
                .note(nesting::NOTE)
                .help("split the expression or the type, or move it into a file that the manifests don't need, behind a `cfg`"),
        ],
        SyntaxError::Items(errors) => errors
            .into_iter()
            .map(|error| syntax(error.span(), error.to_string()).help("`cargo check` says more"))
            .collect(),
    })
}

/// A first line `#!…` as blanks, unless it begins an attribute: then every byte keeps its place.
fn without_shebang(text: &str) -> Cow<'_, str> {
    let Some(rest) = text.strip_prefix("#!") else {
        return Cow::Borrowed(text);
    };
    if begins_attribute(rest) {
        return Cow::Borrowed(text);
    }
    let end = text.find('\n').unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    Cow::Owned(" ".repeat(line.len()) + rest)
}

/// Whether the first token is `[`: whitespace and comments (not doc comments) may come before it.
fn begins_attribute(mut text: &str) -> bool {
    loop {
        text = text.trim_start();
        let doc = ["///", "//!", "/**", "/*!"]
            .iter()
            .any(|doc| text.starts_with(doc));
        if text.starts_with("//") && !doc {
            text = text.find('\n').and_then(|end| text.get(end..)).unwrap_or("");
        } else if text.starts_with("/*") && !doc {
            text = text.split_once("*/").map_or("", |(_, rest)| rest);
        } else {
            return text.starts_with('[');
        }
    }
}
