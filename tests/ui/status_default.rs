//! A default in observed state.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
#[status]
pub struct DatabaseSpec {
    pub replicas: i32,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[status]
pub struct DatabaseStatus {
    #[schema(default = 0)]
    pub ready: i32,
}

fn main() {}
