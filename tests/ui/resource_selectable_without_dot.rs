//! A path that doesn't start with a dot.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1", selectable("spec.replicas"))]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
