//! What is wrong with some tokens, before their place has a number.

use crate::diag::Code;
use proc_macro2::Span;

/// A diagnostic whose place is still a token's.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) at: Span,
    pub(super) message: String,
    pub(super) note: Option<String>,
    pub(super) help: Option<String>,
    pub(super) also: Vec<(Span, String)>,
}

impl Fault {
    pub(super) fn new(code: Code, at: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            at,
            message: message.into(),
            note: None,
            help: None,
            also: Vec::new(),
        }
    }

    /// Tokens that can't be read.
    pub(super) fn syntax(at: Span, message: impl Into<String>) -> Self {
        Self::new(Code::AttributeSyntax, at, message)
    }

    /// A value that a key can't take.
    pub(super) fn value(at: Span, message: impl Into<String>) -> Self {
        Self::new(Code::KeyValue, at, message)
    }

    /// An attribute or key where it has no meaning.
    pub(super) fn place(at: Span, message: impl Into<String>) -> Self {
        Self::new(Code::KeyPlace, at, message)
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn also(mut self, at: Span, label: impl Into<String>) -> Self {
        self.also.push((at, label.into()));
        self
    }
}
