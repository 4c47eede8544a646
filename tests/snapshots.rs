//! The manifests of all fixtures, as texts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_fixtures::accepted;

#[test]
fn the_manifests_are_the_ones_that_were_accepted() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for fixture in accepted::all() {
        let yaml = (fixture.yaml)().unwrap_or_else(|error| panic!("fixture {}: {error}", fixture.name));
        settings.bind(|| insta::assert_snapshot!(fixture.name, yaml));
    }
}

#[test]
fn every_manifest_reads_back_to_the_value_that_it_was_made_from() {
    for fixture in accepted::all() {
        let yaml = (fixture.yaml)().unwrap_or_else(|error| panic!("fixture {}: {error}", fixture.name));
        let read: serde_json::Value = serde_yaml::from_str(&yaml).unwrap();
        assert_eq!(read, (fixture.crd)().unwrap(), "fixture {}", fixture.name);
    }
}
