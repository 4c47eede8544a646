//! Grants become roles: controller-gen's greedy passes and its sort.

use std::collections::{BTreeMap, BTreeSet};

use super::{Grant, Rule};

/// A Role, or a ClusterRole where there is no namespace, with its merged rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The namespace it stands in; a ClusterRole has none.
    pub namespace: Option<String>,
    /// Its name.
    pub name: String,
    /// Its rules, merged and sorted.
    pub rules: Vec<Rule>,
}

/// The roles that hold the grants, ClusterRoles first, sorted by namespace and name.
pub fn roles(grants: &[Grant], default_name: &str) -> Vec<Role> {
    let mut by_role: BTreeMap<(Option<&str>, &str), Vec<Sets>> = BTreeMap::new();
    for grant in grants {
        let name = grant.role_name.as_deref().unwrap_or(default_name);
        by_role
            .entry((grant.namespace.as_deref(), name))
            .or_default()
            .extend(one_resource_each(&grant.rule));
    }
    let role = |((namespace, name), rules): ((Option<&str>, &str), Vec<Sets>)| Role {
        namespace: namespace.map(str::to_owned),
        name: name.to_owned(),
        rules: merged(rules),
    };
    by_role.into_iter().map(role).collect()
}

type Set = BTreeSet<String>;

/// A rule whose lists are sets.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Sets {
    groups: Set,
    resources: Set,
    resource_names: Set,
    urls: Set,
    verbs: Set,
}

/// The rule once for each of its resources; as it is where it has none.
fn one_resource_each(rule: &Rule) -> Vec<Sets> {
    let set = |list: &[String]| list.iter().cloned().collect::<Set>();
    let group = |name: &String| {
        if name == "core" {
            String::new()
        } else {
            name.clone()
        }
    };
    let whole = Sets {
        groups: rule.groups.iter().map(group).collect(),
        resources: Set::new(),
        resource_names: set(&rule.resource_names),
        urls: set(&rule.urls),
        verbs: set(&rule.verbs),
    };
    if rule.resources.is_empty() {
        return vec![whole];
    }
    let with = |resource: &String| Sets {
        resources: Set::from([resource.clone()]),
        ..whole.clone()
    };
    rule.resources.iter().map(with).collect()
}

/// Merges greedily: one pass over each list. The result is not the smallest possible (a rule that another one covers stays).
///
/// The verbs have two passes more than in controller-gen. Merging groups or URLs can make two rules equal in all but their verbs;
/// controller-gen then keeps one of the two at random, and its role lacks what the other one granted.
fn merged(mut rules: Vec<Sets>) -> Vec<Rule> {
    let passes: [fn(&mut Sets) -> &mut Set; 6] = [
        |rule| &mut rule.verbs,
        |rule| &mut rule.resources,
        |rule| &mut rule.groups,
        |rule| &mut rule.verbs,
        |rule| &mut rule.urls,
        |rule| &mut rule.verbs,
    ];
    for list in passes {
        rules = merged_by(rules, list);
    }
    rules.sort_by_cached_key(sort_key);
    rules.into_iter().map(finished).collect()
}

/// Rules that are equal but for one list become one rule with all of their entries in it.
fn merged_by(rules: Vec<Sets>, list: fn(&mut Sets) -> &mut Set) -> Vec<Sets> {
    let mut groups: BTreeMap<Sets, Set> = BTreeMap::new();
    for mut rule in rules {
        let entries = std::mem::take(list(&mut rule));
        groups.entry(rule).or_default().extend(entries);
    }
    let rejoin = |(mut rule, entries): (Sets, Set)| {
        *list(&mut rule) = entries;
        rule
    };
    groups.into_iter().map(rejoin).collect()
}

/// controller-gen compares rules by this text, byte by byte.
fn sort_key(rule: &Sets) -> String {
    let lists = [&rule.groups, &rule.resources, &rule.resource_names, &rule.urls];
    lists
        .map(|set| set.iter().map(String::as_str).collect::<Vec<_>>().join("&"))
        .join(" + ")
}

/// The rule with its lists sorted; `*` among the verbs stands for all of them.
fn finished(rule: Sets) -> Rule {
    let list = |set: Set| set.into_iter().collect::<Vec<_>>();
    let verbs = if rule.verbs.contains("*") {
        Set::from(["*".to_owned()])
    } else {
        rule.verbs
    };
    Rule {
        groups: list(rule.groups),
        resources: list(rule.resources),
        resource_names: list(rule.resource_names),
        urls: list(rule.urls),
        verbs: list(verbs),
    }
}
