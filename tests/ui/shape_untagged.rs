//! An untagged enum.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub source: Source,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Source {
    Snapshot { snapshot: String },
    Backup { backup: String },
}

fn main() {}
