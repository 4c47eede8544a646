//! `#[resource(…)]`: the kind.

use super::{PrintColumn, Validation};
use crate::span::{Span, Spanned};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A kind, in one version. Names are final: defaults are filled in, `plural` by kube-rs's rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Resource {
    /// The place of the attribute.
    #[serde(skip_serializing_if = "Span::is_none")]
    pub at: Span,
    /// The API group.
    pub group: Spanned<String>,
    /// The version.
    pub version: Spanned<String>,
    /// kind, plural, singular, list kind, short names, categories.
    pub names: Names,
    /// Namespaced or cluster wide.
    pub scope: Scope,
    /// The Rust name of the root type: the generated one, or the annotated struct itself.
    pub root: String,
    /// Whether the annotated struct is the root itself (it has a `metadata` field) and not its spec.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_root: bool,
    /// More derives for the generated root, as paths.
    #[serde(skip)]
    pub derives: Vec<Spanned<String>>,
    /// More attributes for the generated root, as tokens.
    #[serde(skip)]
    pub attributes: Vec<Spanned<String>>,
    /// Where kubewright is re-exported, as a path.
    #[serde(skip)]
    pub krate: Option<Spanned<String>>,
    /// The status type's path as written, or the default `<kind>Status`; none if the kind has no status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Spanned<String>>,
    /// The hole of the status type.
    #[serde(skip)]
    pub status_hole: Option<super::HoleId>,
    /// Whether this version is stored; none: the only version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage: Option<Spanned<bool>>,
    /// Whether this version is served; none: it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub served: Option<Spanned<bool>>,
    /// Deprecated: with the warning, or null.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Spanned<Value>>,
    /// Labels of the CRD.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Spanned<(Value, Value)>>,
    /// Annotations of the CRD.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Spanned<(Value, Value)>>,
    /// Printer columns with a path of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub printcolumns: Vec<Spanned<PrintColumn>>,
    /// Selectable fields by path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub selectable: Vec<Spanned<String>>,
    /// The scale subresource by paths.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Spanned<Scale>>,
    /// `metadata(name(…))`: what is restricted of `metadata.name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata_name: Option<Spanned<Validation>>,
    /// `validation(…)`: rules on the whole object.
    #[serde(skip_serializing_if = "Validation::is_empty")]
    pub validation: Validation,
}

/// `spec.names` of a CRD.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Names {
    /// CamelCase.
    pub kind: Spanned<String>,
    /// Lower case, as in the URL.
    pub plural: Spanned<String>,
    /// Lower case.
    pub singular: Spanned<String>,
    /// `<kind>List`.
    pub list_kind: Spanned<String>,
    /// Short names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub short_names: Vec<Spanned<String>>,
    /// Categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Spanned<String>>,
}

/// Where objects of a kind live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// In a namespace.
    #[default]
    Namespaced,
    /// In the cluster.
    Cluster,
}

/// `scale(…)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scale {
    /// `.spec.replicas`.
    pub spec_replicas: Option<Spanned<String>>,
    /// `.status.replicas`.
    pub status_replicas: Option<Spanned<String>>,
    /// `.status.selector`.
    pub label_selector: Option<Spanned<String>>,
}
