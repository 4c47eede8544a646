//! The cost budget of a schema: what is over it, and the bounds that would do. The numbers are those of the real
//! validation: with the bound it accepts the schema, with one more it refuses it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_admission::cel::{Budget, TOTAL_COST_LIMIT, budget};
use kubewright_admission::{KubernetesVersion, validate_crd};
use serde_json::{Value, json};

const PATH: &str = "spec.validation.openAPIV3Schema";

fn schema(spec: Value) -> Value {
    json!({"type": "object", "properties": {"spec": {"type": "object", "properties": spec}}})
}

fn of(schema: &Value) -> Budget {
    budget(schema, PATH, KubernetesVersion::V1_37)
}

/// Whether a CRD with this schema is accepted.
fn fits(schema: &Value) -> bool {
    let crd = json!({
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {"name": "probes.example.com"},
        "spec": {
            "group": "example.com", "names": {"kind": "Probe", "plural": "probes"}, "scope": "Namespaced",
            "versions": [{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": schema}}],
        },
    });
    validate_crd(&crd, KubernetesVersion::V1_37)
        .unwrap()
        .errors
        .is_empty()
}

fn immutable() -> Value {
    json!({"type": "string", "x-kubernetes-validations": [{"rule": "self == oldSelf"}]})
}

/// A list of users by key whose name is immutable.
fn users() -> Value {
    json!({
        "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["key"],
        "items": {"type": "object", "required": ["key"], "properties": {"key": {"type": "string"}, "name": immutable()}},
    })
}

/// The node at a path like `spec.users.items`.
fn node<'s>(schema: &'s mut Value, path: &str) -> &'s mut Value {
    let path = path.strip_prefix(PATH).unwrap();
    let steps = path.split('.').filter(|step| !step.is_empty());
    steps.fold(schema, |node, step| {
        match step
            .strip_prefix("properties[")
            .and_then(|name| name.strip_suffix(']'))
        {
            Some(name) => &mut node["properties"][name],
            None => &mut node[step],
        }
    })
}

/// The bounds told of the most expensive rule, as `users maxItems 31`; each is tried, and one more too.
fn any_of(schema: &Value) -> Vec<String> {
    let budget = of(schema);
    let share = budget.over().next().expect("a rule costs too much");
    let tried = share.any_of.iter().map(|bound| {
        let mut with = schema.clone();
        node(&mut with, &bound.path)[bound.keyword] = json!(bound.at_most);
        assert!(fits(&with), "{bound:?} does not do");
        node(&mut with, &bound.path)[bound.keyword] = json!(bound.at_most + 1);
        assert!(!fits(&with), "more than {bound:?} would do");
        let path = bound.path.strip_prefix(PATH).unwrap();
        let path = path.replace(".properties[", " ").replace(']', "");
        format!(
            "{} {} {}",
            path.trim().trim_start_matches("spec "),
            bound.keyword,
            bound.at_most
        )
    });
    tried.collect()
}

#[test]
fn an_immutable_string_in_a_map_list_passes_at_31_items_and_is_refused_at_32() {
    let bounded = |items: u64| {
        let mut users = users();
        users["maxItems"] = json!(items);
        schema(json!({"users": users}))
    };
    assert!(fits(&bounded(31)));
    assert_eq!(of(&bounded(31)).total, 9_751_825);
    assert_eq!(of(&bounded(31)).over().count(), 0);
    assert!(!fits(&bounded(32)));
    assert_eq!(of(&bounded(32)).total, 10_066_400);
    let unbounded = schema(json!({"users": users()}));
    assert_eq!(any_of(&unbounded)[0], "users maxItems 31");
    assert_eq!(
        any_of(&bounded(32)),
        any_of(&unbounded)[..1]
            .iter()
            .cloned()
            .chain(["users.items name maxLength 781245".to_owned()])
            .collect::<Vec<_>>()
    );
}

#[test]
fn an_immutable_value_of_a_map_is_bounded_at_the_map() {
    let schema = schema(json!({"labels": {"type": "object", "additionalProperties": immutable()}}));
    assert_eq!(any_of(&schema)[0], "labels maxProperties 31");
}

#[test]
fn a_rule_over_a_list_is_bounded_at_the_list_or_at_its_strings() {
    let rule = "self.all(x, self.exists_one(y, x == y))";
    let list =
        json!({"type": "array", "items": {"type": "string"}, "x-kubernetes-validations": [{"rule": rule}]});
    assert_eq!(any_of(&schema(json!({"names": list}))), ["names maxItems 5"]);
}

