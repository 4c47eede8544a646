//! Kubernetes' own types, read from the source of k8s-openapi.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod accepted;
mod compiled;
mod faults;
mod package;
mod reading;
