//! A value that serde refuses: serde tells it, once.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
#[serde(rename_all = "CamelCase")]
pub struct DatabaseSpec {
    pub host_name: String,
}

fn main() {}
