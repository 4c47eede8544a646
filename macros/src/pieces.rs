//! What is emitted, put together from text and from a user's tokens.
//!
//! Text becomes tokens in rustc itself, in one step; tokens that are made one by one are made by this crate, which
//! users build without optimisation. So all but what has to keep its place in the user's source is text.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::fmt::Write;

/// Tokens that are being put together.
#[derive(Default)]
pub(crate) struct Pieces {
    done: TokenStream,
    text: String,
}

impl Pieces {
    /// Adds text of whole tokens.
    pub(crate) fn text(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(' ');
    }

    /// Adds the literal of a string.
    pub(crate) fn literal(&mut self, text: &str) {
        // What `Debug` writes is a literal of Rust.
        let _ = write!(self.text, "{text:?} ");
    }

    /// Adds the literal of a string that holds many quotes, and `"` before `#` at most where `marks` says so.
    pub(crate) fn raw_literal(&mut self, text: &str, marks: usize) {
        let marks = "#".repeat(marks);
        let _ = write!(self.text, "r{marks}\"{text}\"{marks} ");
    }

    /// Adds tokens between brackets.
    pub(crate) fn list(&mut self, inner: TokenStream) {
        if inner.is_empty() {
            self.text("[]");
        } else {
            self.group(Delimiter::Bracket, inner);
        }
    }

    /// Adds tokens.
    pub(crate) fn tokens(&mut self, tokens: TokenStream) {
        self.flush();
        self.done.extend(tokens);
    }

    /// Adds tokens between delimiters.
    pub(crate) fn group(&mut self, delimiter: Delimiter, inner: TokenStream) {
        self.tokens(TokenTree::Group(Group::new(delimiter, inner)).into());
    }

    /// All of it.
    pub(crate) fn finish(mut self) -> TokenStream {
        self.flush();
        self.done
    }

    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        // The texts are this crate's own, and names that come from tokens.
        let tokens: TokenStream = self.text.parse().unwrap_or_default();
        self.text.clear();
        self.done.extend(tokens);
    }
}

/// Where kubewright is.
#[derive(Default)]
pub(crate) struct Krate(Option<TokenStream>);

impl Krate {
    /// There; none: `::kubewright`.
    pub(crate) fn new(given: Option<TokenStream>) -> Self {
        Self(given)
    }

    /// A call of one of the runtime's macros, which write what is the same for all items.
    pub(crate) fn call(&self, name: &str, input: TokenStream) -> TokenStream {
        let mut pieces = Pieces::default();
        match &self.0 {
            Some(krate) => pieces.tokens(krate.clone()),
            None => pieces.text("::kubewright"),
        }
        pieces.text("::__private::");
        pieces.text(name);
        pieces.text("!");
        pieces.group(Delimiter::Brace, input);
        pieces.finish()
    }
}

impl ToTokens for Krate {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match &self.0 {
            Some(krate) => krate.to_tokens(tokens),
            None => quote!(::kubewright).to_tokens(tokens),
        }
    }
}
