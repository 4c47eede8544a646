//! What is reported back: the status of a `Database`.

use crate::api::{Database, DatabaseStatus};
use crate::resources;
use k8s_openapi::api::apps::v1::StatefulSet;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{Condition, Time};
use k8s_openapi::jiff::Timestamp;
use kube::ResourceExt;

/// The condition that says whether a database can be used.
pub const READY: &str = "Ready";

/// The status of a database whose StatefulSet is as given.
#[must_use]
pub fn of(database: &Database, stateful_set: &StatefulSet) -> DatabaseStatus {
    let seen = stateful_set.status.as_ref();
    let ready_replicas = seen.and_then(|status| status.ready_replicas).unwrap_or(0);
    let old = database.status.clone().unwrap_or_default();
    let mut conditions = old.conditions;
    set(&mut conditions, ready(database, ready_replicas));
    DatabaseStatus {
        observed_generation: database.metadata.generation,
        replicas: seen.map_or(0, |status| status.replicas),
        ready_replicas,
        selector: Some(resources::selector(&database.name_any())),
        conditions,
    }
}

/// Whether a status says that the database can be used.
#[must_use]
pub fn is_ready(status: Option<&DatabaseStatus>) -> bool {
    status
        .and_then(|status| {
            status
                .conditions
                .iter()
                .find(|condition| condition.type_ == READY)
        })
        .is_some_and(|condition| condition.status == "True")
}

fn ready(database: &Database, ready_replicas: i32) -> Condition {
    let wanted = database.spec.replicas;
    let (status, reason) = match (wanted, ready_replicas >= wanted) {
        (0, _) => ("False", "Stopped"),
        (_, true) => ("True", "AllReady"),
        (_, false) => ("False", "Waiting"),
    };
    Condition {
        type_: READY.to_owned(),
        status: status.to_owned(),
        reason: reason.to_owned(),
        message: format!("{ready_replicas} of {wanted} pods are ready"),
        observed_generation: database.metadata.generation,
        last_transition_time: Time(now()),
    }
}

/// The time as an API server keeps it: in whole seconds, so that what was written compares equal to what is read.
fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// Puts a condition in the place of the one of the same type. The time of its last transition is kept while its
/// status stays the same.
fn set(conditions: &mut Vec<Condition>, mut condition: Condition) {
    match conditions.iter_mut().find(|old| old.type_ == condition.type_) {
        Some(old) => {
            if old.status == condition.status {
                condition.last_transition_time = old.last_transition_time.clone();
            }
            *old = condition;
        }
        None => conditions.push(condition),
    }
}
