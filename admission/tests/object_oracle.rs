//! Objects that a live server judged, judged here by a CRD that was made after its answers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod oracle;

use std::collections::BTreeSet;

use kubewright_admission::{Kind, KubernetesVersion, Via, validate_crd};
use oracle::{is_known_difference, json_file};
use serde_json::{Value, json};

const VERSION: KubernetesVersion = KubernetesVersion::V1_36;

fn causes(case: &Value) -> BTreeSet<[String; 2]> {
    let text = |e: &Value, name: &str| e[name].as_str().unwrap().to_owned();
    let rows = case["causes"].as_array().into_iter().flatten();
    rows.map(|e| [text(e, "field"), text(e, "message")]).collect()
}

/// The body: written as JSON text where its form matters, or too large to be kept.
fn body(case: &Value) -> Value {
    match case["in"].as_str() {
        Some(text) if text.starts_with('{') => serde_json::from_str(text).unwrap(),
        Some(_) => json!({
            "apiVersion": "t.example.com/v1", "kind": "Cr", "spec": {},
            "metadata": {"name": "x", "annotations": {"a": "x".repeat(300_000)}},
        }),
        None => case["in"].clone(),
    }
}

#[test]
fn the_crd_of_the_live_cases_is_accepted() {
    let crd: Value = serde_json::from_str(include_str!("oracle/cr.json")).unwrap();
    assert_eq!(validate_crd(&crd, VERSION).unwrap().errors, []);
}

#[test]
fn objects_get_the_answers_of_a_live_server() {
    let Some(Value::Array(cases)) = json_file("cases/live_cr_cases.json") else {
        return;
    };
    let crd: Value = serde_json::from_str(include_str!("oracle/cr.json")).unwrap();
    let kind = Kind::new(&crd, "v1", VERSION).unwrap();
    let mut different = Vec::new();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        if is_known_difference(&format!("live_cr {name}")) {
            continue;
        }
        let equal = match kind.judge(Via::Post, &body(case), None) {
            Err(refusal) => {
                println!("{name}: {refusal}");
                case["code"] == 400 && case["message"].as_str().unwrap().contains(&refusal.to_string())
            }
            Ok(verdict) => {
                let text = |e: &kubewright_admission::FieldError| {
                    let text = e.to_string();
                    [
                        e.field.clone(),
                        text.strip_prefix(&format!("{}: ", e.field)).unwrap().to_owned(),
                    ]
                };
                let we: BTreeSet<[String; 2]> = verdict.errors.iter().map(text).collect();
                let stored = case["code"] != 201 || verdict.object["spec"] == case["out"];
                println!("{name}: {we:?} {:?} {}", causes(case), verdict.object["spec"]);
                we == causes(case) && we.is_empty() == (case["code"] == 201) && stored
            }
        };
        if !equal {
            different.push(name);
        }
    }
    assert_eq!(different, [""; 0], "of {}", cases.len());
}

#[test]
fn unknown_fields_are_those_of_a_live_server() {
    let Some(Value::Array(cases)) = json_file("cases/live_cr_cases.json") else {
        return;
    };
    let crd: Value = serde_json::from_str(include_str!("oracle/cr.json")).unwrap();
    let kind = Kind::new(&crd, "v1", VERSION).unwrap();
    for case in cases
        .iter()
        .filter(|case| case["code"] == 201 && case["name"] != "unknown ignore")
    {
        let unquoted =
            |w: &Value| serde_json::from_str(w.as_str().unwrap().strip_prefix("299 - ").unwrap()).unwrap();
        let they: BTreeSet<String> = case["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .map(unquoted)
            .collect();
        let we = kind.judge(Via::Post, &body(case), None).unwrap().unknown;
        let we: BTreeSet<String> = we
            .into_iter()
            .map(|path| format!("unknown field \"{path}\""))
            .collect();
        assert_eq!(we, they, "{}", case["name"]);
    }
}
