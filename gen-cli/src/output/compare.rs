//! What differs between what a run makes and what lies on the disk.

use super::{FileError, Files, place, read};
use kubewright_core::emit::is_generated;
use std::path::Path;

/// One file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is not there.
    Missing,
    /// It is there with another text (held here).
    Differs(String),
    /// It bears our first line, and nothing makes it any more.
    Stale(String),
}

/// Every file that is not as it should be, by name, sorted.
///
/// # Errors
/// A file or folder can't be read.
pub(crate) fn compare(out: &Path, files: &Files) -> Result<Vec<(String, Change)>, FileError> {
    let mut changes = Vec::new();
    for (name, text) in &files.texts {
        match read(&place(out, name))? {
            None => changes.push((name.clone(), Change::Missing)),
            Some(old) if old != text.as_bytes() => {
                changes.push((name.clone(), Change::Differs(shown(old))));
            }
            Some(_) => {}
        }
    }
    for folder in &files.folders {
        let others = generated_in(out, folder, |name| files.texts.contains_key(name))?;
        changes.extend(others.into_iter().map(|(name, text)| (name, Change::Stale(text))));
    }
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(changes)
}

/// The generated files right in a folder, those that bear our first line; but the known ones, which are not read.
fn generated_in(
    out: &Path,
    folder: &str,
    known: impl Fn(&str) -> bool,
) -> Result<Vec<(String, String)>, FileError> {
    let path = place(out, folder);
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => {
            return Err(FileError {
                doing: "read",
                path,
                cause,
            });
        }
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|cause| FileError {
            doing: "read",
            path: path.clone(),
            cause,
        })?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let file = format!("{folder}/{name}");
        if !name.ends_with(".yaml") || known(&file) || !entry.path().is_file() {
            continue;
        }
        if let Some(text) = read(&entry.path())?.map(shown)
            && is_generated(&text)
        {
            found.push((file, text));
        }
    }
    Ok(found)
}

/// A file's bytes as text. One that is not UTF-8 differs from every text that is generated, which is all that is asked
/// of it.
fn shown(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
