//! A type and names in one rule.

use kubewright::{CustomResource, DeepCopy, Schema, rbac};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

#[rbac(k8s_openapi::api::apps::v1::Deployment, resources("pods"), verbs(get))]
pub fn reconcile() {}

fn main() {}
