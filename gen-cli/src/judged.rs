//! A kind's manifest, with all that is said of it and its text: what other threads do while source is still read.

use crate::admit::{Made, refusals};
use crate::lints::{self, Levels};
use kubewright_admission::KubernetesVersion;
use kubewright_core::diag::Diagnostic;
use kubewright_core::emit;
use serde_json::Value;

/// A manifest after the last check.
#[derive(Debug)]
pub(crate) struct Judged {
    /// The file's name.
    pub(crate) name: String,
    /// The manifest.
    pub(crate) crd: Value,
    /// The file's text.
    pub(crate) text: String,
    /// Why the API server would refuse it.
    pub(crate) refusals: Vec<Diagnostic>,
    /// What lints say; nothing of what is refused.
    pub(crate) findings: lints::Found,
}

impl Judged {
    /// Asks what the API server of a version and the lints say of a manifest.
    pub(crate) fn new(name: String, made: Made, version: KubernetesVersion, levels: &Levels) -> Self {
        let refusals = refusals(&made, version);
        let findings = if refusals.is_empty() {
            lints::findings(&made, levels)
        } else {
            lints::Found::default()
        };
        Self {
            name,
            text: emit::generated_file(std::slice::from_ref(&made.crd)),
            crd: made.crd,
            refusals,
            findings,
        }
    }
}
