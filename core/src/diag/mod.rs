//! Diagnostics: plain data, gathered over a stage, sorted by place, given out once at its end.

mod codes;
mod explain;

pub use codes::Code;
pub use explain::{Example, Explanation};

use crate::span::Span;
use serde::Serialize;

/// One thing that is wrong: what, why, where, and the way out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// Where: the key of the attribute wherever there is one.
    pub span: Span,
    /// Where in the model: `DatabaseSpec.replicas` for what is wrong with an item by itself, a path in the object
    /// (`spec.storage.size`, `spec.ports[*].name`, `spec.labels{*}`) for what is wrong with a schema.
    pub path: String,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Why: a cause or the rule behind it.
    pub note: Option<String>,
    /// The way out.
    pub help: Option<String>,
    /// Other places that take part, each with what it shows.
    pub also: Vec<(Span, String)>,
}

impl Diagnostic {
    /// A diagnostic without a note, and with the way out that its code has, if it has one.
    pub fn new(code: Code, span: Span, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            path: path.into(),
            message: message.into(),
            note: None,
            help: code.way_out().map(str::to_owned),
            also: Vec::new(),
        }
    }

    /// Adds the cause.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Says the way out, instead of that of the code.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// At this place, unless it has one already.
    #[must_use]
    pub fn or_at(mut self, span: Span) -> Self {
        if self.span.is_none() {
            self.span = span;
        }
        self
    }

    /// Adds another place that takes part.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.also.push((span, label.into()));
        self
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        if !self.path.is_empty() {
            write!(f, "\n  at: {}", self.path)?;
        }
        if let Some(note) = &self.note {
            write!(f, "\n  why: {note}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  way out: {help}")?;
        }
        Ok(())
    }
}

/// The diagnostics of a stage. [`Diagnostics::finish`] is the stage's barrier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "diagnostics that nobody looks at are errors that nobody sees"]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds all of another stage's.
    pub fn extend(&mut self, others: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(others);
    }

    /// Whether nothing is wrong so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them, sorted by place, then path, then code, each once.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| {
            (a.span, &a.path, a.code, &a.message).cmp(&(b.span, &b.path, b.code, &b.message))
        });
        self.list.dedup();
        self.list
    }

    /// The end of a stage: its result if nothing is wrong, else everything that is.
    ///
    /// # Errors
    /// The sorted diagnostics, if there are any.
    pub fn finish<T>(self, result: T) -> Result<T, Vec<Diagnostic>> {
        if self.list.is_empty() {
            Ok(result)
        } else {
            Err(self.into_sorted())
        }
    }
}
