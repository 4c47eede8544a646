//! A reason that Kubernetes doesn't know.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[validation(cel(rule = "self > 0", message = "too few", reason = "Invalid"))]
    pub replicas: i32,
}

fn main() {}
