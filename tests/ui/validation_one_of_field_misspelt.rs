//! A field that doesn't exist, by its JSON name.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
#[serde(rename_all = "camelCase")]
#[validation(exactly_one_of("url", "secretNam"))]
pub struct DatabaseSpec {
    pub url: Option<String>,
    pub secret_name: Option<String>,
}

fn main() {}
