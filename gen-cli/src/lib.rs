//! gen-cli as a library, for build scripts and tests.

pub mod kubernetes;
pub mod walk;
