//! Writing: a file is replaced as a whole, and only when it differs.

use super::{Change, FileError, Files, place};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What new texts are called until they are moved into place: this, and letters of chance.
const STAGED: &str = ".gen-cli-";
/// So many letters.
const BY_CHANCE: usize = 6;
/// What is older was left by a run that was killed.
const LEFT_AFTER: Duration = Duration::from_secs(60 * 60);
/// So many symbolic links are followed, as by Linux.
const MAX_LINKS: usize = 40;

/// Carries the changes out: writes what is missing or differs; removes what is stale if `prune` says so. Files of
/// somebody else are left alone.
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
        if let (Change::Missing | Change::Differs(_), Some(text)) = (change, files.texts.get(name)) {
            let path = behind_links(place(out, name));
            let file = stage(&path, text).map_err(|cause| FileError {
                doing: "write",
                path: path.clone(),
                cause,
            })?;
            staged.push((file, path));
        }
    }
    let folders: BTreeSet<PathBuf> = staged
        .iter()
        .filter_map(|(_, path)| Some(path.parent()?.to_owned()))
        .collect();
    for (file, path) in staged {
        file.persist(&path).map_err(|error| FileError {
            doing: "write",
            path,
            cause: error.error,
        })?;
    }
    folders.iter().for_each(|folder| sweep(folder));
    let is_stale = |change: &Change| matches!(change, Change::Stale(_));
    for (name, _) in changes.iter().filter(|(_, change)| prune && is_stale(change)) {
        let path = place(out, name);
        std::fs::remove_file(&path).map_err(|cause| FileError {
            doing: "remove",
            path,
            cause,
        })?;
    }
    Ok(())
}

/// Where a symbolic link leads: the link stays, and what it leads to is written.
fn behind_links(mut path: PathBuf) -> PathBuf {
    for _ in 0..MAX_LINKS {
        match (std::fs::read_link(&path), path.parent()) {
            (Ok(target), Some(folder)) => path = folder.join(target),
            _ => break,
        }
    }
    path
}

/// A temporary file in the target's folder with the text in it, and with the target's permissions.
fn stage(path: &Path, text: &str) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(STAGED)
        .rand_bytes(BY_CHANCE)
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    match std::fs::metadata(path) {
        Ok(old) if old.permissions().readonly() => {
            return Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                "the file is read-only",
            ));
        }
        Ok(old) => file.as_file().set_permissions(old.permissions())?,
        Err(_) => shared_permissions(file.as_file())?,
    }
    file.as_file().sync_data()?;
    Ok(file)
}

/// Whether a file has the name of one that [`stage`] makes.
fn is_staged(name: &[u8]) -> bool {
    let chance = name.strip_prefix(STAGED.as_bytes());
    chance.is_some_and(|chance| chance.len() == BY_CHANCE && chance.iter().all(u8::is_ascii_alphanumeric))
}

/// Removes what runs that were killed have left. Whether that works out is nothing to this run.
fn sweep(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if !is_staged(entry.file_name().as_encoded_bytes()) {
            continue;
        }
        let age = entry.metadata().and_then(|found| found.modified());
        if age.is_ok_and(|written| written.elapsed().is_ok_and(|age| age > LEFT_AFTER)) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// A temporary file is its owner's alone; a manifest is for everybody to read, as any source file is.
#[cfg(unix)]
fn shared_permissions(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn shared_permissions(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}
