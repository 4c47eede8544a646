//! What is not supported yet.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[schema(recursion(depth = 3))]
    pub tree: Tree,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub struct Tree {
    pub name: String,
}

fn main() {}
