//! Writing: a file is replaced as a whole, and only when it differs.

use super::{Change, FileError, Files, place};
use std::io::Write;
use std::path::Path;

/// Carries the changes out: writes what is missing or differs; removes what is stale if `prune` says so.
///
/// All new texts are laid beside their targets first; only when every one of them is on the disk are they moved
/// into place, so that a full disk or a read-only folder leaves everything as it was.
///
/// # Errors
/// A file can't be written, moved or removed.
pub(crate) fn apply(
    out: &Path,
    files: &Files,
    changes: &[(String, Change)],
    prune: bool,
) -> Result<(), FileError> {
    let mut staged = Vec::new();
    for (name, change) in changes {
        let path = place(out, name);
        if let (Change::Missing | Change::Differs(_), Some(text)) = (change, files.texts.get(name)) {
            let file = stage(&path, text).map_err(|cause| FileError {
                doing: "write",
                path: path.clone(),
                cause,
            })?;
            staged.push((file, path));
        }
    }
    for (file, path) in staged {
        file.persist(&path).map_err(|error| FileError {
            doing: "write",
            path,
            cause: error.error,
        })?;
    }
    for (name, change) in changes {
        if prune && matches!(change, Change::Stale(_)) {
            let path = place(out, name);
            std::fs::remove_file(&path).map_err(|cause| FileError {
                doing: "remove",
                path,
                cause,
            })?;
        }
    }
    Ok(())
}

/// A temporary file in the target's folder with the text in it, and with the target's permissions.
fn stage(path: &Path, text: &str) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".gen-cli-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    match std::fs::metadata(path) {
        Ok(old) if old.permissions().readonly() => {
            return Err(std::io::Error::new(
                std::io::ErrorKind::PermissionDenied,
                "the file is read-only",
            ));
        }
        Ok(old) => file.as_file().set_permissions(old.permissions())?,
        Err(_) => shared_permissions(file.as_file())?,
    }
    file.as_file().sync_data()?;
    Ok(file)
}

/// A temporary file is its owner's alone; a manifest is for everybody to read, as any source file is.
#[cfg(unix)]
fn shared_permissions(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn shared_permissions(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
