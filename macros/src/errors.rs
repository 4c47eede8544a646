//! Diagnostics as compile errors.

use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::syntax::Marks;
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// One `compile_error!` for each diagnostic, at its place.
///
/// It can stand wherever an item can, also in an `impl`, a trait or an extern block.
pub(crate) fn compile_errors(diagnostics: &[Diagnostic], marks: &Marks) -> TokenStream {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let span = marks.get(diagnostic.span).unwrap_or_else(Span::call_site);
            compile_error(span, &text(diagnostic))
        })
        .collect()
}

/// What serde refuses is said in serde's words alone: where serde is derived too, rustc prints the two as one.
fn text(diagnostic: &Diagnostic) -> String {
    match diagnostic.code {
        Code::SerdeSyntax => diagnostic.message.clone(),
        _ => diagnostic.to_string(),
    }
}

pub(crate) fn compile_error(span: Span, message: &str) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #message })
}
