//! Filled template → structural schema: everything that depends on what a type turned out to be.
//!
//! The stages, each in a file of its own: `load` reads the JSON of both readers into a tree of `node`s with
//! references inlined and facts applied from the inside out; `finish` looks at the whole tree (lists, defaults,
//! immutability, paths); `emit` writes what the API server takes. All that is wrong is gathered and given out once.

mod bounds;
mod cel;
mod choices;
mod columns;
mod defaults;
mod emit;
mod extensions;
mod facts;
mod finish;
mod flatten;
mod formats;
mod immutable;
mod json_path;
mod junctors;
mod key_types;
mod keys;
mod keywords;
mod kubernetes;
mod lists;
mod literal;
mod load;
mod node;
mod number;
mod paths;
mod place;
mod properties;
mod root;
mod rules;
mod sequences;
mod sources;
mod subresources;
mod variants;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Resource;
use crate::span::Span;
pub use kubernetes::KubernetesTypes;
use load::Loader;
use node::Node;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// One version of a kind: what is known of its types.
#[derive(Clone, Debug)]
pub struct Kind<'a> {
    /// `#[resource(…)]`, filled.
    pub resource: &'a Resource,
    /// The filled schemas.
    pub schemas: Schemas<'a>,
    /// What `#/$defs/<name>` refers to.
    pub definitions: &'a Map<String, Value>,
    /// Kubernetes' own types; those that aren't known to it are looked up in `definitions` too.
    pub kubernetes: &'a KubernetesTypes,
}

/// The filled schemas of a kind.
#[derive(Clone, Copy, Debug)]
pub enum Schemas<'a> {
    /// Of a Spec struct, and of the status where the kind has one.
    Spec {
        /// The Spec's.
        spec: &'a Value,
        /// The Status's.
        status: Option<&'a Value>,
    },
    /// Of a root struct that has a `metadata` of its own.
    Root(&'a Value),
}

/// Which descriptions a schema keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Descriptions {
    /// All but those of Kubernetes' own types.
    #[default]
    Own,
    /// None.
    None,
    /// All.
    Full,
}

/// What a version of a CustomResourceDefinition holds of a kind.
#[derive(Clone, Debug)]
pub struct Version {
    root: Node,
    /// `additionalPrinterColumns`.
    pub columns: Vec<Value>,
    /// The paths of `selectableFields`.
    pub selectable: Vec<String>,
    /// `subresources.scale`.
    pub scale: Option<Value>,
    /// Whether there is `subresources.status`.
    pub status: bool,
}

impl Version {
    /// `schema.openAPIV3Schema`.
    #[must_use]
    pub fn schema(&self) -> Value {
        emit::schema(&self.root)
    }

    /// Where the parts of the schema are written, by their path as the API server says it:
    /// `properties[spec].properties[size].x-kubernetes-validations[0]`. Empty at run time.
    #[must_use]
    pub fn places(&self) -> BTreeMap<String, Span> {
        sources::places(&self.root)
    }
}

/// The structural schema of a kind, and what its fields say of the version.
///
/// # Errors
/// All that is wrong with the kind, sorted by place.
pub fn version(kind: &Kind<'_>) -> Result<Version, Vec<Diagnostic>> {
    let mut loader = Loader::new(kind);
    let (mut root, status) = root::load(&mut loader, kind);
    let mut out: Diagnostics = loader.into_diagnostics();
    finish::finish(&mut root, &mut out);
    let fields = paths::uses(&root);
    let columns = columns::columns(&root, &fields, kind.resource, &mut out);
    let selectable = paths::selectable(&root, &fields, kind.resource, &mut out);
    let scale = subresources::scale(&root, &fields, kind.resource, &mut out);
    drop(fields);
    root::check(&mut root, status, kind.resource, &mut out);
    out.finish(Version {
        root,
        columns,
        selectable,
        scale,
        status,
    })
}
