//! Syntax errors stand where the server finds them, all of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_admission::KubernetesVersion;
use kubewright_admission::cel::rule_cost;
use serde_json::json;

/// The lines that say where and what, without the quoted source.
fn errors(rule: &str) -> Vec<String> {
    let schema = json!({"type": "object", "properties": {"i": {"type": "integer"}}});
    let text = rule_cost(&schema, rule, false, KubernetesVersion::V1_37).unwrap_err();
    let text = text.strip_prefix("compilation failed: ").unwrap_or(&text);
    let lines = text
        .lines()
        .filter_map(|line| line.strip_prefix("ERROR: <input>:"));
    lines
        .map(|line| line.split(" expecting {'['").next().unwrap().to_owned())
        .collect()
}

#[test]
fn later_errors_are_found_behind_the_first_one() {
    for (rule, expected) in [
        (
            "self = 1",
            vec![
                "1:6: Syntax error: token recognition error at: '= '",
                "1:8: Syntax error: extraneous input '1' expecting <EOF>",
            ],
        ),
        (
            "self.i == \n == 1 &&",
            vec![
                "2:2: Syntax error: extraneous input '=='",
                "2:9: Syntax error: mismatched input '<EOF>'",
            ],
        ),
        (
            "[1,2].all(z z < 3)",
            vec![
                "1:13: Syntax error: mismatched input 'z' expecting ')'",
                "1:18: Syntax error: extraneous input ')' expecting <EOF>",
            ],
        ),
        (
            " (self.i && {'a' 1} == {}",
            vec![
                "1:18: Syntax error: missing ':' at '1'",
                "1:26: Syntax error: missing ')' at '<EOF>'",
            ],
        ),
        (
            "has(self.i.)",
            vec!["1:12: Syntax error: no viable alternative at input '.)'"],
        ),
        (
            "self.",
            vec!["1:6: Syntax error: no viable alternative at input '.'"],
        ),
        (
            "in in in",
            vec![
                "1:1: Syntax error: mismatched input 'in'",
                "1:4: Syntax error: mismatched input 'in'",
                "1:7: Syntax error: mismatched input 'in'",
                "1:9: Syntax error: mismatched input '<EOF>'",
            ],
        ),
        (
            "[1,,2] == []",
            vec!["1:4: Syntax error: mismatched input ',' expecting ']'"],
        ),
        ("size(,)", vec!["1:6: Syntax error: extraneous input ','"]),
        (
            "'a\\q'",
            vec![
                "1:1: Syntax error: token recognition error at: ''a\\q'",
                "1:5: Syntax error: token recognition error at: '''",
                "1:6: Syntax error: mismatched input '<EOF>'",
            ],
        ),
        ("if == 1", vec!["1:1: reserved identifier: if"]),
    ] {
        assert_eq!(errors(rule), expected, "{rule}");
    }
}

#[test]
fn the_parser_gives_up_after_30_recoveries() {
    let found = errors(&vec!["(1 2)"; 40].join(" + "));
    assert_eq!(found.len(), 31);
    assert_eq!(
        found[30],
        "1:244: Syntax error: error recovery attempt limit exceeded: 30"
    );
}

#[test]
fn the_parser_gives_up_after_256_tokens_that_fit_nowhere() {
    let found = errors(&"a b ".repeat(300));
    assert_eq!(
        found[0],
        "-1:0: error recovery token lookahead limit exceeded: 256"
    );
    assert_eq!(
        found[1],
        "1:3: Syntax error: mismatched input 'b' expecting <EOF>"
    );
}
