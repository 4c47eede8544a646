//! What the API server's own validation code said of every fixture: the rows under `tests/data/judged` and
//! `tests/data/immutable.jsonl`, which the example `judge` of the fixtures' package writes.
//! A fixture whose schema is no longer the one that was judged fails.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_fixtures::{Fixture, accepted};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// How the rows are written anew.
const JUDGE: &str = "judge it anew: KUBEWRIGHT_ORACLE=… cargo run -p kubewright-fixtures --example judge";

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

fn row(fixture: &Fixture) -> Value {
    let path = data("judged").join(fixture.name).with_extension("json");
    let text =
        fs::read_to_string(&path).unwrap_or_else(|_| panic!("fixture {} has no row: {JUDGE}", fixture.name));
    serde_json::from_str(&text).unwrap()
}

fn without_status(object: &Value) -> Value {
    let mut object = object.clone();
    object.as_object_mut().unwrap().remove("status");
    object
}

/// Whether all of `part` is in `whole`, which may hold more (what the server defaults).
fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(key, part)| whole.get(key).is_some_and(|whole| contains(whole, part))),
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(whole, part)| contains(whole, part))
        }
        (Value::Number(whole), Value::Number(part)) => whole == part || whole.as_f64() == part.as_f64(),
        _ => whole == part,
    }
}

#[test]
fn every_fixture_has_a_row_and_every_row_a_fixture() {
    let fixtures: BTreeSet<String> = accepted::all()
        .iter()
        .map(|fixture| fixture.name.to_owned())
        .collect();
    let rows: BTreeSet<String> = fs::read_dir(data("judged"))
        .unwrap()
        .map(|row| {
            row.unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(fixtures, rows, "{JUDGE}");
    let mut sources: BTreeSet<String> = fs::read_dir(data("../fixtures/src/accepted"))
        .unwrap()
        .map(|row| {
            row.unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    sources.remove("mod");
    assert_eq!(
        fixtures, sources,
        "a fixture's file is in no list of tests/fixtures/src/accepted/mod.rs"
    );
    assert!(fixtures.len() >= 60);
}

#[test]
fn every_crd_is_the_one_that_was_judged_and_the_server_takes_it() {
    for fixture in accepted::all() {
        let row = row(&fixture);
        let crd = (fixture.crd)().unwrap_or_else(|error| panic!("fixture {}: {error}", fixture.name));
        assert!(
            crd == row["crd"],
            "the schema of fixture {} is no longer the one that was judged: {JUDGE}",
            fixture.name
        );
        assert_eq!(row["errors"], json!([]), "fixture {}", fixture.name);
    }
}

#[test]
fn what_serde_writes_is_taken_by_post_and_apply_with_nothing_pruned() {
    for fixture in accepted::all() {
        let row = row(&fixture);
        let judged: Vec<&Value> = row["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| &value["object"])
            .collect();
        assert_eq!(
            judged,
            fixture.values.iter().collect::<Vec<_>>(),
            "fixture {}: {JUDGE}",
            fixture.name
        );
        let has_status = !row["crd"]["spec"]["versions"][0]["subresources"]["status"].is_null();
        for value in row["values"].as_array().unwrap() {
            let object = &value["object"];
            let name = format!("fixture {}, {}", fixture.name, object["metadata"]["name"]);
            // The status is written by its own subresource, and dropped by the others.
            let stored = if has_status {
                without_status(object)
            } else {
                object.clone()
            };
            for via in ["post", "apply"] {
                assert_taken(&value[via], &stored, &format!("{name}, {via}"));
            }
            if has_status && !object["status"].is_null() {
                assert_taken(&value["status"], object, &format!("{name}, status"));
            }
        }
    }
}

fn assert_taken(answer: &Value, object: &Value, name: &str) {
    assert_eq!(answer["errors"], json!([]), "{name}");
    assert_eq!(answer["unknown"], json!([]), "{name}");
    assert!(
        contains(&answer["stored"], object),
        "{name}: stored as {}",
        answer["stored"]
    );
}

#[test]
fn wrong_values_are_refused() {
    for fixture in accepted::all() {
        let row = row(&fixture);
        let wrong = row["wrong"].as_array().unwrap();
        let judged: Vec<&Value> = wrong.iter().map(|value| &value["object"]).collect();
        assert_eq!(
            judged,
            fixture.wrong.iter().collect::<Vec<_>>(),
            "fixture {}: {JUDGE}",
            fixture.name
        );
        assert!(
            wrong.len() >= 2,
            "fixture {} has no two wrong values",
            fixture.name
        );
        for value in wrong {
            assert_ne!(
                value["errors"],
                json!([]),
                "fixture {}: {}",
                fixture.name,
                value["object"]
            );
        }
    }
}

#[test]
fn what_is_immutable_is_neither_changed_nor_removed() {
    let text = fs::read_to_string(data("immutable.jsonl")).unwrap();
    let mut rows = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let fixtures = accepted::all();
    for pairs in accepted::pairs() {
        let fixture = fixtures
            .iter()
            .find(|fixture| fixture.name == pairs.fixture)
            .unwrap();
        let crd = (fixture.crd)().unwrap_or_else(|error| panic!("fixture {}: {error}", fixture.name));
        let schema = &crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"];
        for pair in pairs.pairs {
            let name = format!("fixture {}, {}", fixture.name, pair.what);
            let row = rows
                .next()
                .unwrap_or_else(|| panic!("{name} has no row: {JUDGE}"));
            let judged = json!({"what": row["what"], "old": row["old"], "new": row["new"]});
            assert_eq!(
                judged,
                json!({"what": pair.what, "old": pair.old, "new": pair.new}),
                "{name}: {JUDGE}"
            );
            assert_eq!(&row["schema"], schema, "{name}: {JUDGE}");
            assert_eq!(
                row["errors"] == json!([]),
                pair.accepted,
                "{name}: {}",
                row["errors"]
            );
        }
    }
    assert!(rows.next().is_none(), "rows are left over: {JUDGE}");
}
