//! Each CRD of the corpus with one fault put in: refused where the server refuses it, with its errors.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod oracle;

use std::collections::BTreeSet;

use kubewright_admission::{KubernetesVersion, validate_stored_crd};
use oracle::{Answer, answered};
use serde::Deserialize;
use serde_json::{Value, json};

/// A row of what `compare/faults.py` wrote down.
#[derive(Deserialize)]
struct Faulty {
    file: String,
    document: usize,
    fault: String,
    at: String,
    value: Value,
    errors: BTreeSet<Answer>,
    unreadable: bool,
}

/// Sets the value at a JSON pointer, making what is missing above.
fn put(mut here: &mut Value, pointer: &str, value: Value) {
    for step in pointer.split('/').skip(1) {
        let step = step.replace("~1", "/").replace("~0", "~");
        here = match here {
            Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
            other => &mut other[step],
        };
    }
    *here = value;
}

/// A CRD all of whose storage versions are stored.
fn stored(mut crd: Value) -> Value {
    let versions = crd["spec"]["versions"].as_array().unwrap().iter();
    let names: Vec<Value> = versions
        .filter(|v| v["storage"] == true)
        .map(|v| v["name"].clone())
        .collect();
    crd["status"] = json!({"storedVersions": names});
    crd
}

#[test]
fn every_crd_of_the_corpus_with_one_fault_gets_the_servers_errors() {
    if !oracle::path("corpus").is_dir() {
        println!("skipped: the corpus is not here");
        return;
    }
    let mut different = Vec::new();
    let (mut seen, mut refused) = (0, 0);
    for line in include_str!("data/corpus_faults.jsonl").lines() {
        let row: Faulty = serde_json::from_str(line).unwrap();
        let text = std::fs::read_to_string(oracle::path("corpus").join(&row.file)).unwrap();
        let document = serde_yaml::Deserializer::from_str(&text)
            .nth(row.document)
            .unwrap();
        let mut crd = Value::deserialize(document).unwrap();
        put(&mut crd, &row.at, row.value);
        let answer = validate_stored_crd(&stored(crd), KubernetesVersion::V1_37);
        assert_eq!(answer.is_err(), row.unreadable, "{}: {}", row.file, row.fault);
        let we = answered(&answer.map(|verdict| verdict.errors).unwrap_or_default());
        if we != row.errors {
            let (only_we, only_they) = (&we - &row.errors, &row.errors - &we);
            println!(
                "{} {}\n  only we   {only_we:#?}\n  only they {only_they:#?}",
                row.file, row.fault
            );
            different.push(row.fault);
        }
        seen += 1;
        refused += usize::from(row.unreadable || !row.errors.is_empty());
    }
    assert_eq!(different, [""; 0]);
    assert_eq!((seen, refused), (150, 143));
}
