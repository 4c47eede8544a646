//! What is wrong with one rule: controller-gen writes any, the API server refuses most, and some grant nothing.

use std::fmt;

use super::{Grant, Rule, names};
use crate::diag::Code;

/// The verbs of requests for resources, and those that only authorization knows (`approve` … `use`).
pub const RESOURCE_VERBS: [&str; 15] = [
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
    "approve",
    "attest",
    "bind",
    "escalate",
    "impersonate",
    "sign",
    "use",
];

/// The verbs of requests for other URLs: HTTP methods.
pub const URL_VERBS: [&str; 7] = ["get", "head", "options", "post", "put", "patch", "delete"];

/// The verbs that Kubernetes knows, for URLs or for resources. Webhooks and aggregated servers may know more, so that these are
/// for words that stand in the source as identifiers; any string may be a verb.
pub fn known_verbs(of_urls: bool) -> &'static [&'static str] {
    if of_urls { &URL_VERBS } else { &RESOURCE_VERBS }
}

/// Which part of a grant, or of the names of the manifests, a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The rule as a whole.
    Rule,
    /// `groups(…)`.
    Groups,
    /// `resources(…)`.
    Resources,
    /// `resource_names(…)`.
    ResourceNames,
    /// `urls(…)`.
    Urls,
    /// `verbs(…)`.
    Verbs,
    /// `namespace = "…"`.
    Namespace,
    /// `role_name = "…"`.
    RoleName,
    /// The name of the ServiceAccount.
    ServiceAccount,
}

/// One thing that is wrong, without a place: who read the source knows where the part stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The stable code.
    pub code: Code,
    /// What it is about.
    pub part: Part,
    /// What is wrong and why, in one sentence without a full stop.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl Fault {
    fn of_rule(part: Part, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code: Code::RbacRule,
            part,
            message: message.into(),
            help: help.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.code, self.message, self.help)
    }
}

/// Everything that is wrong with one grant, in the order of [`Part`].
///
/// The rules are `ValidatePolicyRule` of Kubernetes' `pkg/apis/rbac/validation`, and what its authorizer can never match.
pub fn faults(grant: &Grant) -> Vec<Fault> {
    let rule = &grant.rule;
    let mut faults = if rule.urls.is_empty() {
        resource_faults(rule)
    } else {
        url_faults(grant)
    };
    if rule.verbs.is_empty() {
        faults.push(Fault::of_rule(
            Part::Verbs,
            "a rule without verbs grants nothing",
            "add `verbs(get, list, watch)`",
        ));
    }
    faults.extend(empty_names(rule));
    faults.extend(grant.namespace.as_deref().and_then(names::namespace_fault));
    faults.extend(
        grant
            .role_name
            .as_deref()
            .and_then(|name| names::role_name_fault(Part::RoleName, name)),
    );
    faults.sort_by_key(|fault| fault.part);
    faults
}

fn resource_faults(rule: &Rule) -> Vec<Fault> {
    let fault = match (rule.groups.is_empty(), rule.resources.is_empty()) {
        (false, false) => return Vec::new(),
        (true, true) => Fault::of_rule(
            Part::Rule,
            "the rule names neither resources nor URLs",
            "name a type, or `groups(…)` and `resources(…)`, or `urls(…)`",
        ),
        (true, false) => Fault::of_rule(
            Part::Resources,
            "resources without the groups they are in",
            "add `groups(\"…\")`; the group of pods, secrets, events and the like is `groups(\"\")`",
        ),
        (false, true) => Fault::of_rule(
            Part::Groups,
            "groups without resources in them",
            "add `resources(\"…\")`; all of a group's are `resources(\"*\")`",
        ),
    };
    vec![fault]
}

fn url_faults(grant: &Grant) -> Vec<Fault> {
    let rule = &grant.rule;
    let mut faults = Vec::new();
    let mixed = [
        (Part::Groups, "groups", &rule.groups),
        (Part::Resources, "resources", &rule.resources),
        (Part::ResourceNames, "resource_names", &rule.resource_names),
    ];
    let given: Vec<_> = mixed.iter().filter(|(_, _, list)| !list.is_empty()).collect();
    if let Some((part, _, _)) = given.first() {
        let keys: Vec<String> = given.iter().map(|(_, key, _)| format!("`{key}`")).collect();
        let message = format!("one rule can't have both `urls` and {}", keys.join(", "));
        faults.push(Fault::of_rule(*part, message, "write two rules"));
    }
    if grant.namespace.is_some() {
        let message = "a URL is in no namespace: the Role of a namespace can't grant it";
        faults.push(Fault::of_rule(Part::Namespace, message, "leave out `namespace`"));
    }
    for url in rule
        .urls
        .iter()
        .filter(|url| !url.is_empty() && !url.starts_with('/') && *url != "*")
    {
        let message = format!("the URL `{url}` matches no request: the path of a request begins with `/`");
        faults.push(Fault::of_rule(Part::Urls, message, format!("write `/{url}`")));
    }
    faults
}

/// Entries that no request has; in the groups the empty string is the core group.
fn empty_names(rule: &Rule) -> impl Iterator<Item = Fault> {
    let lists = [
        (Part::Resources, &rule.resources),
        (Part::ResourceNames, &rule.resource_names),
        (Part::Urls, &rule.urls),
        (Part::Verbs, &rule.verbs),
    ];
    let empty = lists
        .into_iter()
        .filter(|(_, list)| list.iter().any(String::is_empty));
    empty.map(|(part, _)| Fault::of_rule(part, "an empty string matches no request", "leave it out"))
}
