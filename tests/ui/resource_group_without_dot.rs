//! A group without a dot.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable", version = "v1")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
