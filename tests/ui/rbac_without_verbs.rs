//! A rule without verbs.

use kubewright::{CustomResource, DeepCopy, Schema, rbac};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

#[rbac(groups("apps"), resources("deployments"))]
pub fn reconcile() {}

fn main() {}
