//! A misspelt key in a list.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(
    group = "stable.example.com",
    version = "v1",
    scale(spec_replcas = ".spec.replicas", status_replicas = ".status.replicas")
)]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
