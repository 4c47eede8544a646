//! A number's key on the keys of a map.

use std::collections::HashMap;

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[validation(keys(minimum = 1))]
    pub limits: HashMap<String, i32>,
}

fn main() {}
