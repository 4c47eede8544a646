//! CRDs of the server's own tables, of a live server and of many projects, judged here.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod oracle;

use kubewright_admission::{KubernetesVersion, validate_crd, validate_crd_update, validate_stored_crd};
use oracle::{Answer, answered, expected, is_known_difference, json_file, json_lines};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

const VERSION: KubernetesVersion = KubernetesVersion::V1_36;

#[test]
fn crds_of_the_servers_tables_get_its_errors() {
    let Some(cases) = json_lines("cases/crd_validation.jsonl") else {
        return;
    };
    let mut different = Vec::new();
    for (row, case) in cases.iter().enumerate() {
        let verdict = match case.get("old") {
            None => validate_stored_crd(&case["crd"], VERSION),
            Some(old) => validate_crd_update(&case["crd"], old, VERSION),
        };
        let (we, they) = (answered(&verdict.unwrap().errors), expected(&case["errors"]));
        if we != they && !is_known_difference(&format!("crd_validation {row}")) {
            different.push(row);
            println!(
                "row {row}\n  only we   {:#?}\n  only they {:#?}",
                &we - &they,
                &they - &we
            );
        }
    }
    assert_eq!(different, [0usize; 0], "of {}", cases.len());
}

/// Live answers give their details inside of a message.
fn without_details(errors: BTreeSet<Answer>) -> BTreeSet<[String; 2]> {
    errors.into_iter().map(|[kind, field, _]| [kind, field]).collect()
}

#[test]
fn crds_of_a_live_server_get_its_answers() {
    let Some(Value::Array(cases)) = json_file("cases/live_crd_cases.json") else {
        return;
    };
    let mut different = Vec::new();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let they = without_details(expected(&case["causes"]));
        let accepted = they.is_empty() && case["code"] != 400;
        let (we, texts) = match validate_crd(&case["crd"], VERSION) {
            Ok(verdict) => {
                let texts: Vec<String> = verdict.errors.iter().map(ToString::to_string).collect();
                (Some(without_details(answered(&verdict.errors))), texts)
            }
            Err(_) => (None, Vec::new()),
        };
        let equal = we
            .as_ref()
            .map_or(case["code"] == 400, |we| *we == they && we.is_empty() == accepted);
        let message = case["message"].as_str().unwrap_or_default();
        let unsaid: Vec<&String> = texts
            .iter()
            .filter(|text| !message.contains(text.as_str()))
            .collect();
        if !equal || !unsaid.is_empty() {
            different.push(name);
            println!("{name}: {we:#?}\n{they:#?}\n{unsaid:#?}\n{message}");
        }
    }
    assert_eq!(different, [""; 0], "of {}", cases.len());
}

#[test]
fn warnings_are_those_of_a_live_server() {
    let Some(Value::Array(cases)) = json_file("cases/live_crd_cases.json") else {
        return;
    };
    for case in cases.iter().filter(|case| case["code"] == 201) {
        let they: BTreeSet<String> = case["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .map(unquoted)
            .collect();
        let we: BTreeSet<String> = validate_crd(&case["crd"], VERSION)
            .unwrap()
            .warnings
            .into_iter()
            .collect();
        assert_eq!(we, they, "{}", case["name"]);
    }
}

/// `299 - "text"`, as the header has it.
fn unquoted(warning: &Value) -> String {
    let text = warning.as_str().unwrap();
    serde_json::from_str(text.strip_prefix("299 - ").unwrap()).unwrap()
}

#[test]
fn every_crd_of_the_corpus_is_accepted_by_every_version() {
    let Ok(projects) = std::fs::read_dir(oracle::path("corpus")) else {
        println!("skipped: the corpus is not here");
        return;
    };
    let mut crds = 0;
    for project in projects.flatten().filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(project.path()).unwrap().flatten() {
            if file.path().extension().is_none_or(|e| e != "yaml") {
                continue;
            }
            let text = std::fs::read_to_string(file.path()).unwrap();
            for document in serde_yaml::Deserializer::from_str(&text) {
                let crd = Value::deserialize(document).unwrap();
                if crd["kind"] != "CustomResourceDefinition" {
                    continue;
                }
                crds += 1;
                for version in KubernetesVersion::ALL {
                    let verdict = validate_crd(&crd, version).unwrap();
                    assert_eq!(verdict.errors, [], "{} on {version}", file.path().display());
                }
            }
        }
    }
    assert_eq!(crds, 150);
}
