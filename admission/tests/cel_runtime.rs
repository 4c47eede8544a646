//! Evaluation upon objects: errors and what is left of the budget are those of the real API server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::path::PathBuf;

use kubewright_admission::KubernetesVersion;
use kubewright_admission::cel::Validator;
use serde_json::Value;

/// Rows that differ, each with the reason: number of the row, a tab, the reason.
const DIFFERENCES: &str = include_str!("data/cel_runtime_differences.tsv");

/// Object types are named by the clock on the server.
fn without_type_numbers(text: &str) -> String {
    let mut parts = text.split("selfType");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |sum, part| {
        sum + "selfType" + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}

#[test]
fn every_recorded_evaluation_has_the_errors_and_the_cost_of_the_server() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/oracle/cases/cel_runtime.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no cel_runtime.jsonl beside the workspace");
        return;
    };
    let known: Vec<(usize, &str)> = DIFFERENCES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap())
        .map(|(row, reason)| (row.parse().unwrap(), reason))
        .collect();
    let mut rows = 0;
    let mut unexpected = Vec::new();
    for (number, line) in text.lines().enumerate() {
        rows += 1;
        let row: Value = serde_json::from_str(line).unwrap();
        let problem = compare(&row);
        let listed = known.iter().any(|(row, _)| *row == number);
        match problem {
            Some(problem) if !listed => unexpected.push(format!("{number}: {problem}")),
            None if listed => unexpected.push(format!("{number}: is the same now, but listed")),
            _ => {}
        }
    }
    assert!(
        known.len() * 100 <= rows,
        "{} of {rows} rows are listed as different",
        known.len()
    );
    assert!(
        unexpected.is_empty(),
        "{} of {rows}:\n{}",
        unexpected.len(),
        unexpected.join("\n")
    );
}

fn compare(row: &Value) -> Option<String> {
    let schema = &row["schema"];
    let old = Some(&row["old"]).filter(|old| !old.is_null());
    let path = row["fldPath"].as_str().unwrap();
    let budget = row["budget"].as_i64().unwrap();
    let ratchet = row["nopts"] != 0;
    let validator = Validator::new(schema, row["isRoot"] == true, KubernetesVersion::V1_36);
    let (mut errors, remaining) = match &validator {
        Some(validator) => {
            let answer = validator.validate(path, &row["obj"], old, budget, ratchet);
            (
                answer
                    .errors
                    .iter()
                    .map(|error| without_type_numbers(&error.to_string()))
                    .collect(),
                answer.remaining,
            )
        }
        None => (Vec::new(), budget),
    };
    let expected = row["errors"].as_array().into_iter().flatten();
    let mut expected: Vec<String> = expected
        .map(|error| without_type_numbers(error["text"].as_str().unwrap()))
        .collect();
    errors.sort();
    expected.sort();
    let same = errors == expected && Some(remaining) == row["remaining"].as_i64();
    (!same).then(|| {
        let rules: Vec<&str> = schema["x-kubernetes-validations"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|rule| rule["rule"].as_str())
            .collect();
        format!(
            "{errors:?} {remaining}\n   not {expected:?} {}\n   {rules:?}",
            row["remaining"]
        )
    })
}
