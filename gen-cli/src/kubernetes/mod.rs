//! Kubernetes' own types, read from the source of the user's k8s-openapi: what its `JsonSchema` and `Resource` impls
//! say, without compiling it.
//!
//! k8s-openapi keeps one type a file, and its schemas are JSON literals. [`KubernetesSource`] opens just the files on
//! the way to the types that are asked for, each once. What it gives is what the compiled crate would give: laying
//! the facts over it is the work of [`kubewright_core::kubernetes`].

mod cursor;
mod error;
mod literal;
mod modules;
mod resource;
mod source;

use serde_json::Value;

pub use error::Error;
pub use resource::{ResourceConstants, Scope};
pub use source::KubernetesSource;

/// A type of k8s-openapi.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its name in Kubernetes' OpenAPI documents and in schemars: `io.k8s.api.core.v1.PodSpec`.
    pub name: String,
    /// Where it stands in k8s-openapi, without the name of the crate: `api`, `core`, `v1`, `PodSpec`.
    pub rust_path: Vec<String>,
    /// Its schema. Other definitions are `{"$ref": "#/$defs/io.k8s…"}`, as schemars writes them.
    pub schema: Value,
    /// The definitions that the schema refers to: each once, sorted by name.
    pub refs: Vec<Reference>,
    /// What its `Resource` impl says, for a kind.
    pub resource: Option<ResourceConstants>,
}

/// What a schema refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The name of the definition.
    pub name: String,
    /// Where its type stands in k8s-openapi, without the name of the crate.
    pub rust_path: Vec<String>,
}
