use database_operator::api::Database;
use kubewright::CustomResource;

/// What `kubectl apply` keeps of an object in an annotation, at most; the CRD stays far below it.
const ROOM: usize = 90_000;

#[test]
fn the_manifests_are_those_of_the_types() {
    kubewright::assert_manifests!("config/crd/bases", Database);
}

#[test]
fn the_crd_with_its_pod_template_is_under_90_kb_as_compact_json() {
    let crd: serde_json::Value = serde_yaml::from_str(&Database::crd_yaml().unwrap()).unwrap();
    let size = serde_json::to_string(&crd).unwrap().len();
    assert!(
        crd.to_string().contains("\"nodeSelector\""),
        "the pod template is part of it"
    );
    assert!(size < ROOM, "{size} bytes");
}
