//! `gen-cli manifests` over packages with the real dependencies: names, values, roles, files, errors.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod budget;
mod cfgs;
mod errors;
mod explained;
mod files;
mod foreign;
mod lints;
mod macros;
mod mistakes;
mod names;
mod packages;
mod probe;
mod roles;
mod scopes;
mod settings;
mod stale;
mod values;
