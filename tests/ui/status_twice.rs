//! A status that is said twice.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
#[status]
#[status]
pub struct DatabaseSpec {
    pub replicas: i32,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[status]
pub struct DatabaseStatus {
    pub ready: i32,
}

fn main() {}
