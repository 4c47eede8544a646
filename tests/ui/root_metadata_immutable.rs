//! What the metadata of a root struct can't be.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kubewright::{CustomResource, DeepCopy, Schema};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct Database {
    #[immutable]
    pub metadata: ObjectMeta,
    pub replicas: i32,
}

fn main() {}
