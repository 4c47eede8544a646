//! From the rules of `#[rbac(…)]` to the manifests that grant them.
//!
//! Rules are merged as controller-gen merges its `+kubebuilder:rbac` markers, so that moving from one to the other changes no role.

mod check;
mod manifests;
mod merge;
mod names;

pub use check::{Fault, Part, RESOURCE_VERBS, URL_VERBS, faults, known_verbs};
pub use manifests::manifests;
pub use merge::{Role, roles};
pub use names::{Names, name_faults};

use serde::{Deserialize, Serialize};

/// One rule: who holds it may do each of the verbs with each of the resources in each of the groups, or with each of the URLs.
///
/// The lists are sets: order and repetition mean nothing. In a group, `core` is another way to write `""`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// API groups (`apiGroups`).
    pub groups: Vec<String>,
    /// Plurals, with the subresource after a slash: `deployments`, `deployments/status` (`resources`).
    pub resources: Vec<String>,
    /// The objects' names; none means all objects (`resourceNames`).
    pub resource_names: Vec<String>,
    /// Paths of the API server that are no resources: `/metrics`, `/healthz/*` (`nonResourceURLs`).
    pub urls: Vec<String>,
    /// `get`, `list`, … or `*` (`verbs`).
    pub verbs: Vec<String>,
}

/// A rule and the role it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What is granted.
    pub rule: Rule,
    /// The namespace whose Role holds the rule; a ClusterRole if there is none.
    pub namespace: Option<String>,
    /// The role's name if it isn't the default one.
    pub role_name: Option<String>,
}
