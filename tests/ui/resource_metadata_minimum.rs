//! A key that doesn't fit a name.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1", metadata(name(minimum = 1)))]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
