//! A key in one word.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1", shortnames("db"))]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
