//! The files: what a run makes, what lies on the disk, and how the one becomes the other.

mod compare;
mod found;
mod write;

pub(crate) use compare::{Change, compare, in_the_way};
pub(crate) use write::apply;

use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What a run makes: each file's path below the output folder (with `/`), and its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The files.
    pub texts: BTreeMap<String, String>,
    /// The folders (below the output folder) in which a generated file that is not among `texts` is stale.
    pub folders: BTreeSet<String>,
}

/// A problem with a file, and the system's word for it.
#[derive(Debug)]
pub(crate) struct FileError {
    /// What could not be done: `write`, `read`.
    pub(crate) doing: &'static str,
    /// With which file.
    pub(crate) path: PathBuf,
    /// Why.
    pub(crate) cause: std::io::Error,
}

impl From<FileError> for Diagnostic {
    fn from(error: FileError) -> Self {
        let message = format!("can't {} {}", error.doing, error.path.display());
        Self::new(Code::OutputUnwritable, Span::NONE, "", message)
            .note(error.cause.to_string())
            .help("let the file and its folder be read and written, or let gen-cli write elsewhere with `--out`")
    }
}

/// Where a generated file lies.
fn place(out: &Path, name: &str) -> PathBuf {
    name.split('/').fold(out.to_owned(), |path, part| path.join(part))
}
