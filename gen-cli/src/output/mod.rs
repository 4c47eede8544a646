//! The files: what a run makes, what lies on the disk, and how the one becomes the other.

mod compare;
mod write;

pub(crate) use compare::{Change, compare};
pub(crate) use write::apply;

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

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "can't {} {}: {}", self.doing, self.path.display(), self.cause)
    }
}

/// The bytes of a file; none if there is no such file.
fn read(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(FileError {
            doing: "read",
            path: path.to_owned(),
            cause,
        }),
    }
}

/// Where a generated file lies.
fn place(out: &Path, name: &str) -> PathBuf {
    name.split('/').fold(out.to_owned(), |path, part| path.join(part))
}
