//! What the real server said, beside the workspace; tests skip where it is absent.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use kubewright_admission::FieldError;
use serde::Deserialize;
use serde_json::Value;

/// An error's kind, field and detail.
pub(crate) type Answer = [String; 3];

pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared")
        .join(name)
}

fn read(name: &str) -> Option<String> {
    let text = fs::read_to_string(path("oracle").join(name)).ok();
    if text.is_none() {
        println!("skipped: {name} is not here");
    }
    text
}

/// A file of one JSON value a line.
pub(crate) fn json_lines(name: &str) -> Option<Vec<Value>> {
    Some(
        read(name)?
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// A file of one JSON value.
pub(crate) fn json_file(name: &str) -> Option<Value> {
    // Some cases are nested deeper than serde_json reads by default.
    let text = read(name)?;
    let mut reader = serde_json::Deserializer::from_str(&text);
    reader.disable_recursion_limit();
    Some(Value::deserialize(&mut reader).unwrap())
}

pub(crate) fn answered(errors: &[FieldError]) -> BTreeSet<Answer> {
    errors
        .iter()
        .map(|e| [e.kind.cause().to_owned(), e.field.clone(), e.detail.clone()])
        .collect()
}

/// The errors of a table's row, or the causes of a live answer.
pub(crate) fn expected(errors: &Value) -> BTreeSet<Answer> {
    let text = |e: &Value, names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| e[*name].as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let rows = errors.as_array().into_iter().flatten();
    rows.map(|e| {
        [
            text(e, ["type", "reason"]),
            text(e, ["field", "field"]),
            text(e, ["detail", "message"]),
        ]
    })
    .collect()
}

/// Whether a case is listed with the reason why it differs.
pub(crate) fn is_known_difference(case: &str) -> bool {
    include_str!("different.tsv")
        .lines()
        .any(|line| line.split('\t').next() == Some(case))
}
