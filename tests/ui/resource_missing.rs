//! A kind without `#[resource]`.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
