//! A default that is not published.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[serde(default = "three")]
    #[schema(default = 3, no_default)]
    pub replicas: i32,
}

fn three() -> i32 {
    3
}

fn main() {}
