//! Two fields of one JSON name.
#![allow(unreachable_patterns)] // serde's own

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[serde(rename = "host")]
    pub primary: String,
    pub host: String,
}

fn main() {}
