//! A map list without keys.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[schema(list_type = "map")]
    pub ports: Vec<Port>,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub struct Port {
    pub name: String,
}

fn main() {}
