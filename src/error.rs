//! Why a kind has no manifest.

use kubewright_core::diag::Diagnostic;

/// Everything that is wrong with a kind, found when its types are known: sorted by path, each with its cause and way out.
///
/// `gen-cli manifests` says the same with the places in the source.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    kind: &'static str,
    diagnostics: Vec<Diagnostic>,
}

impl Error {
    pub(crate) fn new(kind: &'static str, diagnostics: Vec<Diagnostic>) -> Self {
        Self { kind, diagnostics }
    }

    /// What is wrong, one by one.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "kind {} has no manifest", self.kind)?;
        for diagnostic in &self.diagnostics {
            write!(f, "\n{diagnostic}")?;
        }
        Ok(())
    }
}

/// As for people: what `crd().unwrap()` shows.
impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
