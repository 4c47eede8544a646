//! An immutable item of a tuple.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub range: Range,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
pub struct Range(#[immutable] u16, u16);

fn main() {}
