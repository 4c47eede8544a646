//! The files are those of the compiled types.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[test]
fn the_manifests_are_those_of_the_types() {
    kubewright::assert_manifests!("config/crd/bases", cache_api::Cache);
}
