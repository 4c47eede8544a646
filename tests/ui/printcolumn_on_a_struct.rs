//! A column on a struct.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
#[printcolumn(name = "Host")]
pub struct DatabaseSpec {
    pub host: String,
}

fn main() {}
