//! Estimated costs and compile errors are those of the real API server, over the recorded cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::path::PathBuf;

use kubewright_admission::KubernetesVersion;
use kubewright_admission::cel::rule_cost;
use serde_json::Value;

fn cases(name: &str) -> Option<Vec<Value>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/oracle/cases")
        .join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: no {name} beside the workspace");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// Object types are named by the clock on the server.
fn without_type_numbers(text: &str) -> String {
    let mut parts = text.split("selfType");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |sum, part| {
        sum + "selfType" + part.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}

fn compare(name: &str) {
    let Some(rows) = cases(name) else { return };
    let mut differing = Vec::new();
    // A cost of 0 without an error stands for "not said" in the tables of Kubernetes.
    for row in rows
        .iter()
        .filter(|row| row["err"].is_string() || row["cost"] != 0 || name == "cost_fuzz.json")
    {
        let rule = row["rule"].as_str().unwrap();
        let answer = rule_cost(&row["schema"], rule, false, KubernetesVersion::V1_37);
        let expected = row["err"].as_str().filter(|err| !err.is_empty());
        let same = match (&answer, expected) {
            (Ok(cost), None) => Some(*cost) == row["cost"].as_u64(),
            (Err(error), Some(expected)) => without_type_numbers(error) == without_type_numbers(expected),
            _ => false,
        };
        if !same {
            differing.push(format!("{rule}: {answer:?}, not {} {expected:?}", row["cost"]));
        }
    }
    assert!(rows.len() > 100, "{} cases", rows.len());
    assert!(
        differing.is_empty(),
        "{} of {} differ:\n{}",
        differing.len(),
        rows.len(),
        differing.join("\n")
    );
}

#[test]
fn generated_rules_cost_what_the_server_says_or_are_refused_in_its_words() {
    compare("cost_fuzz.json");
}

#[test]
fn the_rules_of_the_stability_table_cost_what_the_server_says() {
    compare("est_cost_stability.json");
}

#[test]
fn the_rules_of_the_estimation_table_cost_what_the_server_says() {
    compare("cost_estimation.json");
}

#[test]
fn two_paths_that_share_memory_cost_what_the_server_says() {
    let schema = serde_json::json!({"type": "array", "maxItems": 10, "items": {"type": "object", "properties": {
        "c": {"type": "array", "maxItems": 10, "items": {"type": "string", "maxLength": 10}},
        "d": {"type": "string", "maxLength": 5},
    }}});
    let schema = serde_json::json!({"type": "object", "properties": {"a": schema}});
    let rule = "self.a.all(x, x.c.all(y, y == x.d))";
    assert_eq!(
        rule_cost(&schema, rule, false, KubernetesVersion::V1_37),
        Ok(1663)
    );
}
