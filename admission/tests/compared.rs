//! Made questions that were once answered otherwise than by the server: one of each kind, with the server's answer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::collections::BTreeSet;

use kubewright_admission::cel::{OBJECT_COST_BUDGET, Validator, rule_cost};
use kubewright_admission::{
    FieldError, Kind, KubernetesVersion, Via, judge_by_schema, validate_crd_update, validate_stored_crd,
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Compared {
    why: String,
    /// Of the server, where it is not the newest.
    #[serde(default)]
    version: String,
    question: Value,
    errors: Vec<[String; 3]>,
    #[serde(default)]
    err: String,
    obj: Option<Value>,
    /// Of the rules' budget.
    remaining: Option<i64>,
}

fn told(errors: &[FieldError]) -> BTreeSet<[String; 3]> {
    let row = |e: &FieldError| [e.kind.cause().to_owned(), e.field.clone(), e.detail.clone()];
    errors.iter().map(row).collect()
}

/// The object that would be stored, and the errors.
fn judged(question: &Value, version: KubernetesVersion) -> (Value, Vec<FieldError>) {
    let via = match question["via"].as_str().unwrap() {
        "put" => Via::Put,
        "apply" => Via::Apply,
        "status" => Via::Status,
        _ => Via::Post,
    };
    let kind = Kind::new(&question["crd"], question["version"].as_str().unwrap(), version).unwrap();
    let old = question.get("oldObj").filter(|old| !old.is_null());
    let mut verdict = kind.judge(via, &question["obj"], old).unwrap();
    verdict.object["metadata"]
        .as_object_mut()
        .unwrap()
        .remove("namespace");
    (verdict.object, verdict.errors)
}

/// The object as the schema alone leaves it, the errors, and what is left of the rules' budget.
fn by_schema(question: &Value, version: KubernetesVersion) -> (Value, Vec<FieldError>, i64) {
    let (schema, object) = (&question["schema"], &question["obj"]);
    let (object, errors) = judge_by_schema(schema, object, None, false, version).unwrap();
    let rules = Validator::new(schema, false, version).unwrap();
    let said = rules.validate("", &object, None, OBJECT_COST_BUDGET, false);
    (object, errors, said.remaining)
}

#[test]
fn each_kind_of_difference_that_was_found_is_gone() {
    let mut different = Vec::new();
    let mut seen = 0;
    for line in include_str!("data/compared.jsonl").lines() {
        let Compared {
            why,
            version,
            question,
            errors,
            err,
            obj,
            remaining,
        } = serde_json::from_str(line).unwrap();
        let version = match version.as_str() {
            "" => KubernetesVersion::V1_37,
            older => older.parse().unwrap(),
        };
        let (mut stored, mut left) = (None, None);
        let found = match question["op"].as_str().unwrap() {
            "crd" => validate_stored_crd(&question["crd"], version).unwrap().errors,
            "crdupdate" => {
                validate_crd_update(&question["crd"], &question["old"], version)
                    .unwrap()
                    .errors
            }
            "object" => {
                let (object, errors) = judged(&question, version);
                stored = Some(object);
                errors
            }
            "cr" => {
                let (object, errors, remaining) = by_schema(&question, version);
                (stored, left) = (Some(object), Some(remaining));
                errors
            }
            _ => {
                let rule = question["rule"].as_str().unwrap();
                let cost = rule_cost(&question["schema"], rule, question["root"] == true, version);
                assert_eq!(cost.err().unwrap_or_default(), err, "{why}");
                Vec::new()
            }
        };
        let (we, they) = (told(&found), errors.into_iter().collect::<BTreeSet<_>>());
        if we != they || stored != obj || left != remaining {
            println!(
                "{why}\n  only we   {:#?}\n  only they {:#?}\n{stored:?}\n{obj:?}\n{left:?} {remaining:?}",
                &we - &they,
                &they - &we
            );
            different.push(why);
        }
        seen += 1;
    }
    assert_eq!(different, [""; 0], "of {seen}");
}
