//! Evaluation of rules: what the recorded cases leave out, and hostile expressions.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_admission::KubernetesVersion;
use kubewright_admission::cel::{Evaluated, OBJECT_COST_BUDGET, Validator};
use serde_json::{Value, json};

fn evaluate(rule: &str, object: &Value) -> Evaluated {
    let schema = json!({
        "type": "object",
        "x-kubernetes-validations": [{"rule": rule}],
        "properties": {
            "s": {"type": "string"},
            "i": {"type": "integer"},
            "l": {"type": "array", "items": {"type": "string"}},
            "ll": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
            "set": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "integer"}},
            "q": {"x-kubernetes-int-or-string": true},
            "a-b": {"type": "string"},
            "n": {"type": "string", "nullable": true},
        },
    });
    let validator = Validator::new(&schema, false, KubernetesVersion::V1_37).unwrap();
    validator.validate("root", object, None, OBJECT_COST_BUDGET, false)
}

fn errors(rule: &str, object: &Value) -> Vec<String> {
    evaluate(rule, object)
        .errors
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn holds(rule: &str) {
    let object = json!({"s": "x,y", "i": 3, "l": ["b", "a"], "ll": [[1], [2, 3]], "set": [2, 1], "q": "10%", "a-b": "c", "n": null});
    assert_eq!(errors(rule, &object), Vec::<String>::new(), "{rule}");
}

#[test]
fn expressions_give_what_the_server_computes() {
    for rule in [
        "self.set == [1, 2] && self.set + [2, 5] == [5, 1, 2]",
        "self.a__dash__b == 'c' && !has(self.n)",
        "self.ll.flatten() == [1, 2, 3] && self.l.sort() == ['a', 'b'] && self.l.sortBy(x, x) == ['a', 'b']",
        "self.l.transformMap(i, x, i) == {0: 0, 1: 1} && self.l.transformMapEntry(i, x, {x: i}) == {'b': 0, 'a': 1}",
        "quantity('1.5k').asInteger() == 1500 && !quantity('1000m').isInteger() && quantity('1Ki').isGreaterThan(quantity('1k'))",
        "url('https://[::1]:8080/a?b=c').getPort() == '8080' && cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')",
        "semver('v1.02', true).minor() == 2 && semver('1.0.0-a').isLessThan(semver('1.0.0'))",
        "'%s %.2f %e %x'.format([[1, 'a'], 1234.5, 3.14, -255]) == '[1, \"a\"] 1,234.50 3.140000×10⁰⁰ -ff'",
        "timestamp('2024-02-29T23:30:00-01:00').getDate() == 1 && timestamp('2024-02-29T00:00:00Z').getDayOfYear() == 59",
        "duration('1h30m') + duration('-90m') == duration('0s') && string(duration('1.5s')) == '1.5s'",
        "type(self.q) == string && self.q == '10%' && self.?s.hasValue() && !self.l[?7].hasValue()",
        "self.l.all(i, x, self.l[i] == x) && self.l.exists_one(x, x == 'a') && self.l.map(x, x > 'a', x + x) == ['bb']",
        "!(9007199254740993 > 9007199254740992.0) && 1 < 1.5 && 2u > 1",
        "string(1e21) == '1e+21' && string(0.1) == '0.1' && int('-7') == -7 && double('1e3') == 1000.0",
    ] {
        holds(rule);
    }
}

#[test]
fn errors_name_the_rule_and_the_problem() {
    let object = json!({"i": 0, "l": ["a"], "q": 1});
    let cases = [
        (
            "1 / self.i == 1",
            "division by zero evaluating rule: 1 / self.i == 1",
        ),
        (
            "self.l[1] == ''",
            "index out of bounds: 1 evaluating rule: self.l[1] == ''",
        ),
        ("self.s == ''", "no such key: s evaluating rule: self.s == ''"),
        (
            "self.q > 'a'",
            "'no such overload': call arguments did not match a supported operator, function or macro signature for rule: self.q > 'a'",
        ),
        (
            "ip('x').family() == 4",
            "IP Address \"x\" parse error during conversion from string: ParseAddr(\"x\"): unable to parse IP evaluating rule: ip('x').family() == 4",
        ),
    ];
    for (rule, detail) in cases {
        assert_eq!(
            errors(rule, &object),
            [format!("root: Invalid value: \"object\": {detail}")],
            "{rule}"
        );
    }
    assert_eq!(
        errors("self.i > 0", &object),
        ["root: Invalid value: failed rule: self.i > 0"]
    );
}

#[test]
fn an_expression_past_its_cost_limit_ends_all_evaluation() {
    let items: Vec<String> = (0..2000).map(|i| i.to_string()).collect();
    let answer = evaluate("self.l.all(x, self.l.all(y, x != y + 'z'))", &json!({"l": items}));
    assert_eq!(answer.remaining, -1);
    assert_eq!(answer.errors.len(), 1);
    assert!(
        answer.errors[0]
            .detail
            .starts_with("'operation cancelled: actual cost limit exceeded'"),
        "{}",
        answer.errors[0]
    );
}

#[test]
fn values_that_grow_without_cost_end_the_evaluation() {
    let mut doubling = "v29.size() > 0".to_owned();
    for level in (1..30).rev() {
        doubling = format!("[v{} + v{}].all(v{level}, {doubling})", level - 1, level - 1);
    }
    let doubling = format!("[[1]].all(v0, {doubling})");
    for rule in [
        doubling.as_str(),
        "'%.999999f'.format([1.0]).size() > 0",
        "self.s.replace('', self.s).replace('', self.s).size() > 0",
        "['', '', ''].join(self.s).size() > 0",
    ] {
        let answer = evaluate(rule, &json!({"s": "a".repeat(100_000)}));
        assert!(
            answer.errors.is_empty() || answer.remaining == -1,
            "{rule}: {:?}",
            answer.errors
        );
    }
    assert_eq!(
        errors("lists.range(1000001).size() > 0", &json!({})),
        [
            "root: Invalid value: \"object\": lists.range: size 1000001 exceeds maximum allowed (1000000) evaluating rule: lists.range(1000001).size() > 0"
        ]
    );
}

#[test]
fn unchanged_values_keep_what_is_wrong_with_them_unless_the_rule_looks_back() {
    let schema = |rule: &str| {
        json!({"type": "object", "properties": {
            "a": {"type": "string", "x-kubernetes-validations": [{"rule": rule}]},
            "b": {"type": "string"},
        }})
    };
    let (old, new) = (json!({"a": "x", "b": "1"}), json!({"a": "x", "b": "2"}));
    let answer = |rule: &str| {
        let validator = Validator::new(&schema(rule), false, KubernetesVersion::V1_37).unwrap();
        validator.validate("root", &new, Some(&old), OBJECT_COST_BUDGET, true)
    };
    let kept = answer("self == 'y'");
    assert_eq!((kept.errors.len(), kept.warnings.len()), (0, 1));
    let refused = answer("self == 'y' && oldSelf == self");
    assert_eq!((refused.errors.len(), refused.warnings.len()), (1, 0));
}

#[test]
fn an_object_nested_1000_times_gets_an_answer() {
    let mut schema = json!({"type": "object"});
    let mut object = json!({});
    for _ in 0..1000 {
        schema = json!({"type": "object", "properties": {"a": schema}});
        object = json!({"a": object});
    }
    schema["x-kubernetes-validations"] = json!([{"rule": "self == self && has(self.a)"}]);
    let validator = Validator::new(&schema, false, KubernetesVersion::V1_37).unwrap();
    let answer = validator.validate("root", &object, None, OBJECT_COST_BUDGET, false);
    assert_eq!(answer.errors, []);
    std::mem::forget((schema, object, validator));
}

#[test]
fn zones_by_name_have_their_offset_at_the_time() {
    let zones = [
        ("2024-07-01T12:34:56Z", "Europe/Berlin", 14),
        ("2024-12-31T23:59:59Z", "Europe/Berlin", 0),
        ("2024-03-10T07:00:00Z", "America/New_York", 3),
        ("2050-03-31T01:30:00Z", "Asia/Kathmandu", 7),
        ("9999-12-31T23:59:59Z", "Africa/Accra", 23),
        ("2024-07-01T12:34:56Z", "Local", 12),
        ("2024-07-01T12:34:56Z", "-08:00", 4),
    ];
    for (time, zone, hour) in zones {
        let rule = format!("timestamp('{time}').getHours('{zone}') == {hour}");
        assert_eq!(errors(&rule, &json!({})), [] as [String; 0], "{rule}");
    }
}

#[test]
fn the_name_of_a_zone_is_taken_letter_by_letter() {
    for zone in ["europe/berlin", "Nope/Nope", "Europe/"] {
        let said = errors(&format!("timestamp(0).getHours('{zone}') == 1"), &json!({}));
        assert!(
            said.iter()
                .any(|error| error.contains(&format!("unknown time zone {zone}"))),
            "{said:?}"
        );
    }
    let said = errors("timestamp(0).getHours('../x') == 1", &json!({}));
    assert!(
        said.iter()
            .any(|error| error.contains("time: invalid location name")),
        "{said:?}"
    );
}
