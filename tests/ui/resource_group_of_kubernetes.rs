//! A group that is Kubernetes' own.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "databases.k8s.io", version = "v1")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
