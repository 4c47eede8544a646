//! What can go wrong when k8s-openapi's source is read.

use std::fmt;
use std::path::PathBuf;

/// Why a type of k8s-openapi could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The file, or the folder where none could be opened.
    pub file: PathBuf,
    /// The line in the file, from 1.
    pub line: Option<usize>,
    /// What is wrong, why, and the way out.
    pub message: String,
}

impl Error {
    pub(super) fn new(file: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: None,
            message: message.into(),
        }
    }

    /// A file has another shape than the ones that k8s-openapi 0.29 writes.
    pub(super) fn shape(file: impl Into<PathBuf>, line: usize, expected: &str) -> Self {
        let message = format!(
            "expected {expected}: this is not how k8s-openapi 0.29 writes its types. \
             Depend on k8s-openapi 0.29, or state the field's schema with `#[schema(with = …)]`"
        );
        Self {
            file: file.into(),
            line: Some(line),
            message,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Error {}
