//! A part of a tuple that has no deep copy.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[schema(with = { "type": "array", "items": { "x-kubernetes-preserve-unknown-fields": true } })]
    pub named: Vec<(String, Endpoint)>,
}

#[derive(Schema, Clone, Debug, Serialize, Deserialize)]
pub struct Endpoint {
    pub port: u16,
}

fn main() {}
