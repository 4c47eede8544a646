//! URLs and groups in one rule.

use kubewright::{CustomResource, DeepCopy, Schema, rbac};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

#[rbac(groups("apps"), urls("/healthz"), verbs(get))]
pub fn reconcile() {}

fn main() {}
