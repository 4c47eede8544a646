//! The API `stable.example.com/v1alpha1`. `gen-cli manifests` reads this file and writes `config/crd`.

use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::Condition;
use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

/// A managed database.
#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[resource(
    group = "stable.example.com",
    version = "v1alpha1",
    kind = "Database",
    short_names("db"),
    categories("all"),
    derive(PartialEq),
    printcolumn(name = "Age", json_path = ".metadata.creationTimestamp", type = "date")
)]
#[status]
#[serde(rename_all = "camelCase")]
pub struct DatabaseSpec {
    /// Which engine runs it. Can't change once the database exists.
    #[immutable]
    #[printcolumn(name = "Engine")]
    #[selectable]
    pub engine: Engine,

    /// The engine's version, as its image is tagged.
    #[validation(max_length = 32, pattern = r"^[0-9]+(\.[0-9]+)*$")]
    #[printcolumn(name = "Version", priority = 1)]
    pub version: String,

    /// How many copies run. None keeps the data and stops the database.
    #[validation(minimum = 0, maximum = 7)]
    #[schema(default = 1)]
    #[scale(spec_replicas)]
    pub replicas: i32,

    /// The Secret whose key `password` holds the administrator's password.
    pub password_secret: ObjectName,

    /// Where the data is kept. Without it the data goes with the pod.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage: Option<Storage>,

    /// What becomes of the data when the database is deleted.
    #[serde(default)]
    #[schema(default)]
    pub deletion_policy: DeletionPolicy,

    /// The pods to start from. The container `database` is completed, or added where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<PodTemplateSpec>,
}

/// A database engine.
#[derive(Schema, DeepCopy, Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Engine {
    /// PostgreSQL.
    Postgres,
    /// MySQL.
    MySql,
}

/// What becomes of the data of a deleted database.
#[derive(Schema, DeepCopy, Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeletionPolicy {
    /// Its volume claims stay.
    #[default]
    Retain,
    /// Its volume claims are deleted with it.
    Delete,
}

/// The name of an object in the same namespace.
#[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[validation(
    min_length = 1,
    max_length = 253,
    pattern = r"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$"
)]
pub struct ObjectName(pub String);

/// Where the data of a database is kept. A StatefulSet can't change its volumes, so neither can this: it is given
/// when the database is created, or never.
#[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Storage {
    /// How much each copy gets.
    #[immutable(from_creation)]
    #[printcolumn(name = "Storage")]
    pub size: Quantity,

    /// The storage class; none: the cluster's default one.
    #[immutable(from_creation)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_class: Option<ObjectName>,
}

/// What the operator last saw of a database.
#[derive(Schema, DeepCopy, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[status]
#[serde(rename_all = "camelCase")]
pub struct DatabaseStatus {
    /// The generation of the spec that this status speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub observed_generation: Option<i64>,

    /// How many pods exist.
    #[scale(status_replicas)]
    #[serde(default)]
    pub replicas: i32,

    /// How many pods are ready.
    #[printcolumn(name = "Ready")]
    #[serde(default)]
    pub ready_replicas: i32,

    /// The pods, as a label selector.
    #[scale(label_selector)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,

    /// The state in words that tools understand: `Ready`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
}
