//! How the cost budget of a schema is spent, and what bound would bring a rule below its limit.

use serde_json::Value;

use super::compile::{Compiled, compile};
use super::cost::estimate;
use super::decl_type::decl_type;
use super::environment::ExpressionSet;
use super::rule_node::{RuleNode, Scope, rules, text};
use super::rules::{EXPRESSION_COST_LIMIT, ExpressionCost, ExpressionKind, TOTAL_COST_LIMIT, total_cost};
use super::stack::{on_stack, value_is_deep};
use super::types::Type;
use crate::KubernetesVersion;

/// Most nodes of the data of one rule that are tried as the place of a bound.
const MAX_CANDIDATES: usize = 4096;
/// Most bounds that are told to do together: nobody sets more for one rule.
const MAX_TOGETHER: usize = 16;

/// A bound that a schema lacks (or that is too wide).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The path of the list, map or string.
    pub path: String,
    /// `maxItems`, `maxProperties` or `maxLength`.
    pub keyword: &'static str,
    /// The largest value that does.
    pub at_most: i64,
}

/// The part of one expression in the budget.
#[derive(Debug, Clone)]
pub struct Share {
    /// What it costs.
    pub cost: ExpressionCost,
    /// Its part of [`TOTAL_COST_LIMIT`] in percent.
    pub percent: f64,
    /// Where it costs more than [`Budget::allowance`]: the bounds of which any one alone would do.
    pub any_of: Vec<Bound>,
    /// Where none alone would do: bounds that do together, if a few do.
    pub all_of: Vec<Bound>,
}

/// The budget of a schema.
#[derive(Debug, Clone)]
pub struct Budget {
    /// The sum of all costs; at most [`TOTAL_COST_LIMIT`].
    pub total: u64,
    /// What one expression may cost: [`EXPRESSION_COST_LIMIT`], or less where the sum would be over its limit still.
    /// Once those above it are brought down to it, the schema is within both limits.
    pub allowance: u64,
    /// Each expression, the most expensive first.
    pub shares: Vec<Share>,
}

impl Budget {
    /// The expressions that have to cost less.
    pub fn over(&self) -> impl Iterator<Item = &Share> {
        self.shares
            .iter()
            .take_while(|share| share.cost.cost() > self.allowance)
    }
}

/// How the expressions of a schema spend the budget. Expressions with errors are left out.
pub fn budget(schema: &Value, path: &str, version: KubernetesVersion) -> Budget {
    let spent = on_stack(value_is_deep(schema), || {
        let shares = shares(schema, path, version, u64::MAX);
        let costs: Vec<u64> = shares.iter().map(|share| share.cost.cost()).collect();
        let allowance = allowance(&costs);
        if costs.iter().any(|cost| *cost > allowance) {
            (allowance, self::shares(schema, path, version, allowance))
        } else {
            (allowance, shares)
        }
    });
    let (allowance, mut shares) = spent.unwrap_or((EXPRESSION_COST_LIMIT, Vec::new()));
    let costs: Vec<ExpressionCost> = shares.iter().map(|share| share.cost.clone()).collect();
    shares.sort_by(|a, b| {
        b.cost
            .cost()
            .cmp(&a.cost.cost())
            .then_with(|| a.cost.path().cmp(&b.cost.path()))
    });
    Budget {
        total: total_cost(&costs),
        allowance,
        shares,
    }
}

/// The most that each expression may cost so that all are within both limits.
fn allowance(costs: &[u64]) -> u64 {
    let sum = |most: u64| {
        costs
            .iter()
            .fold(0u64, |sum, cost| sum.saturating_add(most.min(*cost)))
    };
    let (mut fits, mut exceeds) = (0, EXPRESSION_COST_LIMIT.saturating_add(1));
    while fits + 1 < exceeds {
        let middle = fits + (exceeds - fits) / 2;
        if sum(middle) <= TOTAL_COST_LIMIT {
            fits = middle
        } else {
            exceeds = middle
        }
    }
    fits
}

