//! Walking: from a Cargo.toml to module trees, on small crates in temporary folders.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod cfg;
mod dependencies;
mod nesting;
mod project;
mod source;
mod tree;
mod workspace;
