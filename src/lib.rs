//! Kubernetes manifests from annotated Rust types.
//!
//! ```
//! use kubewright::{CustomResource, DeepCopy, Schema};
//! use serde::{Deserialize, Serialize};
//!
//! /// A managed database.
//! #[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
//! #[resource(group = "stable.example.com", version = "v1alpha1", short_names("db"))]
//! #[serde(rename_all = "camelCase")]
//! pub struct DatabaseSpec {
//!     /// How many copies.
//!     #[validation(minimum = 1, maximum = 7)]
//!     #[schema(default = 1)]
//!     #[printcolumn(name = "Copies")]
//!     pub replicas: i32,
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let database = Database::new("orders", DatabaseSpec { replicas: 3 });
//! assert_eq!(serde_json::to_value(&database)?["kind"], "Database");
//! assert_eq!(Database::crd_name(), "databases.stable.example.com");
//! println!("{}", Database::crd_yaml()?);
//! # Ok(())
//! # }
//! ```
//!
//! `gen-cli manifests` writes the same manifests from source, without compiling anything.

// The derives name this crate, also in its own tests.
extern crate self as kubewright;

mod deep_copy;
mod error;
mod kind;

mod private;

/// What the derives' expansions call.
#[doc(hidden)]
pub mod __private {
    pub use crate::private::*;
}

pub use deep_copy::{DeepCopy, Object};
pub use error::Error;
pub use kind::CustomResource;
pub use kubewright_core::diag::{Code, Diagnostic};
pub use kubewright_macros::{CustomResource, DeepCopy, Schema, assert_manifests, rbac};
