//! All rules of a schema: what the API server says of them when the CRD is written.

use std::collections::HashSet;

use serde_json::Value;

use super::compile::{Compiled, Refusal, compile, uses_old_self};
use super::environment::{Environment, ExpressionSet};
use super::rule_fields::rule_field_errors;
use super::rule_node::{RULES, RuleNode, Scope, rules, text};
use super::stack::{on_stack, value_is_deep};
use super::types::Type;
use crate::field_error::BadValue;
use crate::go::marshal;
use crate::{FieldError, KubernetesVersion};

/// The greatest estimated cost of one expression, its cardinality included.
pub const EXPRESSION_COST_LIMIT: u64 = 10_000_000;
/// The greatest estimated cost of all expressions of a schema.
pub const TOTAL_COST_LIMIT: u64 = 100_000_000;
/// How many of the most expensive rules are named when the total is too high.
const NAMED_RULES: usize = 4;

/// What is said where no stack is to be had for a schema that nests very deeply.
const TOO_DEEP: &str = "the schema nests too deeply for this machine";

/// What is known besides the schema.
pub struct RuleOptions<'o> {
    /// The version of the server.
    pub version: KubernetesVersion,
    /// Whether a `rule` stands in the CRD that is updated.
    pub stored_rule: &'o (dyn Fn(&str) -> bool + Sync),
    /// Whether a `messageExpression` stands in the CRD that is updated.
    pub stored_message_expression: &'o (dyn Fn(&str) -> bool + Sync),
    /// The schema is the one that is stored: the limit per expression is not enforced.
    pub unchanged: bool,
    /// Whether another check found an error at the node of this path or below: its rules are not compiled.
    pub blocked: &'o (dyn Fn(&str) -> bool + Sync),
}

impl RuleOptions<'_> {
    /// A CRD that is new and has no other errors.
    pub fn new(version: KubernetesVersion) -> RuleOptions<'static> {
        RuleOptions {
            version,
            stored_rule: &|_| false,
            stored_message_expression: &|_| false,
            unchanged: false,
            blocked: &|_| false,
        }
    }
}

/// Whether an expression decides or words the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpressionKind {
    /// `rule`
    Rule,
    /// `messageExpression`
    MessageExpression,
}

/// What one expression of a schema costs.
#[derive(Debug, Clone)]
pub struct ExpressionCost {
    /// The path of its node.
    pub node: String,
    /// Its index among the rules of the node.
    pub index: usize,
    /// Which expression.
    pub kind: ExpressionKind,
    /// One evaluation.
    pub once: u64,
    /// How often the node can occur (1 for a message expression).
    pub cardinality: u64,
}

impl ExpressionCost {
    /// What counts against the limits.
    pub fn cost(&self) -> u64 {
        self.once.saturating_mul(self.cardinality)
    }

    /// `….x-kubernetes-validations[0].rule`
    pub fn path(&self) -> String {
        let field = match self.kind {
            ExpressionKind::Rule => "rule",
            ExpressionKind::MessageExpression => "messageExpression",
        };
        format!("{}.{RULES}[{}].{field}", self.node, self.index)
    }
}

/// The errors of the rules of a whole version's schema (the one at `path`), and what each expression costs.
///
/// Errors of the rules' own fields come from [`rule_field_errors`] and block the compilation of their node and of
/// those above it, as `options.blocked` does.
pub fn validate_rules(
    schema: &Value,
    path: &str,
    options: &RuleOptions<'_>,
) -> (Vec<FieldError>, Vec<ExpressionCost>) {
    validate_ruled(schema, path, options, value_is_deep(schema), |ruled| {
        collect_ruled(schema, ruled);
    })
}

/// As [`validate_rules`]; `deep` tells that the schema nests deeply, and `collect` gives the addresses of the nodes that
/// have rules there or below.
pub(crate) fn validate_ruled(
    schema: &Value,
    path: &str,
    options: &RuleOptions<'_>,
    deep: bool,
    collect: impl FnOnce(&mut HashSet<*const Value>) + Send,
) -> (Vec<FieldError>, Vec<ExpressionCost>) {
    let checked = on_stack(deep, || {
        let mut check = Check {
            options,
            ruled: HashSet::new(),
            errors: Vec::new(),
            costs: Vec::new(),
        };
        collect(&mut check.ruled);
        check.node(&RuleNode::root(schema, path, options.version));
        check.total(path);
        (check.errors, check.costs)
    });
    checked.unwrap_or_else(|| (vec![FieldError::internal(path, TOO_DEEP)], Vec::new()))
}