/// The share of each expression, with the bounds that would bring those above the allowance down to it.
fn shares(schema: &Value, path: &str, version: KubernetesVersion, allowance: u64) -> Vec<Share> {
    let mut shares = Vec::new();
    let mut pending = vec![RuleNode::root(schema, path, version)];
    let mut ancestors: Vec<RuleNode<'_>> = Vec::new();
    while let Some(node) = pending.pop() {
        ancestors.retain(|above| node.path.starts_with(&above.path));
        if let (false, Some(scope)) = (rules(node.schema).is_empty(), &node.scope) {
            shares.extend(
                Node {
                    node: &node,
                    ancestors: &ancestors,
                    scope,
                    version,
                    allowance,
                }
                .shares(),
            );
        }
        pending.extend(node.children(version).into_iter().rev());
        ancestors.push(node);
    }
    shares
}

/// A node with rules, with the nodes above it.
struct Node<'n, 's> {
    node: &'n RuleNode<'s>,
    ancestors: &'n [RuleNode<'s>],
    scope: &'n Scope,
    version: KubernetesVersion,
    allowance: u64,
}

impl Node<'_, '_> {
    fn shares(&self) -> Vec<Share> {
        let env = self.scope.environment(self.version, ExpressionSet::Stored);
        let mut out = Vec::new();
        for (index, rule) in rules(self.node.schema).iter().enumerate() {
            let optional = rule.get("optionalOldSelf").and_then(Value::as_bool) == Some(true);
            let env = env.with_optional_old_self(optional);
            let sources = [
                (ExpressionKind::Rule, "rule", Type::Bool),
                (
                    ExpressionKind::MessageExpression,
                    "messageExpression",
                    Type::String,
                ),
            ];
            for (kind, field, output) in sources {
                let source = text(rule, field);
                if source.trim().is_empty() {
                    continue;
                }
                if let Ok(compiled) = compile(source, &output, &env, &self.scope.decl) {
                    out.push(self.share(index, kind, &compiled));
                }
            }
        }
        out
    }

    fn share(&self, index: usize, kind: ExpressionKind, compiled: &Compiled) -> Share {
        let cardinality = match kind {
            ExpressionKind::Rule => self.node.occurrences(&self.scope.decl),
            ExpressionKind::MessageExpression => 1,
        };
        let cost = ExpressionCost {
            node: self.node.path.clone(),
            index,
            kind,
            once: compiled.max_cost,
            cardinality,
        };
        let (mut any_of, mut all_of) = (Vec::new(), Vec::new());
        if cost.cost() > self.allowance {
            let candidates = self.candidates();
            let all: Vec<&Place> = candidates.iter().collect();
            let mut alone = Vec::new();
            self.each_alone(compiled, kind, &all, &mut alone);
            any_of = alone
                .into_iter()
                .filter_map(|place| self.largest(compiled, kind, &[place]))
                .flatten()
                .collect();
            if any_of.is_empty() {
                let needed = self.needed(compiled, kind, all);
                all_of = self.largest(compiled, kind, &needed).unwrap_or_default();
            }
        }
        Share {
            percent: cost.cost() as f64 * 100.0 / TOTAL_COST_LIMIT as f64,
            cost,
            any_of,
            all_of,
        }
    }

    /// The places where a bound might lower the cost: lists and maps above, lists, maps and strings below.
    fn candidates(&self) -> Vec<Place> {
        let mut places = Vec::new();
        for (above, node) in self.ancestors.iter().enumerate() {
            if let Some(keyword) = keyword(node.schema) {
                places.push(Place {
                    above: Some(above),
                    below: String::new(),
                    path: node.path.clone(),
                    keyword,
                });
            }
        }
        collect(self.node.schema, "", &self.node.path, &mut places);
        places.truncate(MAX_CANDIDATES);
        places
    }

    /// Finds the places of which a bound at each alone would do. One more bound never makes a rule dearer: where those
    /// of a whole group don't do, none of them does.
    fn each_alone<'p>(
        &self,
        compiled: &Compiled,
        kind: ExpressionKind,
        group: &[&'p Place],
        found: &mut Vec<&'p Place>,
    ) {
        if group.is_empty() || self.cost_with(compiled, kind, group, 1) > self.allowance {
            return;
        }
        match group {
            [one] => found.push(one),
            _ => {
                let (first, second) = group.split_at(group.len() / 2);
                self.each_alone(compiled, kind, first, found);
                self.each_alone(compiled, kind, second, found);
            }
        }
    }

