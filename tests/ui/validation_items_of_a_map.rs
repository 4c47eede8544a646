//! A list's key on a map.

use std::collections::BTreeMap;

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[validation(items(minimum = 1))]
    pub limits: BTreeMap<String, i32>,
}

fn main() {}
