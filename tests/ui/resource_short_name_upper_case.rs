//! A short name in upper case.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1", short_names("db", "DBS"))]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
