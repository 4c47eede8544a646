//! The API of a cache. Whatever builds this crate in its own repository brings `config` up to date.

use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};

/// A cache in memory.
#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "caches.example.com", version = "v1", kind = "Cache")]
#[serde(rename_all = "camelCase")]
pub struct CacheSpec {
    /// How much it may hold, in mebibytes.
    #[validation(minimum = 16)]
    #[printcolumn(name = "Memory")]
    pub memory_mebibytes: i32,
    /// What goes first when it is full.
    #[schema(default = "LeastRecent")]
    pub eviction: Eviction,
}

/// What goes first when a cache is full.
#[derive(Schema, DeepCopy, Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Eviction {
    /// What was not used for the longest time.
    LeastRecent,
    /// What was used least often.
    LeastFrequent,
}
