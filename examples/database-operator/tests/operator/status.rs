use crate::sample;
use database_operator::status::{READY, is_ready, of};
use k8s_openapi::api::apps::v1::{StatefulSet, StatefulSetStatus};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::Time;
use k8s_openapi::jiff::Timestamp;

fn with_ready(pods: i32) -> StatefulSet {
    let status = StatefulSetStatus {
        replicas: 2,
        ready_replicas: Some(pods),
        ..StatefulSetStatus::default()
    };
    StatefulSet {
        status: Some(status),
        ..StatefulSet::default()
    }
}

#[test]
fn a_database_is_ready_when_all_its_pods_are() {
    let database = sample();
    for (pods, ready, reason) in [
        (0, false, "Waiting"),
        (1, false, "Waiting"),
        (2, true, "AllReady"),
    ] {
        let status = of(&database, &with_ready(pods));
        assert_eq!(is_ready(Some(&status)), ready, "{pods} pods");
        assert_eq!((status.replicas, status.ready_replicas), (2, pods));
        assert_eq!(status.conditions[0].reason, reason);
        assert_eq!(
            status.conditions[0].message,
            format!("{pods} of 2 pods are ready")
        );
        assert_eq!(status.observed_generation, Some(3));
    }
}

#[test]
fn a_stopped_database_is_not_ready() {
    let mut database = sample();
    database.spec.replicas = 0;
    let status = of(&database, &with_ready(0));
    assert!(!is_ready(Some(&status)));
    assert_eq!(status.conditions[0].reason, "Stopped");
}

#[test]
fn the_time_of_the_last_transition_changes_only_with_the_condition() {
    let mut database = sample();
    let mut status = of(&database, &with_ready(1));
    let long_ago = Time(Timestamp::from_second(1_000_000_000).unwrap());
    status.conditions[0].last_transition_time = long_ago.clone();
    database.status = Some(status);

    let waiting = of(&database, &with_ready(0));
    assert_eq!(waiting.conditions[0].last_transition_time, long_ago);
    let ready = of(&database, &with_ready(2));
    assert_ne!(ready.conditions[0].last_transition_time, long_ago);
    assert_eq!(ready.conditions.len(), 1);
    assert_eq!(ready.conditions[0].type_, READY);
}

#[test]
fn nothing_new_gives_the_same_status() {
    let mut database = sample();
    let status = of(&database, &with_ready(2));
    database.status = Some(status.clone());
    assert_eq!(of(&database, &with_ready(2)), status);
}
