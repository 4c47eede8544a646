//! An operator for databases: for every `Database` it keeps a StatefulSet and a Service.
//!
//! - [`api`]: the types that users of the operator write, and from which its CRD is made;
//! - [`resources`]: what a `Database` becomes, as plain functions;
//! - [`controller`]: the reconciler, with the rights that it needs;
//! - [`cleanup`]: what is left to do when a `Database` is deleted;
//! - [`status`]: what is reported back.

pub mod api;
pub mod cleanup;
pub mod controller;
pub mod error;
pub mod resources;
pub mod status;
