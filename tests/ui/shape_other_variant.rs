//! A variant for all else.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub engine: Engine,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub enum Engine {
    Postgres,
    #[serde(other)]
    Unknown,
}

fn main() {}
