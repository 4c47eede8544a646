//! `#[rbac(…)]`: one rule.

use super::TyPath;
use crate::span::{Span, Spanned};
use serde::{Deserialize, Serialize};

/// One `#[rbac(…)]` as written and checked. Names in a typed rule are resolved by who reads the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RbacAttribute {
    /// The place of the attribute.
    pub at: Span,
    /// What the rule is about.
    pub subject: RbacSubject,
    /// `resource_names(…)`.
    pub resource_names: Vec<String>,
    /// `verbs(…)`.
    pub verbs: Vec<String>,
    /// `namespace = "…"`: a Role there instead of the ClusterRole.
    pub namespace: Option<Spanned<String>>,
    /// `role_name = "…"`.
    pub role_name: Option<Spanned<String>>,
}

/// What a rule is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RbacSubject {
    /// A type, and subresources of it; the type itself unless only subresources are granted.
    Type {
        /// The path that rustc checks.
        path: TyPath,
        /// `subresources(…)`.
        subresources: Vec<String>,
    },
    /// Groups and resources by name (`"core"` is already `""`).
    Names {
        /// `groups(…)`.
        groups: Vec<String>,
        /// `resources(…)`.
        resources: Vec<String>,
    },
    /// `urls(…)`.
    Urls(Vec<String>),
}
