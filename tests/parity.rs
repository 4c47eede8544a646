//! The two readers agree: what the compiled derives give is what gen-cli reads from the same source, byte for byte,
//! and what the one refuses the other refuses too, with the same code at the same path.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use gen_cli::{Options, Style, generate};
use kubewright_fixtures::{Refused, accepted, refused};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The CRDs that gen-cli reads from the fixtures' package, by the names of their files.
fn read_crds() -> BTreeMap<String, String> {
    let options = Options {
        manifest_path: Some(root().join("tests/fixtures/Cargo.toml")),
        ..Options::default()
    };
    let generated = generate(&options).unwrap_or_else(|failure| panic!("{}", failure.render(Style::Plain)));
    let files = generated.into_iter().flat_map(|package| package.files.texts);
    files
        .filter_map(|(name, text)| Some((name.strip_prefix("crd/bases/")?.to_owned(), text)))
        .collect()
}

/// `<plural>.<group>` as the name of a file.
fn file_name(crd_name: &str) -> String {
    let (plural, group) = crd_name.split_once('.').unwrap();
    format!("{group}_{plural}.yaml")
}

#[test]
fn both_readers_write_the_same_bytes_for_every_fixture() {
    let mut read = read_crds();
    let mut wrong = Vec::new();
    for fixture in accepted::all() {
        let compiled = (fixture.yaml)().unwrap_or_else(|error| panic!("fixture {}: {error}", fixture.name));
        match read.remove(&file_name(&fixture.crd_name)) {
            Some(text) if text == compiled => {}
            Some(text) => wrong.push(difference(fixture.name, &compiled, &text)),
            None => wrong.push(format!("{}: gen-cli finds no such kind", fixture.name)),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let more: Vec<_> = read.keys().collect();
    assert!(
        more.is_empty(),
        "gen-cli finds kinds that are no fixtures: {more:?}"
    );
}

/// The first lines that differ.
fn difference(name: &str, compiled: &str, read: &str) -> String {
    let mut pairs = compiled.lines().zip(read.lines()).enumerate();
    match pairs.find(|(_, (compiled, read))| compiled != read) {
        Some((line, (compiled, read))) => {
            format!(
                "{name}: line {}: the derive `{compiled}`, gen-cli `{read}`",
                line + 1
            )
        }
        None => format!("{name}: one text is longer"),
    }
}

/// A workspace with a package for each refused fixture: its file is the whole crate.
fn workspace(fixtures: &[Refused]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let manifest = |package: &str| {
        let root = root();
        format!(
            "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             kubewright = {{ path = {root:?} }}\n\
             k8s-openapi = {{ version = \"0.29\", features = [\"v1_35\"] }}\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
        )
    };
    write(
        &folder.path().join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\n",
    );
    fs::copy(root().join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
    for fixture in fixtures {
        let package = folder.path().join(fixture.name);
        write(&package.join("Cargo.toml"), &manifest(fixture.name));
        write(&package.join("src/lib.rs"), fixture.source);
    }
    add_to_lock(folder.path());
    folder
}

/// gen-cli reads what is locked: the new packages go into the copy of our own lock. `cargo metadata` would want the
/// source of every package for every platform, and most machines hold those of their own only.
fn add_to_lock(folder: &Path) {
    let cargo = Command::new(env!("CARGO"))
        .args(["update", "--offline", "--workspace"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        cargo.status.success(),
        "{}",
        String::from_utf8_lossy(&cargo.stderr)
    );
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn gen_cli_refuses_what_the_derives_refuse_with_the_same_codes_at_the_same_paths() {
    let fixtures = refused::all();
    let workspace = workspace(&fixtures);
    let mut wrong = Vec::new();
    for fixture in &fixtures {
        let options = Options {
            manifest_path: Some(workspace.path().join("Cargo.toml")),
            packages: vec![fixture.name.to_owned()],
            ..Options::default()
        };
        let Err(failure) = generate(&options) else {
            wrong.push(format!("{} is accepted", fixture.name));
            continue;
        };
        // gen-cli sorts by places in the source, which the derives don't know.
        let said = failure.diagnostics.iter();
        let said: BTreeSet<(&str, &str)> = said.map(|one| (one.code.as_str(), one.path.as_str())).collect();
        if said != fixture.expected.iter().copied().collect() {
            wrong.push(format!(
                "{}: expected {:?}\n{}",
                fixture.name,
                fixture.expected,
                failure.render(Style::Plain)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
