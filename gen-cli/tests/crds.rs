//! `gen-cli budget` and `gen-cli lints` over CRDs in files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::path::Path;
use std::process::Command;

/// A CRD whose spec has these properties, in YAML.
fn crd(properties: &str) -> String {
    format!(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: probes.example.com}}\n\
         spec:\n  group: example.com\n  scope: Namespaced\n  names: {{kind: Probe, plural: probes}}\n  versions:\n  \
         - {{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {{type: object, properties: {{\n    \
         spec: {{type: object, properties: {{{properties}}}}}}}}}}}}}\n"
    )
}

/// Standard output and the exit code.
fn gen_cli(arguments: &[&str], file: &Path) -> (String, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gen-cli"));
    let output = command.args(arguments).arg(file).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

fn file(folder: &tempfile::TempDir, text: &str) -> std::path::PathBuf {
    let path = folder.path().join("crd.yaml");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn the_budget_of_a_crd_in_a_file_is_printed_and_an_exceeded_one_is_exit_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let rule = "x-kubernetes-validations: [{rule: \"self.all(x, self.exists_one(y, x == y))\"}]";
    let list = |more: &str| {
        crd(&format!(
            "a: {{type: array, items: {{type: string}}, {more}{rule}}}"
        ))
    };
    let (text, code) = gen_cli(&["budget"], &file(&folder, &list("maxItems: 5, ")));
    assert!(
        text.starts_with("probes.example.com v1: 1 expression, "),
        "{text}"
    );
    assert!(
        text.contains("spec.a: self.all(x, self.exists_one(y, x == y))"),
        "{text}"
    );
    assert_eq!(code, Some(0));
    let (text, code) = gen_cli(&["budget"], &file(&folder, &list("")));
    assert!(text.contains("would do: maxItems 5 at spec.a"), "{text}");
    assert_eq!(code, Some(1));
}

#[test]
fn lints_look_at_a_crd_in_a_file_and_a_finding_is_exit_code_1() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, &crd("a: {type: integer, format: uint16}"));
    let (text, code) = gen_cli(&["lints"], &path);
    let message =
        "probes.example.com: spec.a: the format `uint16` means nothing on `type: integer` (unknown-format)";
    assert!(text.starts_with(message), "{text}");
    assert_eq!(code, Some(1));
    let right = file(&folder, &crd("a: {type: boolean}"));
    assert_eq!(gen_cli(&["lints"], &right), (String::new(), Some(0)));
    assert_eq!(gen_cli(&["lints", "--all"], &right).1, Some(1));
}

#[test]
fn a_file_without_a_crd_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    for command in ["budget", "lints"] {
        assert_eq!(gen_cli(&[command], &path), (String::new(), Some(2)));
        assert_eq!(
            gen_cli(&[command], &folder.path().join("missing.yaml")).1,
            Some(2)
        );
    }
}
