//! The source of k8s-openapi that these tests themselves depend on.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use cargo_metadata::MetadataCommand;

/// The package folder of k8s-openapi.
pub(crate) static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
    let metadata = MetadataCommand::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .other_options(["--locked".to_owned()])
        .exec()
        .unwrap();
    let package = metadata
        .packages
        .iter()
        .find(|package| package.name.as_str() == "k8s-openapi")
        .unwrap();
    package.manifest_path.parent().unwrap().as_std_path().to_owned()
});

/// The path of every type with a `JsonSchema` impl, found by looking at every file of a version.
pub(crate) fn paths(minor: u8) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    collect(&ROOT.join(format!("src/v1_{minor}")), &mut Vec::new(), &mut paths);
    paths.sort();
    paths
}

fn collect(folder: &Path, modules: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() {
            modules.push(entry.file_name().unwrap().to_str().unwrap().to_owned());
            collect(&entry, modules, paths);
            modules.pop();
            continue;
        }
        let text = fs::read_to_string(&entry).unwrap();
        if let Some((_, behind)) = text.split_once("JsonSchema for ") {
            let name = behind.split([' ', '<']).next().unwrap();
            paths.push(modules.iter().cloned().chain([name.to_owned()]).collect());
        }
    }
}

/// A path as a user writes it, without the name of the crate.
pub(crate) fn path(text: &str) -> Vec<&str> {
    text.split("::").collect()
}
