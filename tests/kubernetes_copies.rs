//! Every type of k8s-openapi has a deep copy, in every version that it has.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const LIST: &str = include_str!("../src/deep_copy/kubernetes.rs");

/// The source of k8s-openapi.
fn source() -> PathBuf {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages
        .iter()
        .find(|package| package["name"] == "k8s-openapi")
        .unwrap();
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    manifest.parent().unwrap().join("src")
}

/// The types that k8s-openapi can merge, which are all of its own.
fn types(folder: &Path, module: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if path.is_dir() {
            let inner = if module.is_empty() {
                name.to_owned()
            } else {
                format!("{module}::{name}")
            };
            types(&path, &inner, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let impls = text
            .lines()
            .filter_map(|line| line.strip_prefix("impl crate::DeepMerge for "));
        found.extend(impls.map(|name| format!("{module}::{}", name.trim_end_matches(" {"))));
    }
}

/// Whether what stands behind `k8s_if_…` is there in a version.
fn holds(condition: &str, version: u32) -> bool {
    let number = |text: &str| text.strip_prefix("1_").unwrap().parse::<u32>().unwrap();
    match condition.split_once("_1_") {
        Some(("ge", _)) => version >= number(&condition[3..]),
        Some(("le", _)) => version <= number(&condition[3..]),
        _ => version == number(condition),
    }
}

/// The types of the list, in a version.
fn listed(version: u32) -> BTreeSet<String> {
    let (_, first) = LIST.split_once("\nby_clone! {\n").unwrap();
    let mut found: BTreeSet<String> = entries(first).collect();
    for block in LIST.split("k8s_openapi::k8s_if_").skip(1) {
        let (condition, entries_of) = block.split_once("! {").unwrap();
        if holds(condition, version) {
            found.extend(entries(entries_of.split_once('{').unwrap().1));
        }
    }
    found
}

/// The entries up to the brace that ends them.
fn entries(text: &str) -> impl Iterator<Item = String> + '_ {
    let text = text.split('}').next().unwrap();
    text.split(';')
        .filter_map(|entry| entry.rsplit_once(": "))
        .flat_map(|(module, names)| {
            let names = names.split(',').map(str::trim);
            names.map(move |name| format!("{}::{name}", module.trim()))
        })
}

#[test]
fn the_list_of_copied_types_is_that_of_each_version() {
    let source = source();
    for version in 33..=37 {
        let mut expected = BTreeSet::new();
        types(&source.join(format!("v1_{version}")), "", &mut expected);
        assert!(expected.len() > 600, "{}", expected.len());
        let listed = listed(version);
        let missing: Vec<_> = expected.difference(&listed).collect();
        let surplus: Vec<_> = listed.difference(&expected).collect();
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "1.{version}: {missing:?} {surplus:?}"
        );
    }
}
