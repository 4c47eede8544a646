//! A union.

use kubewright::{CustomResource, Schema};
use serde::{Deserialize, Serialize};

#[derive(Schema)]
pub union Number {
    pub int: u32,
    pub float: f32,
}

#[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[schema(with = { "type": "number" })]
    pub number: f32,
}

fn main() {}
