//! gen-cli as a library, for build scripts and tests.
//!
//! [`generate`] reads packages and makes the texts of their files; the program `gen-cli` writes, prints or compares
//! them.

mod admit;
pub mod build;
mod commands;
mod generate;
mod judged;
pub mod kubernetes;
mod lints;
mod options;
mod output;
mod report;
mod resolve;
mod settings;
mod validate;
pub mod walk;

pub use commands::run;
pub use generate::{Failure, Generated, generate};
pub use kubewright_admission::KubernetesVersion;
pub use kubewright_core::structural::Descriptions;
pub use lints::Warnings;
pub use options::Options;
pub use output::Files;
pub use report::Style;
