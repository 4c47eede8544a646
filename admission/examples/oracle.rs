//! Answers questions about CRDs and objects as the real server's code answers them: reads JSON lines from standard input
//! and prints one JSON line for each, with the same fields.
//!
//! | `op` | in | out |
//! |---|---|---|
//! | `crd` | `crd` | `errors` (Type, Field, Detail, Text) |
//! | `crdupdate` | `crd`, `old` | `errors` |
//! | `regex` | `pattern` | `err` |
//! | `object` | `crd`, `version`, `via` (`post`, `put`, `apply`, `status`), `obj`, `oldObj` | `obj` as it would be stored, `errors`, `warnings`, `unknown`; `fatal` where the body is refused before |
//!
//! An `id` comes back as it was sent.

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

use kubewright_admission::{
    FieldError, Kind, KubernetesVersion, Via, pattern, validate_crd_update, validate_stored_crd,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

type Answer = Result<Map<String, Value>, Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    // Inputs may be nested as deep as the server reads them.
    let worker = std::thread::Builder::new()
        .stack_size(1 << 30)
        .spawn(|| answer_all().map_err(|e| e.to_string()))?;
    worker.join().map_err(|_| "the worker panicked")??;
    Ok(())
}

fn answer_all() -> Result<(), Box<dyn Error>> {
    let version = std::env::args()
        .nth(1)
        .map_or(Ok(KubernetesVersion::default()), |v| v.parse())?;
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        writeln!(out, "{}", Value::Object(answer(&line, version)))?;
    }
    Ok(())
}

fn answer(line: &str, version: KubernetesVersion) -> Map<String, Value> {
    let question = match parse(line) {
        Ok(question) => question,
        Err(error) => return Map::from_iter([("fatal".to_owned(), error.to_string().into())]),
    };
    let mut out = match question.get("op").and_then(Value::as_str).unwrap_or_default() {
        "crd" => crd(&question, version),
        "crdupdate" => crd_update(&question, version),
        "regex" => Ok(regex(&question)),
        "object" => object(&question, version),
        _ => Err("unknown op".into()),
    }
    .unwrap_or_else(|error| Map::from_iter([("fatal".to_owned(), error.to_string().into())]));
    if let Some(id) = question.get("id") {
        out.insert("id".to_owned(), id.clone());
    }
    out.retain(|_, value| !(value.is_null() || value.as_array().is_some_and(Vec::is_empty)));
    out
}

fn parse(line: &str) -> Result<Value, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(line);
    reader.disable_recursion_limit();
    Value::deserialize(&mut reader)
}

fn errors(errors: &[FieldError]) -> Value {
    let row = |e: &FieldError| json!({"Type": e.kind.cause(), "Field": e.field, "Detail": e.detail, "Text": e.to_string()});
    errors.iter().map(row).collect()
}

/// The question asks of a CRD whose every storage version is stored, and none of whose conditions holds.
fn with_stored_versions(crd: &Value) -> Value {
    let mut crd = crd.clone();
    let versions = crd.pointer("/spec/versions").and_then(Value::as_array);
    let is_stored = |v: &&Value| v.get("storage").and_then(Value::as_bool) == Some(true);
    let names: Vec<Value> = versions
        .into_iter()
        .flatten()
        .filter(is_stored)
        .filter_map(|v| v.get("name").cloned())
        .collect();
    if let Some(map) = crd.as_object_mut() {
        map.insert("status".to_owned(), json!({"storedVersions": names}));
    }
    crd
}

fn crd(question: &Value, version: KubernetesVersion) -> Answer {
    let crd = with_stored_versions(question.get("crd").unwrap_or(&Value::Null));
    let verdict = validate_stored_crd(&crd, version)?;
    Ok(Map::from_iter([("errors".to_owned(), errors(&verdict.errors))]))
}

fn crd_update(question: &Value, version: KubernetesVersion) -> Answer {
    let prepared = |name: &str| {
        let mut crd = with_stored_versions(question.get(name).unwrap_or(&Value::Null));
        if let Some(metadata) = crd.get_mut("metadata").and_then(Value::as_object_mut) {
            metadata.insert("resourceVersion".to_owned(), "1".into());
        }
        crd
    };
    let verdict = validate_crd_update(&prepared("crd"), &prepared("old"), version)?;
    Ok(Map::from_iter([("errors".to_owned(), errors(&verdict.errors))]))
}

fn regex(question: &Value) -> Map<String, Value> {
    let text = question
        .get("pattern")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let error = pattern::check(text)
        .err()
        .map(|error| Value::from(error.to_string()));
    Map::from_iter([("err".to_owned(), error.unwrap_or_default())])
}

fn object(question: &Value, version: KubernetesVersion) -> Answer {
    let text = |name: &str| question.get(name).and_then(Value::as_str).unwrap_or_default();
    let (crd, object) = (
        question.get("crd").unwrap_or(&Value::Null),
        question.get("obj").unwrap_or(&Value::Null),
    );
    let via = match text("via") {
        "put" => Via::Put,
        "apply" => Via::Apply,
        "status" => Via::Status,
        _ => Via::Post,
    };
    let old = question.get("oldObj").filter(|old| !old.is_null());
    let mut verdict = Kind::new(crd, text("version"), version)?.judge(via, object, old)?;
    if let Some(metadata) = verdict.object.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.remove("namespace");
    }
    Ok(Map::from_iter([
        ("obj".to_owned(), verdict.object),
        ("errors".to_owned(), errors(&verdict.errors)),
        ("warnings".to_owned(), verdict.warnings.into()),
        ("unknown".to_owned(), verdict.unknown.into()),
    ]))
}
