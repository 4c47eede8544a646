use super::*;
use serde_json::json;

fn table(spec: Value) -> (String, bool) {
    let schema = json!({"type": "object", "properties": {"spec": {"type": "object", "properties": spec}}});
    of_schema(&schema, KubernetesVersion::default())
}

fn users() -> Value {
    let name = json!({"type": "string", "x-kubernetes-validations": [{"rule": "self ==\n  oldSelf"}]});
    json!({
        "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["a.b"],
        "items": {"type": "object", "required": ["a.b"], "properties": {"a.b": name}},
    })
}

#[test]
fn each_rule_has_its_cost_its_shares_and_how_often_it_is_run() {
    let mut bounded = users();
    bounded["maxItems"] = json!(31);
    let (text, over) = table(json!({"users": bounded}));
    assert!(!over);
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let wanted = [
        "1 expression, 9751825 of 100000000 (9.8 %)",
        "cost of one of all times expression",
        "9751825 97.5 % 9.8 % 31 spec.users[*].a.b: self == oldSelf",
    ];
    assert_eq!(lines, wanted);
}

#[test]
fn a_rule_over_the_limit_is_told_with_the_bounds_that_would_do() {
    let (text, over) = table(json!({"users": users()}));
    assert!(over);
    assert!(
        text.contains("would do: maxItems 31 at spec.users, or maxLength"),
        "{text}"
    );
    assert!(text.contains(">1000 %"), "{text}");
}

#[test]
fn a_schema_without_rules_spends_nothing() {
    assert_eq!(
        table(json!({})),
        ("0 expressions, 0 of 100000000 (0.0 %)\n".to_owned(), false)
    );
}

#[test]
fn a_long_rule_is_cut() {
    let rule = format!("self != '{}'", "ß".repeat(200));
    let (text, _) = table(json!({"a": {"type": "string", "x-kubernetes-validations": [{"rule": rule}]}}));
    assert!(text.ends_with("ß…\n"), "{text}");
}
