//! The files of `config/rbac`.

use kubewright_core::emit;
use kubewright_core::rbac::{Grant, Names, manifests};

use crate::grant;

fn in_namespace(namespace: &str, role_name: Option<&str>) -> Grant {
    Grant {
        namespace: Some(namespace.to_owned()),
        role_name: role_name.map(str::to_owned),
        ..grant("\"\"", "secrets", "get")
    }
}

fn files(grants: &[Grant], names: &Names) -> Vec<(&'static str, String)> {
    let files = manifests(grants, names);
    files
        .into_iter()
        .map(|(name, documents)| (name, emit::yaml_documents(&documents)))
        .collect()
}

#[test]
fn a_crate_with_grants_has_a_role_its_binding_and_an_account() {
    let files = files(&[grant("\"\"", "events", "create")], &Names::of_crate("db"));
    let role = "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: db-manager-role\n\
                rules:\n- apiGroups:\n  - \"\"\n  resources:\n  - events\n  verbs:\n  - create\n";
    let binding = "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: db-manager-rolebinding\n\
                   roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: db-manager-role\n\
                   subjects:\n- kind: ServiceAccount\n  name: db-controller-manager\n  namespace: default\n";
    let account = "---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: db-controller-manager\n  namespace: default\n";
    let expected = [
        ("role.yaml", role),
        ("role_binding.yaml", binding),
        ("service_account.yaml", account),
    ];
    assert_eq!(files, expected.map(|(name, text)| (name, text.to_owned())));
}

#[test]
fn a_crate_without_grants_has_no_files() {
    assert_eq!(manifests(&[], &Names::of_crate("db")), []);
}

#[test]
fn each_role_has_a_binding_in_its_namespace_to_the_one_account() {
    let grants = [
        grant("\"\"", "pods", "get"),
        in_namespace("zoo", None),
        in_namespace("zoo", Some("keeper")),
    ];
    let files = manifests(&grants, &Names::of_crate("db"));
    let (_, bindings) = files
        .iter()
        .find(|(name, _)| *name == "role_binding.yaml")
        .unwrap();
    let found: Vec<_> = bindings
        .iter()
        .map(|document| {
            assert_eq!(document["subjects"][0]["namespace"], "default");
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let [metadata, role] = [&document["metadata"], &document["roleRef"]];
            [
                &document["kind"],
                &metadata["namespace"],
                &metadata["name"],
                &role["kind"],
                &role["name"],
            ]
            .map(text)
        })
        .collect();
    assert_eq!(
        found,
        [
            [
                "ClusterRoleBinding",
                "",
                "db-manager-rolebinding",
                "ClusterRole",
                "db-manager-role"
            ],
            [
                "RoleBinding",
                "zoo",
                "db-manager-rolebinding",
                "Role",
                "db-manager-role"
            ],
            ["RoleBinding", "zoo", "keeper-binding", "Role", "keeper"],
        ]
        .map(|row| row.map(str::to_owned))
    );
}

#[test]
fn namespaces_that_a_new_cluster_lacks_are_made_before_what_stands_in_them() {
    let grants = [
        in_namespace("zoo", None),
        in_namespace("kube-system", None),
        in_namespace("ark", None),
    ];
    let names = Names {
        namespace: "operators".to_owned(),
        ..Names::of_crate("db")
    };
    let files = files(&grants, &names);
    assert!(
        files.iter().map(|(name, _)| name).is_sorted(),
        "kubectl applies a folder's files in the order of their names"
    );
    let namespace = |name| format!("---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: {name}\n");
    assert_eq!(
        files[0],
        (
            "namespace.yaml",
            ["ark", "operators", "zoo"].map(namespace).concat()
        )
    );
}