struct Check<'o> {
    options: &'o RuleOptions<'o>,
    /// The nodes with rules there or below, by address. There is nothing to say of the others.
    ruled: HashSet<*const Value>,
    errors: Vec<FieldError>,
    costs: Vec<ExpressionCost>,
}

/// Collects the nodes of a schema that have rules there or below; whether this one is one of them.
fn collect_ruled(schema: &Value, ruled: &mut HashSet<*const Value>) -> bool {
    let items = ["items", "additionalProperties"]
        .into_iter()
        .filter_map(|name| schema.get(name));
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut found = !rules(schema).is_empty();
    for child in items.chain(properties.into_iter().flat_map(|p| p.values())) {
        found |= collect_ruled(child, ruled);
    }
    if found {
        ruled.insert(std::ptr::from_ref(schema));
    }
    found
}

impl Check<'_> {
    /// Checks a node and those below it; whether its rules may be compiled.
    fn node(&mut self, node: &RuleNode<'_>) -> bool {
        let mut valid = true;
        let children = node.children_where(self.options.version, |schema| {
            self.ruled.contains(&std::ptr::from_ref(schema))
        });
        for child in children {
            valid &= self.node(&child);
        }
        let own = rule_field_errors(node.schema, &node.path);
        valid &= own.is_empty() && !(self.options.blocked)(&node.path);
        self.errors.extend(own);
        if valid && !rules(node.schema).is_empty() {
            self.rules_of(node);
        }
        valid
    }

    fn rules_of(&mut self, node: &RuleNode<'_>) {
        let Some(scope) = &node.scope else {
            let detail = if node.untyped {
                "failed to convert to declType for CEL validation rules"
            } else {
                "internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations"
            };
            return self
                .errors
                .push(FieldError::internal(format!("{}.{RULES}", node.path), detail));
        };
        for (index, rule) in rules(node.schema).iter().enumerate() {
            self.rule(node, scope, index, rule);
        }
    }

    fn rule(&mut self, node: &RuleNode<'_>, scope: &Scope, index: usize, rule: &Value) {
        let path = format!("{}.{RULES}[{index}]", node.path);
        let optional = rule.get("optionalOldSelf").and_then(Value::as_bool);
        let source = text(rule, "rule");
        let set = expression_set((self.options.stored_rule)(source));
        let env = scope.environment(self.options.version, ExpressionSet::New);
        let env = env.with_optional_old_self(optional == Some(true));
        let compiled = compile(source, &Type::Bool, &env.with_set(set), &scope.decl);
        let cost = compiled.as_ref().map_or(0, |compiled| compiled.max_cost);
        let cost = ExpressionCost {
            node: node.path.clone(),
            index,
            kind: ExpressionKind::Rule,
            once: cost,
            cardinality: node.occurrences(&scope.decl),
        };
        self.observe(cost, "estimated rule cost");
        if let Err(refusal) = &compiled {
            self.errors.push(FieldError::invalid(
                format!("{path}.rule"),
                dump(rule),
                scope.rename(&refusal.of_rule()),
            ));
        }
        if compiled.is_ok() && !text(rule, "messageExpression").is_empty() {
            self.message_expression(node, scope, &env, index, rule);
        }
        if uses_old_self(&compiled) {
            if let Some(within) = &node.uncorrelatable {
                let detail = format!(
                    "oldSelf cannot be used on the uncorrelatable portion of the schema within {within}"
                );
                self.errors
                    .push(FieldError::invalid(format!("{path}.rule"), source, detail));
            }
        } else if let Some(optional) = optional {
            let detail = "may not be set if oldSelf is not used in rule";
            self.errors.push(FieldError::invalid(
                format!("{path}.optionalOldSelf"),
                optional,
                detail,
            ));
        }
    }

    fn message_expression(
        &mut self,
        node: &RuleNode<'_>,
        scope: &Scope,
        env: &Environment,
        index: usize,
        rule: &Value,
    ) {
        let source = text(rule, "messageExpression");
        let set = expression_set((self.options.stored_message_expression)(source));
        match compile(source, &Type::String, &env.with_set(set), &scope.decl) {
            Err(refusal) => {
                let path = format!("{}.{RULES}[{index}].messageExpression", node.path);
                self.errors.push(FieldError::invalid(
                    path,
                    dump(rule),
                    scope.rename(&refusal.of_message_expression()),
                ));
            }
            Ok(Compiled { max_cost, .. }) => {
                let kind = ExpressionKind::MessageExpression;
                let cost = ExpressionCost {
                    node: node.path.clone(),
                    index,
                    kind,
                    once: max_cost,
                    cardinality: 1,
                };
                self.observe(cost, "estimated messageExpression cost");
            }
        }
    }

    /// Notes a cost and checks it against the limit per expression.
    fn observe(&mut self, cost: ExpressionCost, name: &str) {
        if !self.options.unchanged && cost.cost() > EXPRESSION_COST_LIMIT {
            let detail = exceeds(name, cost.cost(), EXPRESSION_COST_LIMIT);
            self.errors.push(FieldError::forbidden(cost.path(), detail));
        }
        self.costs.push(cost);
    }

    /// Checks the sum of all costs.
    fn total(&mut self, path: &str) {
        let total = total_cost(&self.costs);
        if total <= TOTAL_COST_LIMIT {
            return;
        }
        let mut largest: Vec<&ExpressionCost> = self
            .costs
            .iter()
            .filter(|cost| cost.cost() >= TOTAL_COST_LIMIT / 100)
            .collect();
        largest.sort_by_key(|cost| std::cmp::Reverse(cost.cost()));
        for cost in largest.into_iter().take(NAMED_RULES) {
            let detail =
                "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema";
            self.errors.push(FieldError::forbidden(cost.path(), detail));
        }
        let name = "x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema";
        self.errors.push(FieldError::forbidden(
            path,
            exceeds(name, total, TOTAL_COST_LIMIT),
        ));
    }
}

