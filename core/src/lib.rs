//! The model of kubewright: what the derives and `gen-cli` share, from attributes to manifests.
//!
//! Data flows one way: tokens → [`model`] → template → (holes filled) → structural schema → manifest → text.
//! Everything a user's binary needs works without the feature `syntax`, and so without `syn`.

pub mod crd;
pub mod diag;
pub mod emit;
pub mod kubernetes;
pub mod lower;
pub mod map_key;
pub mod model;
pub mod rbac;
mod reference;
pub mod span;
pub mod structural;
#[cfg(feature = "syntax")]
pub mod syntax;
pub mod template;
