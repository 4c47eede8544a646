//! What is wrong with some tokens, before their place has a number.

use crate::diag::Code;
use proc_macro2::Span;

/// A diagnostic whose place is still a token's. It is boxed, since every key has room for one.
#[derive(Clone, Debug)]
pub(super) struct Fault(Box<Told>);

/// What a [`Fault`] says.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) code: Code,
    pub(super) at: Span,
    pub(super) message: String,
    pub(super) note: Option<String>,
    pub(super) help: Option<String>,
    pub(super) also: Vec<(Span, String)>,
}

impl Fault {
    pub(super) fn new(code: Code, at: Span, message: impl Into<String>) -> Self {
        Self(Box::new(Told {
            code,
            at,
            message: message.into(),
            note: None,
            help: None,
            also: Vec::new(),
        }))
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
        self.0.note = Some(note.into());
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// A way out for where there is none yet.
    pub(super) fn or_help(mut self, help: impl FnOnce() -> String) -> Self {
        self.0.help.get_or_insert_with(help);
        self
    }

    pub(super) fn also(mut self, at: Span, label: impl Into<String>) -> Self {
        self.0.also.push((at, label.into()));
        self
    }

    /// What it says.
    pub(super) fn told(self) -> Told {
        *self.0
    }

    /// Whether this is the way out that it names.
    pub(super) fn helps(&self, help: &str) -> bool {
        self.0.help.as_deref() == Some(help)
    }
}
