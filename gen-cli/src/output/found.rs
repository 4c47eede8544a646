//! What lies on the disk, and whether it is ours.

use super::FileError;
use kubewright_core::emit::{GENERATED, is_generated};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// What lies where a file of ours would be.
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A file that bears our first line, or an empty one: its bytes.
    Ours(Vec<u8>),
    /// A file of somebody else.
    Foreign,
}

/// Looks at a file. Of one that isn't ours only the first line is read, however large it is.
pub(super) fn look(path: &Path) -> Result<Found, FileError> {
    read(path).map_err(|cause| FileError {
        doing: "read",
        path: path.to_owned(),
        cause,
    })
}

fn read(path: &Path) -> io::Result<Found> {
    // To open a pipe would wait for somebody who writes into it.
    match fs::metadata(path) {
        Ok(what) if !what.is_file() => {
            let why = "it is no regular file";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        known => known?,
    };
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    // Our line, and a line break of either kind.
    let head = u64::try_from(GENERATED.len() + 2).unwrap_or(u64::MAX);
    file.by_ref().take(head).read_to_end(&mut bytes)?;
    if !bytes.is_empty() && !is_generated(&String::from_utf8_lossy(&bytes)) {
        return Ok(Found::Foreign);
    }
    file.read_to_end(&mut bytes)?;
    Ok(Found::Ours(bytes))
}
