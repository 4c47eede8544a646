//! What is merged and what stays apart.

use kubewright_core::rbac::{Grant, Rule, roles};

use crate::{grant, rule, urls};

/// The rules of the one ClusterRole that the grants make.
fn merged(grants: &[Grant]) -> Vec<Rule> {
    let roles = roles(grants, "manager-role");
    let [role] = &roles[..] else {
        panic!("{} roles", roles.len())
    };
    assert_eq!(
        (role.namespace.as_deref(), role.name.as_str()),
        (None, "manager-role")
    );
    role.rules.clone()
}

#[test]
fn lists_are_sorted_and_without_repetition() {
    assert_eq!(
        merged(&[grant("b;a;b", "y;x;y", "list;get;list")]),
        [rule("a;b", "x;y", "get;list")],
    );
}

#[test]
fn core_is_the_group_without_a_name() {
    assert_eq!(
        merged(&[grant("core", "pods", "get"), grant("\"\"", "pods", "list")]),
        [rule("\"\"", "pods", "get;list")]
    );
}

#[test]
fn a_verb_of_all_makes_the_others_needless_but_only_after_the_merging() {
    assert_eq!(merged(&[grant("a", "x", "get;*")]), [rule("a", "x", "*")]);
    assert_eq!(
        merged(&[grant("a", "x", "get;*"), grant("a", "y", "*")]),
        [rule("a", "x", "*"), rule("a", "y", "*")],
    );
}

#[test]
fn the_names_of_objects_keep_rules_apart() {
    let mut named = grant("a", "x", "get");
    named.rule.resource_names = vec!["one".to_owned()];
    assert_eq!(
        merged(&[named.clone(), grant("a", "x", "get")]),
        [rule("a", "x", "get"), named.rule]
    );
}

#[test]
fn urls_come_first_and_are_joined_where_the_verbs_are_the_same() {
    let rules = merged(&[
        grant("\"\"", "x", "get"),
        urls("/b", "get"),
        urls("/a", "get"),
        urls("/c", "post"),
    ]);
    assert_eq!(
        rules,
        [
            urls("/a;/b", "get").rule,
            urls("/c", "post").rule,
            rule("\"\"", "x", "get")
        ]
    );
}

#[test]
fn a_rule_that_another_covers_stays() {
    assert_eq!(
        merged(&[grant("a", "x", "list"), grant("a;b", "x", "get;list")]),
        [rule("a", "x", "list"), rule("a;b", "x", "get;list")],
    );
}

#[test]
fn no_verb_is_lost_when_merging_groups_makes_two_rules_meet() {
    assert_eq!(
        merged(&[
            grant("a", "x", "get"),
            grant("b", "x", "get"),
            grant("a;b", "x", "list")
        ]),
        [rule("a;b", "x", "get;list")],
    );
    assert_eq!(
        merged(&[urls("/a", "get"), urls("/b", "get"), urls("/a;/b", "post")]),
        [urls("/a;/b", "get;post").rule],
    );
}

#[test]
fn each_namespace_and_each_role_name_has_its_own_role_cluster_roles_first() {
    let at = |namespace: Option<&str>, role_name: Option<&str>| Grant {
        namespace: namespace.map(str::to_owned),
        role_name: role_name.map(str::to_owned),
        ..grant("a", "x", "get")
    };
    let grants = [
        at(Some("b"), None),
        at(Some("a"), Some("z")),
        at(Some("a"), None),
        at(None, None),
        at(None, Some("manager")),
    ];
    let roles = roles(&grants, "manager");
    let found: Vec<_> = roles
        .iter()
        .map(|role| (role.namespace.as_deref(), role.name.as_str(), role.rules.len()))
        .collect();
    assert_eq!(
        found,
        [
            (None, "manager", 1),
            (Some("a"), "manager", 1),
            (Some("a"), "z", 1),
            (Some("b"), "manager", 1)
        ]
    );
}

#[test]
fn without_grants_there_is_no_role() {
    assert_eq!(roles(&[], "manager-role"), []);
}
