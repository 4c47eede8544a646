//! A misspelt key of a rule.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[validation(cel(rule = "self.endsWith('Gi')", mesage = "give the size in Gi"))]
    pub size: String,
}

fn main() {}
