//! A schema that is no object.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[schema(with = 3)]
    pub host: String,
}

fn main() {}
