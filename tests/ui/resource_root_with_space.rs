//! A root whose name is none in Rust.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1", root = "Data base")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
