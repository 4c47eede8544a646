//! The checks of all rules of a schema, and the report of their budget.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_admission::KubernetesVersion;
use kubewright_admission::cel::{ExpressionKind, RuleOptions, budget, rule_cost, validate_rules};
use serde_json::{Value, json};

const NEWEST: KubernetesVersion = KubernetesVersion::V1_37;

fn object(properties: Value) -> Value {
    json!({"type": "object", "properties": properties})
}

fn errors(schema: &Value) -> Vec<String> {
    let (errors, _) = validate_rules(schema, "root", &RuleOptions::new(NEWEST));
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn an_immutable_string_in_a_map_list_passes_at_31_items_and_is_refused_at_32() {
    let list = |items: i64| {
        let string = json!({"type": "string", "x-kubernetes-validations": [{"rule": "self == oldSelf"}]});
        object(json!({"l": {
            "type": "array", "maxItems": items,
            "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["k"],
            "items": {"type": "object", "required": ["k"], "properties": {"k": {"type": "string"}, "v": string}},
        }}))
    };
    assert_eq!(errors(&list(31)), Vec::<String>::new());
    let refused = errors(&list(32));
    let start = "root.properties[l].items.properties[v].x-kubernetes-validations[0].rule: Forbidden: estimated rule cost exceeds budget by factor of 1.00";
    assert!(refused.len() == 1 && refused[0].starts_with(start), "{refused:?}");
    let report = budget(&list(32), "root", NEWEST);
    let bounds: Vec<(&str, &str, i64)> = report.shares[0]
        .any_of
        .iter()
        .map(|b| (b.path.as_str(), b.keyword, b.at_most))
        .collect();
    assert!(
        bounds.contains(&("root.properties[l]", "maxItems", 31)),
        "{bounds:?}"
    );
    let length = bounds
        .iter()
        .find(|(path, ..)| path.ends_with("properties[v]"))
        .unwrap();
    assert_eq!(length.1, "maxLength");
}

#[test]
fn bounds_are_proposed_together_where_none_alone_is_enough() {
    let strings = json!({"type": "array", "items": {"type": "string"}});
    let mut schema = object(json!({"a": strings, "b": strings}));
    schema["x-kubernetes-validations"] = json!([{"rule": "self.a.all(x, self.b.all(y, x != y))"}]);
    let report = budget(&schema, "root", NEWEST);
    let share = &report.shares[0];
    assert!(share.any_of.is_empty() && share.all_of.len() >= 2, "{share:?}");
    for bound in &share.all_of {
        let pointer = bound
            .path
            .strip_prefix("root.")
            .unwrap()
            .replace("properties[", "properties/")
            .replace(']', "");
        let pointer = format!("/{}", pointer.replace('.', "/"));
        schema.pointer_mut(&pointer).unwrap()[bound.keyword] = json!(bound.at_most);
    }
    assert_eq!(errors(&schema), Vec::<String>::new());
}

#[test]
fn the_total_is_refused_with_its_most_expensive_rules() {
    let string = json!({"type": "string", "x-kubernetes-validations": [{"rule": "self.contains(self)"}], "maxLength": 7000});
    let names: Vec<String> = (0..20).map(|i| format!("f{i:02}")).collect();
    let properties: serde_json::Map<String, Value> =
        names.iter().map(|n| (n.clone(), string.clone())).collect();
    let found = errors(&object(Value::Object(properties)));
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found[4].starts_with("root: Forbidden: x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema exceeds budget by factor of 1.6x"), "{}", found[4]);
    assert!(found[0].contains("contributed to estimated rule cost total"));
}

#[test]
fn a_message_expression_is_costed_without_cardinality() {
    let schema = object(json!({"l": {"type": "array", "maxItems": 1000, "items": {
        "type": "string", "maxLength": 10,
        "x-kubernetes-validations": [{"rule": "self != 'x'", "messageExpression": "'no ' + self"}],
    }}}));
    let (found, costs) = validate_rules(&schema, "root", &RuleOptions::new(NEWEST));
    assert!(found.is_empty());
    let of = |kind| costs.iter().find(|cost| cost.kind == kind).unwrap();
    assert_eq!(of(ExpressionKind::Rule).cardinality, 1000);
    assert_eq!(of(ExpressionKind::MessageExpression).cardinality, 1);
    assert_eq!(
        costs[1].path(),
        "root.properties[l].items.x-kubernetes-validations[0].messageExpression"
    );
}

#[test]
fn old_data_cannot_be_asked_for_below_a_plain_list() {
    let schema = object(json!({"l": {"type": "array", "maxItems": 1, "items": {
        "type": "integer", "x-kubernetes-validations": [{"rule": "self == oldSelf"}],
    }}}));
    assert_eq!(
        errors(&schema),
        [
            "root.properties[l].items.x-kubernetes-validations[0].rule: Invalid value: \"self == oldSelf\": oldSelf cannot be used on the uncorrelatable portion of the schema within root.properties[l]"
        ]
    );
}

#[test]
fn an_error_found_elsewhere_keeps_the_rules_of_its_node_and_those_above_from_compiling() {
    let inner = json!({"type": "integer", "x-kubernetes-validations": [{"rule": "self =="}]});
    let mut schema = object(json!({"a": inner, "b": inner}));
    schema["x-kubernetes-validations"] = json!([{"rule": "nonsense"}]);
    let options = RuleOptions {
        blocked: &|path| path == "root.properties[a]",
        ..RuleOptions::new(NEWEST)
    };
    let (found, _) = validate_rules(&schema, "root", &options);
    let paths: Vec<&str> = found.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(paths, ["root.properties[b].x-kubernetes-validations[0].rule"]);
}

#[test]
fn each_server_knows_its_own_functions() {
    let schema = object(json!({"l": {"type": "array", "maxItems": 3, "items": {"type": "integer"}}}));
    let first = |rule: &str| {
        KubernetesVersion::ALL
            .into_iter()
            .find(|version| rule_cost(&schema, rule, false, *version).is_ok())
    };
    assert_eq!(
        first("self.l.exists(i, x, i == x)"),
        Some(KubernetesVersion::V1_33)
    );
    assert_eq!(first("isSemver('1.2.3')"), Some(KubernetesVersion::V1_34));
    assert_eq!(first("self.l.sort() == self.l"), Some(KubernetesVersion::V1_35));
    assert_eq!(first("self.l.includes(1)"), None);
    let mut schema = schema;
    schema["x-kubernetes-validations"] = json!([{"rule": "self.l.includes(1)"}]);
    let options = RuleOptions {
        stored_rule: &|_| true,
        ..RuleOptions::new(NEWEST)
    };
    assert!(validate_rules(&schema, "root", &options).0.is_empty());
}

#[test]
fn a_rule_upon_data_without_a_type_is_an_internal_error() {
    let schema = object(json!({"a": {
        "x-kubernetes-preserve-unknown-fields": true, "x-kubernetes-validations": [{"rule": "true"}],
    }}));
    assert_eq!(
        errors(&schema),
        [
            "root.properties[a].x-kubernetes-validations: Internal error: internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations"
        ]
    );
}
