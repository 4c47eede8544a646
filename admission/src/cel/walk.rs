//! The walk over an object with the rules of its schema.

use std::sync::Arc;

use serde_json::Value as Json;

use super::correlation::{Correlation, with_same_keys};
use super::eval::data::{as_held, value_of};
use super::eval::run::{Run, Stop};
use super::eval::value::Value;
use super::rule_node::text;
use super::stack::on_stack;
use super::validator::{Evaluated, Expression, Node, Rule, Validator};
use crate::field_error::BadValue;
use crate::{FieldError, KubernetesVersion};

/// What one evaluation may cost.
const EXPRESSION_COST_LIMIT: u64 = 1_000_000;
/// Longest message that an expression may make, in bytes.
const MAX_MESSAGE: usize = 5 * 1024;
const OUT_OF_BUDGET: &str =
    "validation failed due to running out of cost budget, no further validation rules will be run";
const CANCELLED: &str = "operation cancelled: actual cost limit exceeded";

/// The budget is used up: no further rule is run.
struct Exhausted;

/// One walk.
pub(super) struct Walk<'v> {
    validator: &'v Validator,
    version: KubernetesVersion,
    errors: Vec<FieldError>,
    warnings: Vec<FieldError>,
    remaining: i64,
}

/// A value of the object with the one that it replaces.
#[derive(Clone, Copy)]
struct Place<'d> {
    value: &'d Json,
    old: Option<&'d Json>,
    correlation: Correlation<'d>,
}

/// The data of a node as expressions see it.
struct Data<'d> {
    own: Value,
    old: Option<(Value, &'d Json)>,
}

