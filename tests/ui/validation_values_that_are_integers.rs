//! A string's key on values that are integers.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[validation(values(max_length = 9))]
    pub limits: std::collections::BTreeMap<String, i32>,
}

fn main() {}
