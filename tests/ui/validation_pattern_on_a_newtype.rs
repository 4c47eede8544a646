//! A string's key on a newtype of a number.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub port: Port,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[validation(pattern = "^[0-9]+$")]
pub struct Port(u16);

fn main() {}
