//! The printers: their layout, and that every reader gets back what was printed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod corpus;
mod layout;
mod random_values;
mod readers;
mod troublesome_strings;
