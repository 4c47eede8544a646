//! What a look-up finds, and why it may be unsure.

use super::names::Meaning;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use std::rc::Rc;

/// What a name may mean. Without a doubt there is one meaning at most.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// The meanings.
    pub(crate) meanings: Vec<Meaning>,
    /// Why it is not known which of them it is, or whether it is one of them at all.
    pub(crate) doubt: Option<Rc<Doubt>>,
}

impl Found {
    /// Nothing of the name.
    pub(super) fn nothing() -> Self {
        Self::default()
    }

    /// One meaning.
    pub(super) fn sure(meaning: Meaning) -> Self {
        Self {
            meanings: vec![meaning],
            doubt: None,
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.meanings.is_empty()
    }

    /// Casts a doubt on it; the first one stays.
    pub(super) fn doubted(mut self, doubt: Option<Rc<Doubt>>) -> Self {
        self.doubt = self.doubt.or(doubt);
        self
    }

    /// If this is nothing, something else; what may hide that stays a doubt.
    pub(super) fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.is_nothing() {
            let other = other();
            Self {
                doubt: self.doubt.or(other.doubt),
                ..other
            }
        } else {
            self
        }
    }

    /// Adds other meanings.
    pub(super) fn and(&mut self, other: Self) {
        for meaning in other.meanings {
            if !self.meanings.contains(&meaning) {
                self.meanings.push(meaning);
            }
        }
        self.doubt = self.doubt.take().or(other.doubt);
    }

    /// The one meaning; none if there is nothing of the name.
    ///
    /// # Errors
    /// It is not known which.
    pub(super) fn one(self) -> Result<Option<Meaning>, Rc<Doubt>> {
        match (self.doubt, self.meanings.into_iter().next()) {
            (Some(doubt), Some(_)) => Err(doubt),
            (_, meaning) => Ok(meaning),
        }
    }
}

/// Why it is not known what a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// The name.
    pub(crate) name: String,
    /// The reason.
    pub(crate) reason: Reason,
}

/// The reason of a doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// A condition that nothing decides.
    Cfg {
        /// The predicate.
        predicate: String,
        /// Where it stands.
        at: Span,
    },
    /// Two glob imports, which bring different things.
    Globs(Span, Span),
    /// A macro call that may make something of this name.
    Macro {
        /// The macro.
        called: String,
        /// Where it is called.
        at: Span,
    },
}

impl Doubt {
    /// On a name, for a reason.
    pub(crate) fn of(name: &str, reason: &Reason) -> Rc<Self> {
        Rc::new(Self {
            name: name.to_owned(),
            reason: reason.clone(),
        })
    }

    /// The error, where what is in doubt is used.
    pub(crate) fn diagnostic(&self, used_at: Span, path: &str) -> Diagnostic {
        let name = &self.name;
        let used = format!("`{name}` is used here");
        match &self.reason {
            Reason::Cfg { predicate, at } => undecided(predicate, *at, path).also(used_at, used),
            Reason::Globs(first, second) => {
                let message = format!("`{name}` is ambiguous");
                Diagnostic::new(Code::NameUnresolved, used_at, path, message)
                    .note("two glob imports bring different things of this name")
                    .help("import the one that is meant by its name")
                    .also(*first, "one comes from here")
                    .also(*second, "the other from here")
            }
            Reason::Macro { called, at } => {
                let message = format!("`{called}!` may make another `{name}`, and no macro is expanded");
                Diagnostic::new(Code::MacroUnexpanded, *at, path, message)
                    .note("an item that a macro makes comes before those of globs and of the prelude")
                    .help(format!(
                        "write out what it makes, or name the `{name}` that is meant by its path"
                    ))
                    .also(used_at, used)
            }
        }
    }
}

/// The error for a `cfg` that decides a manifest and can't be decided.
pub(crate) fn undecided(predicate: &str, at: Span, path: &str) -> Diagnostic {
    let message = format!("`{predicate}` decides a manifest, and is not decided");
    Diagnostic::new(Code::CfgUndetermined, at, path, message)
        .note("the same source must give the same manifests wherever it is read, so nothing is taken from this machine")
        .help("state `target` or `cfgs` in `[package.metadata.gen-cli]`")
}
