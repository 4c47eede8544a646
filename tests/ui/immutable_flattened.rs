//! An immutable field that is flattened.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[immutable]
    #[serde(flatten)]
    pub storage: Storage,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub struct Storage {
    pub size: String,
}

fn main() {}
