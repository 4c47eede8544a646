//! An enum that has no value.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub never: Never,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub enum Never {}

fn main() {}