#[test]
fn a_message_expression_has_a_share_of_its_own() {
    let message = "self.all(x, self.exists_one(y, x == y)) ? 'one' : 'many'";
    let list = json!({"type": "array", "items": {"type": "string"}, "x-kubernetes-validations": [
        {"rule": "self.size() > 1", "messageExpression": message},
    ]});
    let schema = schema(json!({"names": list}));
    let budget = of(&schema);
    assert_eq!((budget.shares.len(), budget.over().count()), (2, 1));
    let path = budget.shares[0].cost.path();
    assert!(path.ends_with(".messageExpression"), "{path}");
    assert_eq!(any_of(&schema), ["names maxItems 5"]);
}

#[test]
fn bounds_that_only_do_together_are_told_together() {
    let names: Vec<String> = (0..40).map(|index| format!("f{index}")).collect();
    let fields: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| (name.clone(), json!({"type": "string"})))
        .collect();
    let terms: Vec<String> = names
        .iter()
        .map(|name| format!("(has(self.{name}) ? 1 : 0)"))
        .collect();
    let rule = format!("{} == 1", terms.join(" + "));
    let item = json!({"type": "object", "properties": fields, "x-kubernetes-validations": [{"rule": rule}]});
    let inner = json!({"type": "array", "items": item});
    let schema = schema(json!({"matrix": {"type": "array", "items": inner}}));
    let budget = of(&schema);
    let share = budget.over().next().unwrap();
    assert_eq!(share.any_of, []);
    let keywords: Vec<&str> = share.all_of.iter().map(|bound| bound.keyword).collect();
    assert_eq!(keywords, ["maxItems", "maxItems"]);
    let with = |more: i64| {
        let mut with = schema.clone();
        for bound in &share.all_of {
            node(&mut with, &bound.path)[bound.keyword] = json!(bound.at_most + more);
        }
        with
    };
    assert!(fits(&with(0)), "{:?}", share.all_of);
    assert!(!fits(&with(1)), "{:?}", share.all_of);
}

#[test]
fn a_rule_that_no_bound_makes_cheaper_has_none() {
    let list = json!({"type": "array", "items": {"type": "string"}, "x-kubernetes-validations": [
        {"rule": "self.size() > 1", "messageExpression": "self.map(x, x.replace('a', 'b')).join(',')"},
    ]});
    let budget = of(&schema(json!({"names": list})));
    let share = budget.over().next().unwrap();
    assert_eq!((share.any_of.len(), share.all_of.len()), (0, 0));
}

#[test]
fn a_rule_over_more_strings_than_anybody_would_bound_has_no_bounds_to_tell() {
    let bounds = |count: usize| {
        let names: Vec<String> = (0..count).map(|index| format!("f{index}")).collect();
        let fields: serde_json::Map<String, Value> = names
            .iter()
            .map(|name| (name.clone(), json!({"type": "string"})))
            .collect();
        let terms: Vec<String> = names
            .iter()
            .map(|name| format!("self.{name}.matches('^a.*b.*c.*d.*e.*f$')"))
            .collect();
        let rules = json!([{"rule": terms.join(" && ")}]);
        let whole = json!({"type": "object", "properties": fields, "x-kubernetes-validations": rules});
        let budget = of(&schema(json!({"whole": whole})));
        let share = budget.over().next().unwrap().clone();
        (share.any_of.len(), share.all_of.len())
    };
    assert_eq!(bounds(16), (0, 16));
    assert_eq!(bounds(60), (0, 0));
}

#[test]
fn rules_that_are_too_dear_only_in_sum_are_lightened_until_the_sum_fits() {
    let fields = (0..12).map(|index| {
        let mut users = users();
        users["maxItems"] = json!(31);
        (format!("users{index}"), users)
    });
    let whole = schema(Value::Object(fields.collect()));
    assert!(!fits(&whole));
    let budget = of(&whole);
    assert_eq!(budget.total, 12 * 9_751_825);
    assert_eq!(budget.over().count(), 12);
    let mut lighter = whole.clone();
    for share in budget.over() {
        let bound = &share.any_of[0];
        assert_eq!((bound.keyword, bound.at_most), ("maxItems", 26));
        node(&mut lighter, &bound.path)[bound.keyword] = json!(bound.at_most);
    }
    assert!(fits(&lighter));
    assert!(of(&lighter).total <= TOTAL_COST_LIMIT);
}

#[test]
fn a_cheap_rule_beside_a_dear_one_is_left_alone() {
    let cheap =
        json!({"type": "string", "maxLength": 3, "x-kubernetes-validations": [{"rule": "self != 'a'"}]});
    let budget = of(&schema(json!({"users": users(), "cheap": cheap})));
    assert_eq!(budget.over().count(), 1);
    assert_eq!(budget.shares.len(), 2);
    assert!(budget.shares[1].percent < 0.001);
}