/// The sum that counts against [`TOTAL_COST_LIMIT`].
pub fn total_cost(costs: &[ExpressionCost]) -> u64 {
    costs
        .iter()
        .fold(0, |sum: u64, cost| sum.saturating_add(cost.cost()))
}

fn expression_set(stored: bool) -> ExpressionSet {
    if stored {
        ExpressionSet::Stored
    } else {
        ExpressionSet::New
    }
}

fn exceeds(name: &str, cost: u64, limit: u64) -> String {
    let factor = cost as f64 / limit as f64;
    let factor = if factor > 100.0 {
        "more than 100x".to_owned()
    } else if factor < 1.5 {
        format!("{factor:.6}x")
    } else {
        format!("{factor:.1}x")
    };
    format!(
        "{name} exceeds budget by factor of {factor} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)"
    )
}

/// The rule as Go prints the struct.
fn dump(rule: &Value) -> BadValue {
    let field = |name: &str| marshal(&Value::from(text(rule, name)));
    let or_null = |name: &str| rule.get(name).map_or_else(|| "null".to_owned(), marshal);
    BadValue::Printed(format!(
        "{{\"Rule\":{},\"Message\":{},\"MessageExpression\":{},\"Reason\":{},\"FieldPath\":{},\"OptionalOldSelf\":{}}}",
        field("rule"),
        field("message"),
        field("messageExpression"),
        or_null("reason"),
        field("fieldPath"),
        or_null("optionalOldSelf"),
    ))
}

impl Refusal {
    /// What is said of a rule.
    pub fn of_rule(&self) -> String {
        match self {
            Refusal::Compilation(display) => format!("compilation failed: {display}"),
            Refusal::OutputType => "cel expression must evaluate to a bool".to_owned(),
            Refusal::Instantiation { error, .. } => format!("program instantiation failed: {error}"),
        }
    }

    /// What is said of a message expression.
    pub fn of_message_expression(&self) -> String {
        match self {
            Refusal::Compilation(display) => format!("messageExpression compilation failed: {display}"),
            Refusal::OutputType => "messageExpression must evaluate to a string".to_owned(),
            Refusal::Instantiation { error, .. } => {
                format!("messageExpression instantiation failed: {error}")
            }
        }
    }
}
