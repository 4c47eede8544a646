//! An adjacently tagged enum.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub source: Source,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", content = "value")]
pub enum Source {
    Snapshot(String),
    Backup(String),
}

fn main() {}
