//! An object's key on an enum of strings.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    pub engine: Engine,
}

#[derive(Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[validation(max_properties = 2)]
pub enum Engine {
    Postgres,
    Mysql,
}

fn main() {}
