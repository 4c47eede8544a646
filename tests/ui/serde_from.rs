//! A type that serde reads as another.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub port: Port,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[serde(from = "u16")]
pub struct Port {
    number: u16,
}

impl From<u16> for Port {
    fn from(number: u16) -> Self {
        Self { number }
    }
}

fn main() {}
