#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]
//! The files of a folder are what the compiled types give.

use kubewright::__private::{Manifest, assert_manifests as compare};
use kubewright::{CustomResource, Schema, assert_manifests};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

#[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "example.com", version = "v1", kind = "Widget")]
pub struct WidgetSpec {
    pub size: i32,
}

#[test]
fn a_folder_that_agrees_is_taken_with_and_without_the_types() {
    assert_manifests!("tests/manifests", Widget);
    assert_manifests!("tests/manifests");
}

fn complaint(folder: &Path, manifests: fn() -> Vec<Manifest>) -> String {
    let folder = folder.to_owned();
    let outcome = std::panic::catch_unwind(move || compare(folder.to_str().unwrap(), "bases", &manifests()));
    *outcome.unwrap_err().downcast::<String>().unwrap()
}

#[test]
fn a_file_that_is_missing_differs_or_is_stale_is_told() {
    let package = tempfile::tempdir().unwrap();
    let widget = || vec![Manifest::of::<Widget>()];
    let told = complaint(package.path(), widget);
    assert!(
        told.contains("bases/example.com_widgets.yaml: is missing"),
        "{told}"
    );

    let folder = package.path().join("bases");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("example.com_widgets.yaml");
    let text = Widget::crd_yaml().unwrap();
    fs::write(&file, text.replace("int32", "int64")).unwrap();
    let told = complaint(package.path(), widget);
    assert!(told.contains("compiled:") && told.contains("int64"), "{told}");
    fs::write(&file, format!("{text}more: true\n")).unwrap();
    assert!(complaint(package.path(), widget).contains("another number of lines"));

    fs::write(&file, text.replace('\n', "\r\n")).unwrap();
    fs::write(folder.join("own.yaml"), "kind: Other\n").unwrap();
    // So much can't be read whole.
    let huge = fs::File::create(folder.join("huge.yaml")).unwrap();
    huge.set_len(1 << 40).unwrap();
    compare(package.path().to_str().unwrap(), "bases", &widget());

    fs::write(folder.join("old.yaml"), &text).unwrap();
    let told = complaint(package.path(), widget);
    assert!(
        told.contains("bases/old.yaml: none of the types makes it"),
        "{told}"
    );
}
