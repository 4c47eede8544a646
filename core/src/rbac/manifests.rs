//! Roles, what binds them to the operator's account, the account, and the namespaces they stand in.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Grant, Names, Role, Rule, roles};

/// What a role's name gets to become the name of its binding, where [`Names::role_binding`] isn't its name. No two bindings of a
/// namespace meet: the default one ends in `-rolebinding`, which is no role's name and this.
const BINDING_SUFFIX: &str = "-binding";

/// Namespaces that every cluster has.
const BUILT_IN_NAMESPACES: [&str; 4] = ["default", "kube-node-lease", "kube-public", "kube-system"];

const API_GROUP: &str = "rbac.authorization.k8s.io";
const API_VERSION: &str = "rbac.authorization.k8s.io/v1";

/// The files of `config/rbac` with their documents; none if there is nothing to grant.
///
/// `kubectl apply -f config/rbac` applies files in the order of their names, so `namespace.yaml` comes first; it is there only if
/// something stands in a namespace that a new cluster doesn't have.
pub fn manifests(grants: &[Grant], names: &Names) -> Vec<(&'static str, Vec<Value>)> {
    let roles = roles(grants, &names.role);
    if roles.is_empty() {
        return Vec::new();
    }
    let mut files = vec![
        ("namespace.yaml", namespaces(&roles, names)),
        ("role.yaml", roles.iter().map(role_document).collect()),
        (
            "role_binding.yaml",
            roles.iter().map(|role| binding(role, names)).collect(),
        ),
        ("service_account.yaml", vec![service_account(names)]),
    ];
    files.retain(|(_, documents)| !documents.is_empty());
    files
}

fn namespaces(roles: &[Role], names: &Names) -> Vec<Value> {
    let of_roles = roles.iter().filter_map(|role| role.namespace.as_deref());
    let mut used: BTreeSet<&str> = of_roles.chain([names.namespace.as_str()]).collect();
    used.retain(|name| !BUILT_IN_NAMESPACES.contains(name));
    let document =
        |name| json!({ "apiVersion": "v1", "kind": "Namespace", "metadata": metadata(name, None) });
    used.into_iter().map(document).collect()
}

fn service_account(names: &Names) -> Value {
    let metadata = metadata(&names.service_account, Some(&names.namespace));
    json!({ "apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata })
}

fn role_document(role: &Role) -> Value {
    json!({
        "apiVersion": API_VERSION,
        "kind": kind("Role", role),
        "metadata": metadata(&role.name, role.namespace.as_deref()),
        "rules": role.rules.iter().map(policy_rule).collect::<Vec<_>>(),
    })
}

/// Kubernetes' `PolicyRule`: empty lists are left out, but verbs are required.
fn policy_rule(rule: &Rule) -> Value {
    let mut fields = Map::from_iter([("verbs".to_owned(), json!(rule.verbs))]);
    let lists = [
        ("apiGroups", &rule.groups),
        ("resources", &rule.resources),
        ("resourceNames", &rule.resource_names),
        ("nonResourceURLs", &rule.urls),
    ];
    for (key, list) in lists {
        if !list.is_empty() {
            fields.insert(key.to_owned(), json!(list));
        }
    }
    fields.into()
}

fn binding(role: &Role, names: &Names) -> Value {
    let name = if role.name == names.role {
        names.role_binding.clone()
    } else {
        format!("{}{BINDING_SUFFIX}", role.name)
    };
    json!({
        "apiVersion": API_VERSION,
        "kind": kind("RoleBinding", role),
        "metadata": metadata(&name, role.namespace.as_deref()),
        "roleRef": { "apiGroup": API_GROUP, "kind": kind("Role", role), "name": role.name },
        "subjects": [{ "kind": "ServiceAccount", "name": names.service_account, "namespace": names.namespace }],
    })
}

/// The kind in a namespace, or its counterpart of the whole cluster.
fn kind(in_namespace: &str, role: &Role) -> String {
    let scope = if role.namespace.is_some() { "" } else { "Cluster" };
    format!("{scope}{in_namespace}")
}

fn metadata(name: &str, namespace: Option<&str>) -> Value {
    match namespace {
        Some(namespace) => json!({ "name": name, "namespace": namespace }),
        None => json!({ "name": name }),
    }
}
