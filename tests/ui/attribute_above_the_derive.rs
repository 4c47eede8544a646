//! An attribute above the derive that it belongs to.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[resource(group = "stable.example.com", version = "v1")]
#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
