//! What the operator makes of a `Database`, and that its manifests are those of its types.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod manifests;
mod resources;
mod status;

use database_operator::api::Database;
use serde::Deserialize;
use serde_yaml::Value;

/// The `Database` of the sample, as the API server would hand it to the operator.
fn sample() -> Database {
    let text = include_str!("../../config/samples/stable_v1alpha1_database.yaml");
    let documents = serde_yaml::Deserializer::from_str(text).map(|one| Value::deserialize(one).unwrap());
    let database = documents
        .into_iter()
        .find(|one| one["kind"] == "Database")
        .unwrap();
    let mut database: Database = serde_yaml::from_value(database).unwrap();
    database.metadata.namespace = Some("shop".to_owned());
    database.metadata.uid = Some("0b6dc0ff-ee00-4000-8000-000000000001".to_owned());
    database.metadata.generation = Some(3);
    database
}
