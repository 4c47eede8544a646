//! The README shows what gen-cli makes of what it shows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use gen_cli::{Options, generate};
use std::path::Path;

/// The first block of the README that is fenced as `language`.
fn block(language: &str) -> String {
    let readme = include_str!("../README.md");
    let (_, rest) = readme.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

/// The README's types as a package that depends on kubewright by name alone: gen-cli compiles nothing.
fn package(folder: &Path) {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let manifest = "[package]\nname = \"database\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
        [dependencies]\nkubewright = { path = \"kubewright\" }\nserde = { path = \"serde\" }\n[workspace]\n";
    write("Cargo.toml", manifest);
    write("src/lib.rs", &block("rust"));
    for name in ["kubewright", "serde"] {
        let manifest = format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
        write(&format!("{name}/Cargo.toml"), &manifest);
        write(&format!("{name}/src/lib.rs"), "");
    }
}

#[test]
fn the_yaml_of_the_readme_is_what_gen_cli_makes_of_its_rust() {
    let folder = tempfile::tempdir().unwrap();
    package(folder.path());
    let options = Options {
        manifest_path: Some(folder.path().join("Cargo.toml")),
        ..Options::default()
    };
    let generated = generate(&options).unwrap_or_else(|failure| panic!("{failure}"));
    let texts = &generated[0].files.texts;
    let made = format!(
        "{}{}",
        texts["crd/bases/stable.example.com_databases.yaml"], texts["rbac/role.yaml"]
    );
    let mut rest = made.as_str();
    for piece in pieces(&block("yaml")) {
        let (_, after) = rest
            .split_once(&piece)
            .unwrap_or_else(|| panic!("not in\n{rest}\nthis:\n{piece}"));
        rest = after;
    }
}

/// What is shown, cut at the comments, which stand for what is left out.
fn pieces(yaml: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for line in yaml.lines() {
        if line.starts_with('#') {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push_str(line);
            piece.push('\n');
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    assert_eq!(pieces.len(), 3, "the CRD's head, its spec, and the role");
    pieces
}
