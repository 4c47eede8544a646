//! A kind's manifest, with all that is said of it and its text: what other threads do while source is still read.

use crate::admit::{Made, refusals};
use crate::lints::{self, Levels};
use kubewright_admission::KubernetesVersion;
use kubewright_core::crd;
use kubewright_core::diag::Diagnostic;
use kubewright_core::emit;
use kubewright_core::model::Resource;
use kubewright_core::structural::Version;

/// A kind as it is read from source.
pub(crate) struct Lowered {
    /// Its `#[resource(…)]`.
    pub(crate) resource: Resource,
    /// Its one version.
    pub(crate) version: Version,
    /// The server that has to take it.
    pub(crate) server: KubernetesVersion,
}

impl Lowered {
    /// The name of its file.
    pub(crate) fn file_name(&self) -> String {
        crd::file_name(&self.resource)
    }

    /// The text of its file.
    pub(crate) fn manifest(&self) -> String {
        let crd = crd::manifest(&self.resource, self.version.clone());
        emit::generated_file(std::slice::from_ref(&crd))
    }
}

/// What is left of a manifest after the last check.
#[derive(Debug)]
pub(crate) struct Judged {
    /// The file's name.
    pub(crate) name: String,
    /// The file's text.
    pub(crate) text: String,
    /// Why the API server would refuse it.
    pub(crate) refusals: Vec<Diagnostic>,
    /// What lints say; nothing of what is refused.
    pub(crate) findings: lints::Found,
}

impl Judged {
    /// Makes a kind's manifest, and asks what the API server and the lints say of it.
    pub(crate) fn new(kind: Lowered, levels: &Levels) -> Self {
        let name = kind.file_name();
        let made = Made {
            resource: kind.resource.at,
            places: kind.version.places(),
            crd: crd::manifest(&kind.resource, kind.version),
        };
        let refusals = refusals(&made, kind.server);
        let findings = if refusals.is_empty() {
            lints::findings(&made, levels)
        } else {
            lints::Found::default()
        };
        Self {
            name,
            text: emit::generated_file(std::slice::from_ref(&made.crd)),
            refusals,
            findings,
        }
    }
}
