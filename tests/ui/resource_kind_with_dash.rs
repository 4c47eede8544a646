//! A kind with a dash, and a status beside it.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1", kind = "My-Database")]
#[status]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
