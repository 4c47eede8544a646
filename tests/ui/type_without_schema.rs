//! A field whose type has no schema.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub host: String,
    pub endpoint: Endpoint,
}

#[derive(DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub struct Endpoint {
    pub port: u16,
}

fn main() {}
