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

/// A kind: makes the root type of a Spec, and what every client and controller asks of it.
///
/// From a `DatabaseSpec` it makes the struct `Database` with `metadata`, `spec` and, with `#[status]`, `status`, which
/// implements `k8s_openapi::Resource`, `ListableResource` and `Metadata` (so that `kube::Api<Database>` works),
/// `Serialize`, `Deserialize` and [`CustomResource`](trait@CustomResource). Written objects bear `apiVersion` and
/// `kind`; when read, another kind is refused and a missing one taken, since the items of a list have none.
///
/// On a struct that has a `metadata: ObjectMeta` the struct itself is the root. Then this derive writes `Serialize` and
/// `Deserialize`, by serde's own attributes on the fields: leave both out of the list of derives.
///
/// ```
/// use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
/// use kubewright::{CustomResource, Schema};
///
/// #[derive(CustomResource, Schema, Clone, Debug)]
/// #[resource(group = "example.com", version = "v1", scope = "Cluster")]
/// struct Note {
///     metadata: ObjectMeta,
///     #[serde(default)]
///     text: String,
/// }
///
/// let note = serde_json::from_str::<Note>(r#"{"metadata": {}, "kind": "Note"}"#)?;
/// assert!(serde_json::to_string(&note)?.starts_with(r#"{"apiVersion":"example.com/v1","kind":"Note""#));
/// assert!(serde_json::from_str::<Note>(r#"{"metadata": {}, "kind": "Letter"}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
pub use kubewright_macros::CustomResource;

/// A copy that shares nothing with the original: see [`DeepCopy`](trait@DeepCopy).
///
/// Fields are copied by their own `DeepCopy`, types of k8s-openapi by `Clone`, wherever they stand: in an `Option`, a
/// list, a map, behind a type alias. `#[deep_copy(clone)]` on a field copies it by `Clone`. With `#[resource]` on the
/// item the generated root has a deep copy too. `#[deep_copy(crate = path)]` on the item says where kubewright is
/// re-exported; so do `crate` in `#[resource]` and `#[schema]`.
///
/// ```
/// use kubewright::DeepCopy;
/// use std::sync::Arc;
///
/// #[derive(DeepCopy)]
/// struct Cache {
///     names: Arc<Vec<String>>,
///     #[deep_copy(clone)]
///     started: std::time::Instant,
/// }
///
/// let cache = Cache { names: Arc::default(), started: std::time::Instant::now() };
/// assert!(!Arc::ptr_eq(&cache.deep_copy().names, &cache.names));
/// ```
pub use kubewright_macros::DeepCopy;

/// The schema of a type: implements `schemars::JsonSchema` from what serde writes and what our attributes say.
///
/// Any type with a `JsonSchema` can be a field. What depends on types is found when a manifest is asked for:
/// [`CustomResource::crd_value`] says what is wrong, `gen-cli` with the place in the source.
pub use kubewright_macros::Schema;

/// Panics where the files of a folder, relative to the package, are not what the compiled types give, byte for byte.
///
/// ```no_run
/// # mod api {
/// #     use kubewright::{CustomResource, Schema};
/// #     #[derive(CustomResource, Schema, Clone, Debug, serde::Serialize, serde::Deserialize)]
/// #     #[resource(group = "example.com", version = "v1")]
/// #     pub struct DatabaseSpec {}
/// # }
/// use api::Database;
///
/// kubewright::assert_manifests!("config/crd/bases", Database);
/// ```
///
/// A file is missing, differs, or bears our first line and is made by none of the types: each is told. Without types,
/// `assert_manifests!("config/crd/bases")` takes each kind of the folder's files from the names in scope, so `use` them:
/// a file whose type is gone does not compile. A kind that has no file yet is then not seen; name it, or run
/// `gen-cli manifests --check`.
#[macro_export]
macro_rules! assert_manifests {
    ($($input:tt)*) => {
        $crate::__private::assert_manifests_of!($crate; $($input)*)
    };
}

/// One rule of the Role or ClusterRole that `gen-cli manifests` writes. The item below it stays as it is.
///
/// ```
/// use k8s_openapi::api::apps::v1::Deployment;
/// use kubewright::rbac;
///
/// #[rbac(Deployment, verbs(get, list, watch, create, patch))]
/// #[rbac(groups(""), resources("events"), verbs(create, patch))]
/// async fn reconcile() {}
/// ```
///
/// A misspelt type does not compile. On an associated constant or type, and on a static, there is no place for that
/// check: there `gen-cli` alone resolves the type.
pub use kubewright_macros::rbac;

/// The README's example compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
