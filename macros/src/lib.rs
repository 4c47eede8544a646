//! The derives and attributes of kubewright.
//!
//! They are documented where they are re-exported, in the crate `kubewright`.

mod custom_resource;
mod deep_copy;
mod errors;
mod holes;
mod manifests;
mod pieces;
mod rbac;
mod root;
mod schema;
mod stub;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// The schema of a type: implements `schemars::JsonSchema` from the type's shape, serde's attributes and ours.
#[proc_macro_derive(
    Schema,
    attributes(
        schema,
        validation,
        immutable,
        printcolumn,
        selectable,
        scale,
        status,
        resource,
        kubewright,
        serde
    )
)]
pub fn schema(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    schema::expand(&input).into()
}

/// A kind of Kubernetes: the root type of a Spec, and what makes it a resource.
#[proc_macro_derive(
    CustomResource,
    attributes(
        resource,
        status,
        schema,
        validation,
        immutable,
        printcolumn,
        selectable,
        scale,
        kubewright,
        serde
    )
)]
pub fn custom_resource(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    custom_resource::expand(&input).into()
}

/// Copies that share nothing with the original.
#[proc_macro_derive(DeepCopy, attributes(deep_copy, resource, status))]
pub fn deep_copy(input: TokenStream) -> TokenStream {
    deep_copy::expand(input.into()).into()
}

/// One rule of the Role or ClusterRole. The item below it stays as it is.
#[proc_macro_attribute]
pub fn rbac(arguments: TokenStream, item: TokenStream) -> TokenStream {
    rbac::expand(arguments.into(), item.into()).into()
}

/// Compares the compiled types with the files of a folder. The runtime's macro of this name says where kubewright is.
#[proc_macro]
pub fn assert_manifests(input: TokenStream) -> TokenStream {
    manifests::expand(input.into()).into()
}
