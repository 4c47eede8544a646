//! Answers questions about CRDs and objects as the real server's code answers them: reads JSON lines from standard input
//! and prints one JSON line for each, with the same fields.
//!
//! | `op` | in | out |
//! |---|---|---|
//! | `crd` | `crd` | `errors` (Type, Field, Detail, Text) |
//! | `crdupdate` | `crd`, `old` | `errors` |
//! | `cost` | `crd` | `costs` of every rule (version, path, I, Kind, Cost, Raw, Err), `totals` of each version |
//! | `rule` | `schema`, `rule`, `root` | `cost`, or `err` |
//! | `regex` | `pattern` | `err` |
//! | `cr` | `schema`, `obj`, `oldObj`, `root` | `obj` pruned and defaulted, `errors`: by the schema alone; what is `remaining` of the rules' budget |
//! | `object` | `crd`, `version`, `via` (`post`, `put`, `apply`, `status`), `obj`, `oldObj` | `obj` as it would be stored, `errors`, `warnings`, `unknown`; `fatal` where the body is refused before |
//!
//! An `id` comes back as it was sent.

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

use kubewright_admission::cel::{
    ExpressionKind, OBJECT_COST_BUDGET, RuleOptions, Validator, rule_cost, validate_rules,
};
use kubewright_admission::{
    ErrorType, FieldError, Kind, KubernetesVersion, Via, judge_by_schema, pattern, validate_crd_update,
    validate_stored_crd,
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
        "cost" => cost(&question, version),
        "rule" => Ok(rule(&question, version)),
        "regex" => Ok(regex(&question)),
        "cr" => by_schema(&question, version),
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

/// The question asks of a CRD whose every storage version is stored, where it doesn't say which, and none of whose
/// conditions holds.
fn with_stored_versions(crd: &Value) -> Value {
    let mut crd = crd.clone();
    let said = crd.pointer("/status/storedVersions").cloned();
    let said = said.filter(|said| said.as_array().is_some_and(|said| !said.is_empty()));
    let versions = crd.pointer("/spec/versions").and_then(Value::as_array);
    let is_stored = |v: &&Value| v.get("storage").and_then(Value::as_bool) == Some(true);
    let names: Vec<Value> = versions
        .into_iter()
        .flatten()
        .filter(is_stored)
        .map(|v| {
            v.get("name")
                .filter(|name| name.is_string())
                .cloned()
                .unwrap_or("".into())
        })
        .collect();
    if let Some(map) = crd.as_object_mut() {
        map.insert(
            "status".to_owned(),
            json!({"storedVersions": said.unwrap_or(names.into())}),
        );
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

/// The place of a node as the question's answer has it: `.a.@items.@values`.
fn short_path(node: &str) -> String {
    let mut out = String::new();
    let mut rest = node;
    while let Some(after) = rest.strip_prefix('.') {
        if let Some(inner) = after.strip_prefix("properties[") {
            // A name may hold brackets; the one that ends it has a point or nothing behind it.
            let ends = inner.match_indices(']').map(|(i, _)| i);
            let end = ends
                .into_iter()
                .find(|i| matches!(inner.as_bytes().get(i + 1), None | Some(b'.')))
                .unwrap_or(inner.len());
            out.push('.');
            out.push_str(inner.get(..end).unwrap_or(inner));
            rest = inner.get(end + 1..).unwrap_or_default();
        } else if let Some(after) = after.strip_prefix("items") {
            out.push_str(".@items");
            rest = after;
        } else if let Some(after) = after.strip_prefix("additionalProperties") {
            out.push_str(".@values");
            rest = after;
        } else {
            break;
        }
    }
    out
}

/// The schema with nothing in its rules but what costs: the question compiles them whatever else is wrong.
fn expressions_alone(schema: &mut Value) {
    match schema {
        Value::Array(list) => list.iter_mut().for_each(expressions_alone),
        Value::Object(map) => {
            map.values_mut().for_each(expressions_alone);
            let rules = map
                .get_mut("x-kubernetes-validations")
                .and_then(Value::as_array_mut);
            for rule in rules.into_iter().flatten().filter_map(Value::as_object_mut) {
                rule.retain(|name, _| {
                    matches!(name.as_str(), "rule" | "messageExpression" | "optionalOldSelf")
                });
                let text = rule
                    .get("rule")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned();
                if text.trim().is_empty() {
                    // What is not there costs as little as a constant.
                    rule.insert("rule".to_owned(), "true".into());
                    if let Some(message) = rule.get_mut("messageExpression").filter(|m| *m != "") {
                        *message = "''".into();
                    }
                } else if is_blank(rule.get("messageExpression")) {
                    // It is compiled, and refused as anything that is no expression.
                    rule.insert("messageExpression".to_owned(), "(".into());
                }
                if text.contains(['\n', '\r']) {
                    rule.insert("message".to_owned(), "several lines".into());
                }
            }
        }
        _ => {}
    }
}

fn is_blank(text: Option<&Value>) -> bool {
    let text = text.and_then(Value::as_str).unwrap_or_default();
    !text.is_empty() && text.trim().is_empty()
}

fn cost(question: &Value, version: KubernetesVersion) -> Answer {
    let (mut rows, mut totals) = (Vec::new(), Map::new());
    let versions = question.pointer("/crd/spec/versions").and_then(Value::as_array);
    for v in versions.into_iter().flatten() {
        let Some(schema) = v.pointer("/schema/openAPIV3Schema") else {
            continue;
        };
        let name = v.get("name").and_then(Value::as_str).unwrap_or_default();
        let mut schema = schema.clone();
        expressions_alone(&mut schema);
        let (found, costs) = validate_rules(&schema, "", &RuleOptions::new(version));
        for cost in &costs {
            let kind = if cost.kind == ExpressionKind::Rule {
                "rule"
            } else {
                "messageExpression"
            };
            let compiles =
                |e: &FieldError| e.kind != ErrorType::Invalid || e.detail.starts_with("oldSelf cannot");
            let own = |e: &&FieldError| e.field == cost.path() && !compiles(e);
            let detail = found
                .iter()
                .find(own)
                .map(|e| e.detail.as_str())
                .unwrap_or_default();
            rows.push(json!({"Version": name, "Path": short_path(&cost.node), "I": cost.index, "Kind": kind, "Cost": cost.cost(), "Raw": cost.once, "Err": detail}));
        }
        for error in found
            .iter()
            .filter(|e| e.kind == ErrorType::Invalid && e.field.ends_with("].messageExpression"))
        {
            let (node, rest) = error
                .field
                .rsplit_once(".x-kubernetes-validations[")
                .unwrap_or_default();
            let index = rest.split(']').next().and_then(|i| i.parse::<usize>().ok());
            rows.push(json!({"Version": name, "Path": short_path(node), "I": index, "Kind": "messageExpression", "Cost": 0, "Raw": 0, "Err": error.detail}));
        }
        for error in found.iter().filter(|e| e.kind == ErrorType::Internal) {
            let node = error.field.strip_suffix(".x-kubernetes-validations");
            rows.push(json!({"Version": name, "Path": short_path(node.unwrap_or_default()), "I": 0, "Kind": "", "Cost": 0, "Raw": 0, "Err": error.detail}));
        }
        if !costs.is_empty() {
            // The question's sum wraps around.
            let total = costs.iter().fold(0u64, |sum, cost| sum.wrapping_add(cost.cost()));
            totals.insert(name.to_owned(), total.into());
        }
    }
    Ok(Map::from_iter([
        ("costs".to_owned(), rows.into()),
        ("totals".to_owned(), totals.into()),
    ]))
}

fn rule(question: &Value, version: KubernetesVersion) -> Map<String, Value> {
    let text = question.get("rule").and_then(Value::as_str).unwrap_or_default();
    let root = question.get("root").and_then(Value::as_bool).unwrap_or_default();
    match rule_cost(
        question.get("schema").unwrap_or(&Value::Null),
        text,
        root,
        version,
    ) {
        Ok(cost) => Map::from_iter([("cost".to_owned(), cost.into())]),
        Err(error) => Map::from_iter([("cost".to_owned(), 0.into()), ("err".to_owned(), error.into())]),
    }
}

fn by_schema(question: &Value, version: KubernetesVersion) -> Answer {
    let part = |name: &str| question.get(name).unwrap_or(&Value::Null);
    let root = part("root").as_bool().unwrap_or_default();
    let old = question.get("oldObj").filter(|old| !old.is_null());
    let (object, found) = judge_by_schema(part("schema"), part("obj"), old, root, version)?;
    let rules = Validator::new(part("schema"), root, version);
    let said = rules.map(|rules| rules.validate("", &object, old, OBJECT_COST_BUDGET, false));
    let remaining = said.map_or(Value::Null, |said| said.remaining.into());
    Ok(Map::from_iter([
        ("obj".to_owned(), object),
        ("errors".to_owned(), errors(&found)),
        ("remaining".to_owned(), remaining),
    ]))
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
