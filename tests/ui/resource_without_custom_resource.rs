//! A `#[resource]` that no derive reads.

use kubewright::Schema;
use serde::{Deserialize, Serialize};

#[derive(Schema, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

fn main() {}