    /// The places without those whose bounds make nothing cheaper beside the others', dropped half by half; none if that are too
    /// many to tell.
    fn needed<'p>(&self, compiled: &Compiled, kind: ExpressionKind, all: Vec<&'p Place>) -> Vec<&'p Place> {
        let least = self.cost_with(compiled, kind, &all, 1);
        let mut kept = all.clone();
        let mut found = 0;
        let mut pending = vec![all.as_slice()];
        while let Some(group) = pending.pop() {
            let mut others = kept.clone();
            others.retain(|place| !group.iter().any(|one| std::ptr::eq(*one, *place)));
            if self.cost_with(compiled, kind, &others, 1) == least {
                kept = others;
            } else if group.len() > 1 {
                let (first, second) = group.split_at(group.len() / 2);
                pending.extend([first, second]);
            } else {
                found += 1;
                if found > MAX_TOGETHER {
                    return Vec::new();
                }
            }
        }
        kept
    }

    /// The largest common bound at all these places with which the expression is within the allowance.
    fn largest(&self, compiled: &Compiled, kind: ExpressionKind, places: &[&Place]) -> Option<Vec<Bound>> {
        let fits = |bound: i64| self.cost_with(compiled, kind, places, bound) <= self.allowance;
        if places.is_empty() || !fits(1) {
            return None;
        }
        let (mut low, mut high) = (1i64, 4 * 1024 * 1024i64);
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if fits(middle) { low = middle } else { high = middle }
        }
        let bound = |place: &Place| Bound {
            path: place.path.clone(),
            keyword: place.keyword,
            at_most: low,
        };
        Some(places.iter().map(|place| bound(place)).collect())
    }

    /// What the expression would cost with a bound at these places.
    fn cost_with(&self, compiled: &Compiled, kind: ExpressionKind, places: &[&Place], bound: i64) -> u64 {
        let mut schema = self.node.schema.clone();
        for place in places.iter().filter(|place| place.above.is_none()) {
            if let Some(node) = schema.pointer_mut(&place.below).and_then(Value::as_object_mut) {
                node.insert(place.keyword.to_owned(), Value::from(bound));
            }
        }
        let Some(decl) = decl_type(&schema, self.node.is_resource(), self.version) else {
            return u64::MAX;
        };
        let Some(once) = on_stack(compiled.deep, || estimate(&compiled.expr, &decl).max) else {
            return u64::MAX;
        };
        if kind == ExpressionKind::MessageExpression {
            return once;
        }
        let mut cardinality = Some(1u64);
        for (above, node) in self.ancestors.iter().enumerate() {
            let bounded = places.iter().any(|place| place.above == Some(above));
            let factor = if bounded {
                u64::try_from(bound).ok()
            } else {
                node.max_elements()
            };
            cardinality = cardinality
                .zip(factor)
                .map(|(product, factor)| product.saturating_mul(factor));
        }
        once.saturating_mul(cardinality.unwrap_or_else(|| super::decl_type::max_cardinality(decl.min_size)))
    }
}

/// Where a bound may stand: at a node above the rule, or at one below by JSON pointer.
struct Place {
    above: Option<usize>,
    below: String,
    path: String,
    keyword: &'static str,
}

/// The keyword that bounds values of this schema.
fn keyword(schema: &Value) -> Option<&'static str> {
    match schema.get("type").and_then(Value::as_str) {
        Some("array") => Some("maxItems"),
        Some("object") if schema.get("additionalProperties").is_some_and(Value::is_object) => {
            Some("maxProperties")
        }
        Some("string") if schema.get("format").is_none() => Some("maxLength"),
        _ => None,
    }
}

fn collect(schema: &Value, pointer: &str, path: &str, places: &mut Vec<Place>) {
    if let Some(keyword) = keyword(schema) {
        places.push(Place {
            above: None,
            below: pointer.to_owned(),
            path: path.to_owned(),
            keyword,
        });
    }
    for field in ["items", "additionalProperties"] {
        if let Some(below) = schema.get(field).filter(|s| s.is_object()) {
            collect(
                below,
                &format!("{pointer}/{field}"),
                &format!("{path}.{field}"),
                places,
            );
        }
    }
    for (name, below) in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let escaped = name.replace('~', "~0").replace('/', "~1");
        collect(
            below,
            &format!("{pointer}/properties/{escaped}"),
            &format!("{path}.properties[{name}]"),
            places,
        );
    }
}
