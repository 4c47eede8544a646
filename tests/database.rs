#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]
//! A kind with one of each thing that a derive and gen-cli must agree on.

use k8s_openapi::api::core::v1::PodTemplateSpec;
use kubewright::{CustomResource, DeepCopy, Schema, rbac};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

type Maybe<T> = Option<T>;

/// A managed database.
#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[resource(
    group = "stable.example.com",
    version = "v1alpha1",
    kind = "Database",
    short_names("db"),
    derive(PartialEq)
)]
#[status]
#[serde(rename_all = "camelCase")]
pub struct DatabaseSpec {
    /// Which engine runs it. Can't change once the database exists.
    #[immutable]
    pub engine: Engine,
    /// How many copies.
    #[validation(minimum = 1, maximum = 7)]
    #[schema(default = 1)]
    #[printcolumn(name = "Copies")]
    pub replicas: i32,
    #[validation(cel(rule = "self.endsWith('Gi')", message = "give the size in Gi"))]
    pub size: Option<String>,
    /// Where the data lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage: Option<Storage>,
    /// An alias is what it stands for.
    pub note: Maybe<String>,
    #[validation(maximum = 90)]
    pub port: Port,
    #[serde(default = "retention")]
    pub retention_days: u16,
    pub template: PodTemplateSpec,
}

fn retention() -> u16 {
    7
}

#[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Engine {
    Postgres,
    #[serde(rename = "mysql")]
    MySql,
}

/// A port that needs no privilege.
#[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[validation(minimum = 10)]
pub struct Port(pub u16);

#[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Storage {
    #[immutable]
    #[printcolumn(name = "Class")]
    pub class_name: String,
}

#[derive(Schema, DeepCopy, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[status]
pub struct DatabaseStatus {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
}

/// What watches the databases.
#[rbac(groups(""), resources("events"), verbs(create, patch))]
pub struct Reconciler;

#[test]
fn the_manifest_is_what_gen_cli_writes_to_the_file() {
    let text = Database::crd_yaml().unwrap();
    assert!(text.starts_with(kubewright_core::emit::GENERATED));
    let read: Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(read, Database::crd_value().unwrap());
    assert_eq!(read["metadata"]["name"], Database::crd_name().as_str());
}

#[test]
fn k8s_openapi_reads_the_manifest() {
    let crd = Database::crd().unwrap();
    assert_eq!(crd.metadata.name.as_deref(), Some("databases.stable.example.com"));
    assert_eq!(crd.spec.names.short_names, Some(vec!["db".to_owned()]));
    assert!(
        crd.spec.versions[0]
            .subresources
            .as_ref()
            .unwrap()
            .status
            .is_some()
    );
}

fn version() -> Value {
    Database::crd_value().unwrap()["spec"]["versions"][0].clone()
}

#[test]
fn what_types_turn_out_to_be_decides_what_is_required_and_what_may_be_null() {
    let version = version();
    let spec = &version["schema"]["openAPIV3Schema"]["properties"]["spec"];
    assert_eq!(spec["required"], json!(["engine", "port", "template"]));
    let nullable = |name: &str| spec["properties"][name]["nullable"].clone();
    assert_eq!(nullable("size"), json!(true));
    assert_eq!(nullable("note"), json!(true));
    assert_eq!(nullable("storage"), Value::Null);
    assert_eq!(spec["properties"]["retentionDays"]["default"], json!(7));
}

#[test]
fn what_attributes_say_below_reaches_where_it_acts() {
    let version = version();
    let spec = &version["schema"]["openAPIV3Schema"]["properties"]["spec"];
    let port = &spec["properties"]["port"];
    assert_eq!((&port["minimum"], &port["maximum"]), (&json!(10), &json!(90)));
    assert_eq!(
        version["additionalPrinterColumns"][1]["jsonPath"],
        ".spec.storage.className"
    );
    let rule = spec["x-kubernetes-validations"][0]["rule"].as_str().unwrap();
    assert!(rule.contains("has(self.storage.className)"), "{rule}");
    assert!(!version.to_string().contains("x-kubewright"));
}
