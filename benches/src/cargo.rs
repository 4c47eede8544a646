//! Cargo, on the crates that are measured.

use crate::crates::Crate;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where cargo builds: each variant in a folder of its own, since their dependencies differ in features.
#[derive(Debug)]
pub(crate) struct Cargo {
    /// The folder above those.
    pub(crate) below: PathBuf,
}

impl Cargo {
    /// `cargo <arguments>` in a crate's folder.
    pub(crate) fn command(&self, krate: &Crate, arguments: &[&str]) -> Command {
        let mut command = cargo(&krate.folder);
        let target = self.below.join(format!("target-{}", krate.variant.name()));
        command.args(arguments).env("CARGO_TARGET_DIR", target);
        command
    }
}

/// Cargo in a folder, as the user's shell would start it.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).env("CARGO_TERM_COLOR", "never");
    // What the cargo that runs this program has set, or what would send the output elsewhere.
    for (name, _) in std::env::vars_os() {
        let unwanted = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || name.starts_with("CARGO_PROFILE_")
                || matches!(
                    name,
                    "CARGO_INCREMENTAL" | "CARGO_TARGET_DIR" | "CARGO_BUILD_TARGET_DIR"
                )
        });
        if unwanted {
            command.env_remove(name);
        }
    }
    command
}
