//! A default of a field that is not in the schema.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[serde(default)]
    #[schema(skip, default = 1)]
    pub replicas: i32,
}

fn main() {}
