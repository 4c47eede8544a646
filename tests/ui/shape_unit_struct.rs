//! A struct that is nothing.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub marker: Marker,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub struct Marker;

fn main() {}
