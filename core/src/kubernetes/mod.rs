//! Kubernetes' own types as schemas: what k8s-openapi's `JsonSchema` leaves out or gets wrong.
//!
//! A schema is told by its *definition name* (`io.k8s.api.core.v1.Container`), which is the name that schemars gives
//! it, never by the name of a Rust type. One definition is laid over at a time, with its `$ref`s as they are: both a
//! compiled type and one read from source have that shape before references are inlined.
//!
//! Where a property is a `$ref` with keywords beside it, these keywords win over those of what it refers to.

mod descriptions;
mod facts;
mod known;

use std::ops::RangeInclusive;

use serde_json::Value;

pub use descriptions::strip_descriptions;
pub use known::QUANTITY_PATTERN;

/// The minor versions of Kubernetes whose facts are known: those of k8s-openapi 0.29.
pub const MINORS: RangeInclusive<u8> = 33..=37;

/// Whether a schema of this name is one of Kubernetes' own.
#[must_use]
pub fn is_definition(name: &str) -> bool {
    name.starts_with("io.k8s.")
}

/// Lays the facts of Kubernetes 1.`minor` over the schema of one definition, as k8s-openapi 0.29 writes it.
///
/// - list types, list map keys, map types and defaults, as Kubernetes' OpenAPI documents and Go sources have them;
///   a property with a default is not required;
/// - the bounds that `metav1.Condition` and a few others carry as kubebuilder markers;
/// - `Quantity` and `IntOrString` as integer or string, the first with controller-gen's pattern;
/// - `RawExtension`, `FieldsV1`, the JSON of apiextensions and `Patch` keep what they hold;
/// - a kind's `metadata` is not required: its reader does without, and below the root nothing fills it in.
///
/// A definition that is none of Kubernetes' stays as it is. A `minor` outside of [`MINORS`] counts as the nearest one.
/// Laying the same facts over twice changes nothing.
pub fn lay_facts(definition: &str, minor: u8, schema: &mut Value) {
    if !is_definition(definition) {
        return;
    }
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    known::lay(definition, schema);
    facts::lay(definition, minor.clamp(*MINORS.start(), *MINORS.end()), schema);
}
