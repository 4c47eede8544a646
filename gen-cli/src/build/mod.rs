//! `gen-cli manifests` from a build script.
//!
//! ```no_run
//! fn main() -> Result<(), gen_cli::build::Error> {
//!     gen_cli::build::manifests()
//! }
//! ```
//!
//! The files are the ones that `gen-cli manifests` writes: features and target come from
//! `[package.metadata.gen-cli]`, never from the build. They are written only where the package is its workspace's
//! own source; where it was downloaded, vendored or packed, or can't be written to, nothing is done. An
//! [`Options::out`] below `OUT_DIR` is always written.

mod place;

use crate::generate::{Failure, Generated, generate_or_find_stale};
use crate::options::Options;
use crate::output::{Change, FileError, apply, compare, in_the_way};
use crate::report::{Style, render_one};
use place::{Place, Surroundings};
use std::io::{ErrorKind, Write};

/// Writes the manifests of the package whose build script calls it, into its folder `config`.
///
/// Tells cargo to run the build script again when one of the files that it read has changed. A generated file that
/// nothing makes any more is kept, with a warning.
///
/// # Errors
/// The source has mistakes, a file can't be written, or one that gen-cli did not write is in the way: everything that
/// `gen-cli manifests` says.
pub fn manifests() -> Result<(), Error> {
    manifests_with(&Options::default())
}

/// [`manifests`] with options. [`Options::manifest_path`] and [`Options::packages`] stay empty for the package itself.
///
/// # Errors
/// As [`manifests`].
pub fn manifests_with(options: &Options) -> Result<(), Error> {
    let said = run(
        &Surroundings::of_build_script().ok_or_else(no_build_script)?,
        options,
    )?;
    std::io::stdout()
        .write_all(said.as_bytes())
        .map_err(|cause| Error(format!("can't write to standard output: {cause}")))
}

/// Why a build script could not write the manifests. As text, and as what cargo shows of a build script that
/// returns it, it is what `gen-cli manifests` would print.
pub struct Error(String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

fn no_build_script() -> Error {
    Error(
        "CARGO_MANIFEST_DIR is not set: this runs in a build script; elsewhere use `gen-cli manifests`"
            .to_owned(),
    )
}

/// Writes the files, and gives what cargo is to be told.
fn run(surroundings: &Surroundings, options: &Options) -> Result<String, Error> {
    if surroundings.place(options.out.as_deref()) == Place::Foreign {
        return Ok(String::new());
    }
    let mut options = options.clone();
    options
        .manifest_path
        .get_or_insert_with(|| surroundings.package.join("Cargo.toml"));
    let failed = |failure: Failure| Error(format!("\n{failure}"));
    let generated = generate_or_find_stale(&options).map_err(failed)?;
    let mut said = String::new();
    for package in &generated {
        for line in package.warnings.lines() {
            said.push_str(&format!("cargo::warning={line}\n"));
        }
        let changes = compare(&package.out, &package.files).map_err(unwritable)?;
        if let Some(wrong) = in_the_way([(package.shown_out.as_str(), changes.as_slice())]) {
            return Err(failed(Failure::without_places(vec![wrong])));
        }
        match apply(&package.out, &package.files, &changes, false) {
            Err(error) if !read_only(&error) => return Err(unwritable(error)),
            _ => {}
        }
        let stale = changes
            .iter()
            .filter(|(_, change)| matches!(change, Change::Stale(_)));
        stale.for_each(|(name, _)| said.push_str(&stale_warning(package, name)));
        for file in &package.read {
            said.push_str(&format!("cargo::rerun-if-changed={}\n", file.display()));
        }
    }
    Ok(said)
}

fn unwritable(error: FileError) -> Error {
    Error(format!("\n{}", render_one(&error.into(), Style::Plain)))
}

/// Whether a file was not written because the package is there to be read only.
fn read_only(error: &FileError) -> bool {
    matches!(
        error.cause.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
    )
}

fn stale_warning(package: &Generated, name: &str) -> String {
    let out = &package.shown_out;
    format!(
        "cargo::warning={out}/{name} is stale: nothing makes it any more; `gen-cli manifests --prune` removes it\n"
    )
}

#[cfg(test)]
mod tests;
