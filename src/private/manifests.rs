//! Compiled types against the files of a folder.

use crate::CustomResource;
use kubewright_core::emit::{GENERATED, is_generated};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The manifest of a type: the name of its file, and the text or why there is none.
pub struct Manifest {
    file: String,
    text: Result<String, crate::Error>,
}

impl Manifest {
    /// The manifest of this kind.
    #[must_use]
    pub fn of<T: CustomResource>() -> Self {
        Self {
            file: format!("{}_{}.yaml", T::GROUP, T::URL_PATH_SEGMENT),
            text: T::crd_yaml(),
        }
    }
}

/// Panics with all differences between the manifests and the generated files of `folder` below `package`.
///
/// # Panics
/// Where a file is missing, differs, or is made by none of the types.
#[track_caller]
pub fn assert_manifests(package: &str, folder: &str, manifests: &[Manifest]) {
    let mut wrong = String::new();
    let folder_path = Path::new(package).join(folder);
    for manifest in manifests {
        if let Err(why) = compare(&folder_path, manifest) {
            let _ = write!(wrong, "\n{folder}/{}: {why}", manifest.file);
        }
    }
    let made: BTreeSet<&str> = manifests.iter().map(|manifest| manifest.file.as_str()).collect();
    for file in generated_files(&folder_path) {
        if !made.contains(file.as_str()) {
            let _ = write!(wrong, "\n{folder}/{file}: none of the types makes it");
        }
    }
    assert!(
        wrong.is_empty(),
        "the manifests don't agree with the compiled types; run `gen-cli manifests`{wrong}"
    );
}

fn compare(folder: &Path, manifest: &Manifest) -> Result<(), String> {
    let expected = manifest.text.as_ref().map_err(ToString::to_string)?;
    let found = match fs::read_to_string(folder.join(&manifest.file)) {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err("is missing".to_owned()),
        Err(error) => return Err(format!("can't be read: {error}")),
    };
    // A checkout may have turned the line breaks into CRLF.
    let mut lines = (1_usize..).zip(expected.lines()).zip(found.lines());
    let differs = lines.find(|((_, expected), found)| expected != found);
    match differs {
        Some(((line, expected), found)) => Err(format!(
            "line {line} differs\n  compiled: {expected}\n  file:     {found}"
        )),
        None if expected.lines().count() == found.lines().count() => Ok(()),
        None => Err("has another number of lines".to_owned()),
    }
}

/// The files that bear our first line, sorted.
fn generated_files(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(|entry| begins_as_ours(&entry.path()).unwrap_or_default())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

/// Whether a file bears our first line. No more of it is read: it may be somebody else's, and large.
fn begins_as_ours(path: &Path) -> io::Result<bool> {
    // To open a pipe would wait for somebody who writes into it.
    if !fs::metadata(path)?.is_file() {
        return Ok(false);
    }
    // The line, and a line break of either kind.
    let head = u64::try_from(GENERATED.len() + 2).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)?.take(head).read_to_end(&mut bytes)?;
    Ok(is_generated(&String::from_utf8_lossy(&bytes)))
}
