//! A scope that Kubernetes doesn't have.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1", scope = "Global")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
