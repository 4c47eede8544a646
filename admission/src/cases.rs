//! The server's own tables, beside the workspace; tests skip where they are absent.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::FieldError;

/// An error's kind, field and detail.
pub(crate) type Answer = [String; 3];

/// The rows of a table.
pub(crate) fn table(name: &str) -> Option<Vec<Value>> {
    let file = format!("{}/../../shared/oracle/cases/{name}", env!("CARGO_MANIFEST_DIR"));
    match fs::read_to_string(&file) {
        Ok(text) => Some(
            text.lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect(),
        ),
        Err(_) => {
            println!("skipped: {name} is not here");
            None
        }
    }
}

pub(crate) fn answered(errors: &[FieldError]) -> BTreeSet<Answer> {
    errors
        .iter()
        .map(|e| [e.kind.cause().to_owned(), e.field.clone(), e.detail.clone()])
        .collect()
}

pub(crate) fn expected(row: &Value) -> BTreeSet<Answer> {
    let text = |e: &Value, name: &str| e[name].as_str().unwrap_or_default().to_owned();
    let errors = row["errors"].as_array().into_iter().flatten();
    errors
        .map(|e| [text(e, "type"), text(e, "field"), text(e, "detail")])
        .collect()
}
