//! What the API server would answer to the objects of files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod crates;
mod crds;
mod folder;
mod inputs;
mod objects;
mod updates;
