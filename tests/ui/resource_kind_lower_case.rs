//! A kind in lower case.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1", kind = "database")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
