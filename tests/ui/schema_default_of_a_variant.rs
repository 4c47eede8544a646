//! A default of a variant.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub source: Source,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub enum Source {
    #[schema(default = "latest")]
    Snapshot(String),
    Backup(String),
}

fn main() {}
