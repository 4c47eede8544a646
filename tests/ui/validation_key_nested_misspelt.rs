//! A misspelt key, two levels down.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[validation(min_items = 1, items(items(max_lenght = 63)))]
    pub hosts: Vec<Vec<String>>,
}

fn main() {}
