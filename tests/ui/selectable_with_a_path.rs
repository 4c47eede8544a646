//! A path where it is inferred.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[selectable(".spec.host")]
    pub host: String,
}

fn main() {}
