//! Lints: each fires where it should and is silent where it should, and the defaults leave the CRDs of real projects
//! in peace.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod examples;
mod real;

use examples::{FIELD, crd, examples, field};
use kubewright_admission::lint::{Level, lint, lints};
use kubewright_admission::{KubernetesVersion, validate_crd};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn each_lint_fires_at_its_place_and_is_silent_on_what_is_right() {
    let examples = examples();
    for (name, wrong, place, right) in &examples {
        let only = |parts: &Value| lint(&crd(parts), &|lint| lint.name == *name).unwrap();
        let path = match *place {
            "whole" => String::new(),
            "" => FIELD.to_owned(),
            place if place.starts_with("spec.") => place.to_owned(),
            keyword => format!("{FIELD}.{keyword}"),
        };
        let found: Vec<String> = only(wrong).into_iter().map(|one| one.path).collect();
        assert_eq!(found, [path], "{name} on {wrong}");
        let silent: Vec<String> = only(right).into_iter().map(|one| one.message).collect();
        assert_eq!(silent, [""; 0], "{name} on {right}");
    }
    let tried: BTreeSet<&str> = examples.iter().map(|one| one.0).collect();
    let known: BTreeSet<&str> = lints().map(|lint| lint.name).collect();
    assert_eq!(tried, known);
}

#[test]
fn what_a_lint_finds_is_taken_by_the_server() {
    // What is wrong here is not told a second time: a refusal by the server makes a lint needless.
    for (name, wrong, _, _) in examples() {
        let verdict = validate_crd(&crd(&wrong), KubernetesVersion::V1_37).unwrap();
        assert_eq!(verdict.errors, [], "{name}");
    }
}

#[test]
fn every_lint_has_a_name_of_its_own_and_says_why_and_the_way_out() {
    let names: BTreeSet<&str> = lints().map(|lint| lint.name).collect();
    assert_eq!(names.len(), lints().count());
    for lint in lints() {
        let plain = lint
            .name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(plain, "{}", lint.name);
        for text in [lint.finds, lint.why, lint.way_out, lint.in_rust] {
            assert!(
                !text.is_empty() && !text.ends_with('.') && !text.contains('|'),
                "{}: {text}",
                lint.name
            );
        }
    }
}

#[test]
fn what_the_server_takes_of_the_mistakes_in_annotations_is_found_by_a_lint() {
    let text = include_str!("../data/probes.jsonl");
    let probes = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let (mut taken, mut silent) = (0, Vec::new());
    for probe in probes.filter(|probe| probe["refused"].as_array().is_none_or(Vec::is_empty)) {
        taken += 1;
        let found = lint(&probe["crd"], &|lint| {
            lint.level == Level::Warn || lint.name == "message-twice"
        })
        .unwrap();
        if found.is_empty() {
            silent.push(probe["name"].clone());
        }
    }
    assert!(taken >= 10, "{taken} probes");
    assert_eq!(silent, [] as [Value; 0]);
}

#[test]
fn several_versions_with_one_schema_are_told_once_and_with_several_each() {
    let one = crd(&field(json!({"type": "integer", "format": "uint8"})));
    let mut two = one.clone();
    let version = one["spec"]["versions"][0].clone();
    two["spec"]["versions"].as_array_mut().unwrap().push(version);
    let paths = |crd: &Value| -> Vec<String> {
        lint(crd, &|lint| lint.name == "unknown-format")
            .unwrap()
            .into_iter()
            .map(|one| one.path)
            .collect()
    };
    assert_eq!(paths(&two), [format!("{FIELD}.format")]);
    two["spec"]["versions"][1]["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"]["b"] =
        json!({"type": "string"});
    let each = [0, 1].map(|index| {
        format!("spec.versions[{index}].schema.openAPIV3Schema.properties[spec].properties[a].format")
    });
    assert_eq!(paths(&two), each);
}

#[test]
fn what_is_no_crd_is_passed_over_without_a_panic() {
    let strange = json!({"spec": {"versions": [1, null, {"schema": {"openAPIV3Schema": {"properties": 3, "required": {}, "enum": 1,
        "items": [1], "x-kubernetes-validations": "a", "oneOf": [1, {"required": 2}], "minimum": "a", "maximum": []}}}]}});
    assert_eq!(lint(&strange, &|_| true).unwrap().len(), 0);
    for value in [json!(null), json!([]), json!({"spec": 1})] {
        assert_eq!(lint(&value, &|_| true).unwrap().len(), 0);
    }
}

#[test]
fn what_nests_deeply_is_looked_at_as_deeply_as_the_server_reads() {
    let nested = |depth: usize| {
        let leaf = json!({"type": "string", "x-kubernetes-validations": [{"rule": "self != ''"}]});
        // Moved into place: `json!` copies what it is given, at each level anew.
        (0..depth).fold(leaf, |below, _| {
            let list = [("type", json!("array")), ("items", below)];
            Value::Object(
                list.map(|(key, value)| (key.to_owned(), value))
                    .into_iter()
                    .collect(),
            )
        })
    };
    // Values this deep need a large stack to be made and dropped on.
    let worker = std::thread::Builder::new().stack_size(1 << 28).spawn(move || {
        let found = lint(&crd(&json!({"spec": nested(1_000)})), &|_| true).unwrap();
        let lists = found.iter().filter(|one| one.lint.name == "list-without-type");
        assert_eq!(lists.count(), 1_000);
        assert!(lint(&nested(20_000), &|_| true).is_err());
    });
    worker.unwrap().join().unwrap();
}
