//! What the derives' expansions call. No part of the public interface: it changes without notice.

#[macro_use]
mod copy;
mod manifests;
mod root;
mod schema;
mod type_meta;
#[macro_use]
mod written;

pub use crate::kind::{IsAKind, Kind, KindProbe, NoKind, SchemaOf};
pub use crate::{
    __deep_copy as deep_copy, __filling as filling, __schema as schema, __schema_name as schema_name,
};
pub use core::clone::Clone;
pub use core::unimplemented;
pub use k8s_openapi;
pub use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
pub use kubewright_macros::assert_manifests as assert_manifests_of;
pub use manifests::{Manifest, assert_manifests};
pub use root::{Parts as RootParts, deserialize_root, named, serialize_root};
pub(crate) use schema::filled;
pub use schema::{Hole, NotOption, Probe, fill, instantiated_name, schema_id, schema_of_status, value};
pub use schemars::{JsonSchema, Schema, SchemaGenerator as Gen};
pub use serde;
pub use std::borrow::Cow;
pub use type_meta::{deserialize_typed, serialize_typed};
