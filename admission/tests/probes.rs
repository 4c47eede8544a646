//! Small CRDs with one mistake each that an annotation can make: those that the server refuses are refused here in its
//! words, and those that it takes are taken here too (a lint may find them).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_admission::{KubernetesVersion, validate_crd};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Probe {
    name: String,
    #[serde(default)]
    refused: Vec<String>,
    #[serde(default)]
    taken: bool,
    crd: Value,
}

fn probes() -> Vec<Probe> {
    let lines = include_str!("data/probes.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_mistake_is_refused_in_the_servers_words_or_taken_as_there() {
    let mut different = Vec::new();
    for probe in probes() {
        let verdict = validate_crd(&probe.crd, KubernetesVersion::V1_37).unwrap();
        let mut ours: Vec<String> = verdict.errors.iter().map(ToString::to_string).collect();
        let mut theirs = probe.refused.clone();
        ours.sort();
        theirs.sort();
        assert_eq!(probe.taken, theirs.is_empty(), "{}", probe.name);
        if ours != theirs {
            println!("{}\n  only we   {ours:#?}\n  only they {theirs:#?}", probe.name);
            different.push(probe.name);
        }
    }
    assert_eq!(different, [""; 0]);
}

#[test]
fn both_kinds_of_mistakes_are_probed() {
    let (taken, refused): (Vec<_>, Vec<_>) = probes().into_iter().partition(|probe| probe.taken);
    assert_eq!((refused.len(), taken.len()), (39, 10));
}
