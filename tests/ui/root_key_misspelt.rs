//! A misspelt key on a root struct of one's own.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kubewright::{CustomResource, DeepCopy, Schema};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug)]
#[resource(group = "stable.example.com", version = "v1", short_name("db"))]
pub struct Database {
    pub metadata: ObjectMeta,
    pub replicas: i32,
}

fn main() {}
