//! Hostile rules and schemas: an answer, and no stack overflow, in bounded time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_admission::KubernetesVersion;
use kubewright_admission::cel::{RuleOptions, rule_cost, validate_rules};
use serde_json::{Value, json};

fn cost(rule: &str) -> Result<u64, String> {
    let schema = json!({"type": "object", "properties": {
        "o": {"type": "object", "properties": {"s": {"type": "string"}}},
        "l": {"type": "array", "items": {"type": "string"}},
    }});
    rule_cost(&schema, rule, false, KubernetesVersion::V1_37)
}

fn refused(rule: &str, with: &str) {
    let answer = cost(rule);
    assert_eq!(
        answer,
        Err(format!("compilation failed: ERROR: <input>:-1:0: {with}")),
        "{} bytes",
        rule.len()
    );
}

#[test]
fn a_rule_of_more_than_100000_characters_is_refused() {
    refused(
        &format!("'{}' == ''", "a".repeat(100_000)),
        "expression code point size exceeds limit: size: 100008, limit 100000",
    );
    assert!(cost(&format!("'{}' == ''", "é".repeat(99_990))).is_ok());
}

#[test]
fn parentheses_nest_249_times_and_no_more() {
    let nested = |n: usize| format!("{}true{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(cost(&nested(249)), Ok(0));
    refused(&nested(250), "expression recursion limit exceeded: 250");
    refused(&nested(49_000), "expression recursion limit exceeded: 250");
    refused(&"(".repeat(100_000), "expression recursion limit exceeded: 250");
    refused(&"[".repeat(100_000), "expression recursion limit exceeded: 250");
    refused(
        &"true?true:".repeat(9_000),
        "expression recursion limit exceeded: 250",
    );
}

#[test]
fn operators_and_selections_chain_250_times_and_no_more() {
    let sum = |n: usize| format!("{} == 1", vec!["1"; n].join("+"));
    assert_eq!(cost(&sum(250)), Ok(250));
    refused(&sum(251), "max recursion depth exceeded");
    refused(&sum(40_000), "max recursion depth exceeded");
    refused(
        &format!("self{}", ".o".repeat(49_000)),
        "max recursion depth exceeded",
    );
    refused(
        &format!("self{}", "[0]".repeat(33_000)),
        "max recursion depth exceeded",
    );
    refused(
        &format!("self{}", ".f()".repeat(24_000)),
        "max recursion depth exceeded",
    );
}

#[test]
fn logic_chains_without_a_limit() {
    assert_eq!(cost(&vec!["true"; 16_000].join("&&")), Ok(0));
    assert!(cost(&vec!["self.o.s == 'a'"; 5_000].join(" || ")).is_ok());
    assert_eq!(cost(&format!("{}true", "!".repeat(99_991))), Ok(1));
}

#[test]
fn everything_may_nest_at_once() {
    let mut rule = "true".to_owned();
    for _ in 0..49 {
        rule = format!("[{{'a': !({rule} || false) ? true : false}}].all(x, x.a)");
    }
    assert!(cost(&rule).is_ok(), "{:?}", cost(&rule));
}

#[test]
fn types_and_copies_that_double_with_every_level_are_cut_off() {
    let mut rule = "v0 == v0".to_owned();
    for level in (0..60).rev() {
        let inner = if level == 0 {
            "1".to_owned()
        } else {
            format!("v{}", level - 1)
        };
        rule = format!("[{{{inner}: {inner}}}].all(v{level}, {rule})");
    }
    let _ = cost(&rule);
    let chain = format!("optional.of(1){}.hasValue()", ".optMap(x, x)".repeat(60));
    let answer = cost(&chain).unwrap_err();
    assert!(answer.contains("expands to too large an expression"), "{answer}");
}

#[test]
fn a_rule_of_100_kilobytes_of_anything_gets_an_answer() {
    for piece in [
        "self.l.exists(x, x == 'a') || ",
        "{'a': [1, 2], ",
        "f(",
        "a.b{c: ",
        "-",
        "? ",
        "'a' ",
        "\"",
        "\\",
        "`",
        "@ ",
        "\n",
        "𝒳",
    ] {
        let rule: String = piece
            .repeat(100_000 / piece.len())
            .chars()
            .take(100_000)
            .collect();
        let _ = cost(&rule);
    }
    let calls = vec!["[].size() == 0"; 5_500].join(" && ");
    assert!(cost(&calls).is_ok());
}

#[test]
fn a_schema_nested_1000_times_with_a_rule_at_each_level_gets_an_answer() {
    let mut schema = json!({"type": "string", "maxLength": 1});
    for _ in 0..1000 {
        schema = json!({"type": "object", "properties": {"a": schema}, "x-kubernetes-validations": [{"rule": "has(self.a)"}]});
    }
    let (errors, costs) = validate_rules(&schema, "root", &RuleOptions::new(KubernetesVersion::V1_37));
    assert_eq!((errors.len(), costs.len()), (0, 1000));
    drop_in_pieces(schema);
}

/// Takes the value apart from the outside, so that dropping it needs no deep stack.
fn drop_in_pieces(mut schema: Value) {
    while let Some(inner) = schema.pointer_mut("/properties/a").map(Value::take) {
        schema = inner;
    }
}
