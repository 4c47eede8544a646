//! What a `Database` becomes. Plain functions, to be tested without a cluster.

mod engine;
mod service;
mod stateful_set;

pub use service::service;
pub use stateful_set::stateful_set;

use crate::api::Database;
use crate::error::Error;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use kube::{Resource, ResourceExt};
use std::collections::BTreeMap;

/// The name under which the operator writes.
pub const FIELD_MANAGER: &str = "database-operator";

/// The labels that every object of a database bears, and by which they are found again.
fn labels(database: &str) -> BTreeMap<String, String> {
    [
        ("app.kubernetes.io/name", "database"),
        ("app.kubernetes.io/instance", database),
        ("app.kubernetes.io/managed-by", FIELD_MANAGER),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into()
}

/// The labels of every object of a database, as a selector.
#[must_use]
pub fn selector(database: &str) -> String {
    let pairs: Vec<String> = labels(database)
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    pairs.join(",")
}

/// The metadata of an object that belongs to a database and goes when it goes.
fn metadata(database: &Database) -> Result<ObjectMeta, Error> {
    let name = database.name_any();
    Ok(ObjectMeta {
        labels: Some(labels(&name)),
        name: Some(name),
        namespace: Some(database.namespace().ok_or(Error::Incomplete("namespace"))?),
        owner_references: Some(vec![
            database
                .controller_owner_ref(&())
                .ok_or(Error::Incomplete("uid"))?,
        ]),
        ..ObjectMeta::default()
    })
}
