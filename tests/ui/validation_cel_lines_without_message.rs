//! A rule of two lines without a message.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "stable.example.com", version = "v1")]
pub struct DatabaseSpec {
    #[validation(cel(
        "self.startsWith('a') &&
         self.endsWith('z')"
    ))]
    pub host: String,
}

fn main() {}
