//! A column of the kind without a path.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(
    group = "stable.example.com",
    version = "v1",
    printcolumn(name = "Replicas", type = "integer")
)]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