impl<'v> Walk<'v> {
    pub(super) fn new(validator: &'v Validator, budget: i64) -> Walk<'v> {
        let version = validator.version;
        Walk {
            validator,
            version,
            errors: Vec::new(),
            warnings: Vec::new(),
            remaining: budget,
        }
    }

    pub(super) fn validate(
        mut self,
        path: &str,
        value: &Json,
        old: Option<&Json>,
        ratchet: bool,
    ) -> Evaluated {
        let root = &self.validator.root;
        let correlation = match old {
            Some(old) if ratchet => Correlation::root(value, old, &root.schema),
            _ => Correlation::default(),
        };
        if self
            .node(
                root,
                path,
                Place {
                    value,
                    old,
                    correlation,
                },
            )
            .is_err()
        {
            self.remaining = -1;
        }
        Evaluated {
            errors: self.errors,
            warnings: self.warnings,
            remaining: self.remaining,
        }
    }

    fn node(&mut self, node: &Node, path: &str, place: Place<'_>) -> Result<(), Exhausted> {
        if place.value.is_null() {
            return Ok(());
        }
        self.rules(node, path, place)?;
        for branch in &node.all_of {
            self.node(
                branch,
                path,
                Place {
                    correlation: place.correlation.in_branch(),
                    ..place
                },
            )?;
        }
        match place.value {
            Json::Array(items) => self.items(node, path, items, place),
            Json::Object(fields) => self.fields(node, path, fields, place),
            _ => Ok(()),
        }
    }

    fn items(&mut self, node: &Node, path: &str, items: &[Json], place: Place<'_>) -> Result<(), Exhausted> {
        let Some(validator) = &node.items else {
            return Ok(());
        };
        for (index, value) in items.iter().enumerate() {
            let old = place.old.and_then(|old| with_same_keys(&node.schema, old, value));
            let correlation = place.correlation.index(index);
            self.node(
                validator,
                &format!("{}[{index}]", shown(path)),
                Place {
                    value,
                    old,
                    correlation,
                },
            )?;
        }
        Ok(())
    }

    fn fields(
        &mut self,
        node: &Node,
        path: &str,
        fields: &serde_json::Map<String, Json>,
        place: Place<'_>,
    ) -> Result<(), Exhausted> {
        let old = place.old.and_then(Json::as_object);
        for (name, value) in fields {
            let Some(validator) = &node.values else { break };
            let at = Place {
                value,
                old: old.and_then(|old| old.get(name)),
                correlation: place.correlation.key(name),
            };
            self.node(validator, &format!("{}[{name}]", shown(path)), at)?;
        }
        for (name, value) in fields {
            let Some(validator) = node.properties.get(name) else {
                continue;
            };
            let at = Place {
                value,
                old: old.and_then(|old| old.get(name)),
                correlation: place.correlation.key(name),
            };
            self.node(validator, &child(path, name), at)?;
        }
        Ok(())
    }

    fn rules(&mut self, node: &Node, path: &str, place: Place<'_>) -> Result<(), Exhausted> {
        let kind = node.schema.get("type").and_then(Json::as_str).unwrap_or_default();
        if let Some(failure) = node.failure {
            let detail = format!("rule compiler initialization error: {failure}");
            self.errors.push(FieldError::invalid(path, kind, detail));
            return Ok(());
        }
        if node.rules.is_empty() {
            return Ok(());
        }
        if self.remaining <= 0 {
            self.errors.push(FieldError::invalid(path, kind, OUT_OF_BUDGET));
            return Err(Exhausted);
        }
        let schema = node.data_schema(self.version);
        // It is known to all expressions of the node, or to none.
        let known = node.rules.iter().any(|rule| rule.uses_old_self);
        let old = place.old.filter(|old| known && !old.is_null());
        let data = Data {
            own: value_of(place.value, &schema, self.version),
            old: old.map(|old| (value_of(old, &schema, self.version), old)),
        };
        for rule in &node.rules {
            self.rule(rule, kind, path, place, &data)?;
        }
        Ok(())
    }

    fn rule(
        &mut self,
        rule: &Rule,
        kind: &str,
        path: &str,
        place: Place<'_>,
        data: &Data<'_>,
    ) -> Result<(), Exhausted> {
        let expression = match &rule.compiled {
            None => return Ok(()),
            Some(Err(refusal)) => {
                let detail = format!("rule compile error: {refusal}");
                self.errors.push(FieldError::invalid(path, kind, detail));
                return Ok(());
            }
            Some(Ok(expression)) => expression,
        };
        let optional = rule.source.get("optionalOldSelf").and_then(Json::as_bool) == Some(true);
        if expression.uses_old_self && data.old.is_none() && !optional {
            return Ok(());
        }
        let (result, cost) = evaluate(expression, data, optional, self.version);
        let mut refuse = |detail: String| self.errors.push(FieldError::invalid(path, kind, detail));
        let Some(left) = charged(self.remaining, cost) else {
            refuse(OUT_OF_BUDGET.to_owned());
            return Err(Exhausted);
        };
        self.remaining = left;
        let name = rule_text(rule);
        match result {
            Err(Stop::Internal(error)) => {
                refuse(format!("{error} evaluating rule: {name}"));
                Ok(())
            }
            Err(Stop::Cost) => {
                refuse(format!(
                    "'{CANCELLED}': no further validation rules will be run due to call cost exceeds limit for rule: {name}"
                ));
                Err(Exhausted)
            }
            Ok(Value::Bool(true)) => Ok(()),
            Ok(Value::Error(error)) if error.starts_with("no such overload") => {
                refuse(format!(
                    "'{error}': call arguments did not match a supported operator, function or macro signature for rule: {name}"
                ));
                Ok(())
            }
            Ok(Value::Error(error)) => {
                refuse(format!("{error} evaluating rule: {name}"));
                Ok(())
            }
            Ok(_) => self.broken(rule, expression, kind, path, place, data),
        }
    }

    /// A rule that does not hold.
    fn broken(
        &mut self,
        rule: &Rule,
        expression: &Expression,
        kind: &str,
        path: &str,
        place: Place<'_>,
        data: &Data<'_>,
    ) -> Result<(), Exhausted> {
        let at = if rule.field_path.is_empty() {
            path.to_owned()
        } else {
            child(path, &rule.field_path)
        };
        let ratcheted = !expression.uses_old_self && place.correlation.unchanged();
        let detail = match self.message(rule, data) {
            Ok(Some(message)) => message,
            Ok(None) => match text(&rule.source, "message") {
                "" => format!("failed rule: {}", rule_text(rule)),
                message => message.trim().to_owned(),
            },
            Err(detail) => {
                self.add(FieldError::invalid(at, kind, detail), ratcheted);
                return Err(Exhausted);
            }
        };
        let value = match kind {
            "object" | "array" => BadValue::Omitted,
            _ => BadValue::Json(place.value.clone()),
        };
        let error = match rule.source.get("reason").and_then(Json::as_str) {
            Some("FieldValueForbidden") => FieldError::forbidden(at, detail),
            Some("FieldValueRequired") => FieldError::required(at, detail),
            Some("FieldValueDuplicate") => FieldError::duplicate(at, value),
            _ => FieldError::invalid(at, value, detail),
        };
        self.add(error, ratcheted);
        Ok(())
    }

    fn add(&mut self, error: FieldError, ratcheted: bool) {
        if ratcheted {
            self.warnings.push(error)
        } else {
            self.errors.push(error)
        }
    }

    /// The message that the message expression makes, if it makes one that can be used.
    /// Its `oldSelf` is no optional, whatever the rule's is.
    fn message(&mut self, rule: &Rule, data: &Data<'_>) -> Result<Option<String>, String> {
        let Some(expression) = &rule.message else {
            return Ok(None);
        };
        let (result, cost) = evaluate(expression, data, false, self.version);
        let Some(left) = charged(self.remaining, cost) else {
            return Err("messageExpression evaluation failed due to running out of cost budget, no further validation rules will be run".to_owned());
        };
        let value = match result {
            Ok(value) => value,
            Err(Stop::Internal(_)) => Value::Null,
            Err(Stop::Cost) => {
                let source = crate::go::quote(text(&rule.source, "messageExpression"));
                return Err(format!(
                    "no further validation rules will be run due to call cost exceeds limit for messageExpression: {source}"
                ));
            }
        };
        self.remaining = left;
        let Value::String(message) = value else {
            return Ok(None);
        };
        let message = message.trim();
        let usable = !message.is_empty() && message.len() <= MAX_MESSAGE && !message.contains('\n');
        Ok(usable.then(|| message.to_owned()))
    }
}

/// What is left of the budget; none if the cost exceeds it.
fn charged(remaining: i64, cost: u64) -> Option<i64> {
    i64::try_from(cost)
        .ok()
        .filter(|cost| *cost <= remaining)
        .map(|cost| remaining - cost)
}

/// The name of a rule in errors: its message, else itself.
fn rule_text(rule: &Rule) -> &str {
    match text(&rule.source, "message") {
        "" => text(&rule.source, "rule").trim(),
        message => message.trim(),
    }
}

fn evaluate(
    expression: &Expression,
    data: &Data<'_>,
    optional: bool,
    version: KubernetesVersion,
) -> (Result<Value, Stop>, u64) {
    let old = data.old.clone();
    let old = if optional {
        let held = |(old, json): (Value, &Json)| match version < KubernetesVersion::V1_37 {
            true => as_held(old, json),
            false => old,
        };
        Some(Value::Optional(old.map(held).map(Arc::new)))
    } else {
        old.map(|(old, _)| old)
    };
    let own = data.own.clone();
    let run = || {
        let mut run = Run::new(own, old, EXPRESSION_COST_LIMIT, version);
        let result = run.run(&expression.plan);
        (result, run.cost)
    };
    on_stack(expression.deep, run).unwrap_or((Err(Stop::Cost), u64::MAX))
}

/// A path before an index: no path at all is not shown there.
fn shown(path: &str) -> &str {
    if path == NO_PATH { "" } else { path }
}

/// How no path at all is shown.
const NO_PATH: &str = "<nil>";

fn child(path: &str, name: &str) -> String {
    if path == NO_PATH {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
