//! A root struct has its metadata always.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kubewright::{CustomResource, DeepCopy, Schema};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct Database {
    pub metadata: Option<ObjectMeta>,
    pub replicas: i32,
}

fn main() {}
