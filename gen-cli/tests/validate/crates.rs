//! CRDs of the package whose source is here.

use crate::folder::{Folder, run_in, thing};
use std::path::{Path, PathBuf};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join("examples")
        .join(name)
}

#[test]
fn the_samples_of_the_examples_are_accepted() {
    for (name, sum) in [
        ("build-script", "1 object: 1 accepted"),
        ("database-operator", "2 objects: 1 accepted, 1 skipped"),
    ] {
        let said = run_in(
            &example(name),
            &["config/samples", "--field-validation", "strict"],
            "",
        );
        assert_eq!(said.code, 0, "{said:?}");
        assert!(said.out.ends_with(&format!("\n{sum}\n")), "{}", said.out);
    }
}

#[test]
fn a_sample_with_a_mistake_is_refused() {
    let sample =
        "apiVersion: caches.example.com/v1\nkind: Cache\nmetadata: {name: a}\nspec: {memoryMebibytes: 1}\n";
    let expected = "The Cache \"a\" is invalid: spec.memoryMebibytes: Invalid value: 1: spec.memoryMebibytes in body \
                    should be greater than or equal to 16";
    let here = example("build-script");
    let said = run_in(&here, &["-"], sample);
    assert!(said.out.contains(expected), "{said:?}");
    let elsewhere = Folder::new();
    assert_eq!(elsewhere.run_with_input(&["-"], sample).code, 2);
    let manifest = here.join("Cargo.toml").display().to_string();
    let said = elsewhere.run_with_input(
        &["-", "--manifest-path", &manifest, "--kubernetes-version", "1.33"],
        sample,
    );
    assert!(said.out.contains(expected), "{said:?}");
}

#[test]
fn a_package_is_not_read_where_other_crds_will_do() {
    let folder = Folder::new();
    folder.file("Cargo.toml", "this is no manifest");
    folder.file("one.yaml", thing("one", "{}"));
    assert_eq!(folder.run(&["one.yaml", "things.yaml"]).code, 0);
    assert_eq!(folder.judge(&["one.yaml"]).code, 0);
    let said = folder.run(&["one.yaml"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("KW0209"), "{}", said.err);
}

#[test]
fn a_package_without_kinds_serves_none() {
    let folder = Folder::new();
    folder.file(
        "Cargo.toml",
        "[package]\nname = \"plain\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    );
    folder.file("src/lib.rs", "");
    folder.file("one.yaml", thing("one", "{}"));
    let said = folder.run(&["one.yaml"]);
    assert_eq!(said.code, 2);
    assert!(said.err.starts_with("error: nothing was judged"), "{}", said.err);
    let said = folder.run(&["one.yaml", "--manifest-path", "Cargo.toml"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("KW0208"), "{}", said.err);
}
