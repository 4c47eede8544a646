//! A misspelt kind.

use k8s_openapi::api::apps::v1::Deployment;
use kubewright::{CustomResource, DeepCopy, Schema, rbac};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub replicas: i32,
}

#[rbac(Deploymnt, verbs(get, list, watch))]
pub fn reconcile(_: &Deployment) {}

fn main() {}
