//! A field twice in a group.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
#[validation(exactly_one_of("name", "name"))]
pub struct DatabaseSpec {
    pub name: Option<String>,
}

fn main() {}
