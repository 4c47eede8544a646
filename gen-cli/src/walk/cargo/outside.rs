//! The folders outside of the workspace that packages depend on. Cargo has to be asked of each, so it is asked early.

use super::command::Asked;
use super::manifest;
use crate::walk::naming::without_dots;
use cargo_metadata::Metadata;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many folders cargo is asked of before anybody wants to know.
const ASKED_BEFORE: usize = 2;

/// What cargo was asked of such folders, by their manifests.
#[derive(Debug, Default)]
pub(in crate::walk) struct Outside(BTreeMap<PathBuf, Asked>);

impl Outside {
    /// Asks of what a manifest depends on, as far as its text tells, before cargo says anything. A wrong guess costs
    /// time alone.
    pub(in crate::walk) fn guessed(manifest: &Path) -> Self {
        let mut outside = Self::default();
        outside.ask(guess(manifest).unwrap_or_default());
        outside
    }

    /// Asks of what the members depend on.
    pub(super) fn complete(&mut self, workspace: &Metadata) {
        let dependencies = workspace
            .packages
            .iter()
            .flat_map(|package| &package.dependencies);
        let folders = dependencies.filter_map(|dependency| dependency.path.as_ref());
        let outside = folders.filter(|folder| !folder.starts_with(&workspace.workspace_root));
        self.ask(
            outside
                .map(|folder| folder.as_std_path().join("Cargo.toml"))
                .collect(),
        );
    }

    fn ask(&mut self, manifests: BTreeSet<PathBuf>) {
        for manifest in manifests {
            if self.0.len() < ASKED_BEFORE && !self.0.contains_key(&manifest) {
                // An error comes again when the answer is wanted.
                self.0
                    .extend(Asked::workspace(&manifest).map(|asked| (manifest, asked)));
            }
        }
    }

    /// The question of this manifest.
    pub(super) fn take(&mut self, manifest: &Path) -> Option<Asked> {
        self.0.remove(manifest)
    }
}

/// The manifests of the dependencies that are folders outside of the workspace.
fn guess(written: &Path) -> Option<BTreeSet<PathBuf>> {
    let folder = written.parent()?;
    let table = manifest::table(written)?;
    let tables = ["dependencies", "build-dependencies"];
    let dependencies = tables.iter().filter_map(|name| table.get(*name)?.as_table());
    let paths = dependencies
        .flat_map(toml::Table::values)
        .filter_map(|dependency| dependency.get("path")?.as_str());
    let folders: Vec<PathBuf> = paths.map(|path| without_dots(&folder.join(path))).collect();
    if folders.is_empty() {
        return None;
    }
    let is_root = |folder: &&Path| {
        let table = manifest::table(&folder.join("Cargo.toml"));
        table.is_some_and(|table| table.contains_key("workspace"))
    };
    let root = folder.ancestors().find(is_root).unwrap_or(folder);
    let outside = folders.into_iter().filter(|folder| !folder.starts_with(root));
    Some(outside.map(|folder| folder.join("Cargo.toml")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_outside_of_the_workspace_are_guessed_from_the_manifest() {
        let folder = tempfile::tempdir().unwrap();
        let operator = folder.path().join("work/operator");
        std::fs::create_dir_all(&operator).unwrap();
        std::fs::write(folder.path().join("work/Cargo.toml"), "[workspace]\n").unwrap();
        let manifest = operator.join("Cargo.toml");
        let text = "[dependencies]\napi = { path = \"../api\" }\nfork = { path = \"../.././fork\" }\nserde = \"1\"\n";
        std::fs::write(&manifest, text).unwrap();
        let outside = folder.path().join("fork/Cargo.toml");
        assert_eq!(guess(&manifest), Some(BTreeSet::from([outside])));
        assert_eq!(guess(&folder.path().join("none/Cargo.toml")), None);
    }
}
