//! A name that is no literal.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = GROUP, version = "v1")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

const GROUP: &str = "stable.example.com";

fn main() {}
