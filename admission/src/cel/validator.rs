//! The rules of a schema, compiled once, and their evaluation upon objects.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::compile::{Compiled, compile, uses_old_self};
use super::decl_type::{DeclType, SELF_TYPE, decl_type, flag, with_type_and_object_meta};
use super::environment::{Environment, ExpressionSet};
use super::eval::plan::{Plan, plan};
use super::field_path;
use super::names::escape;
use super::rule_node::{rules, text};
use super::stack::{on_stack, value_is_deep};
use super::types::Type;
use super::walk::Walk;
use crate::{FieldError, KubernetesVersion};

/// What all rules of one object may cost.
pub const OBJECT_COST_BUDGET: i64 = 10_000_000;

/// The compiled rules of a schema and of the schemas below it.
#[derive(Debug)]
pub struct Validator {
    pub(super) version: KubernetesVersion,
    pub(super) root: Node,
    schema: Json,
}

/// One node of the schema with rules here or below.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) schema: Json,
    pub(super) resource: bool,
    pub(super) rules: Vec<Rule>,
    /// Why no rule of the node can be compiled.
    pub(super) failure: Option<&'static str>,
    pub(super) items: Option<Box<Node>>,
    pub(super) values: Option<Box<Node>>,
    pub(super) properties: BTreeMap<String, Node>,
    pub(super) all_of: Vec<Node>,
}

/// One rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) source: Json,
    /// None where the rule is blank.
    pub(super) compiled: Option<Result<Expression, String>>,
    pub(super) uses_old_self: bool,
    pub(super) message: Option<Expression>,
    pub(super) field_path: String,
}

/// A compiled expression, ready to be evaluated.
#[derive(Debug)]
pub(super) struct Expression {
    pub(super) plan: Plan,
    pub(super) uses_old_self: bool,
    pub(super) deep: bool,
}

impl From<Compiled> for Expression {
    fn from(compiled: Compiled) -> Expression {
        let make = || plan(&compiled.expr);
        let plan = on_stack(compiled.deep, make).unwrap_or(Plan::Constant(super::eval::value::Value::Null));
        Expression {
            plan,
            uses_old_self: compiled.uses_old_self,
            deep: compiled.deep,
        }
    }
}

/// What the rules say of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// The rules that are broken.
    pub errors: Vec<FieldError>,
    /// Rules that were broken before already at values that did not change.
    pub warnings: Vec<FieldError>,
    /// What is left of the budget; negative once it is used up.
    pub remaining: i64,
}

impl Validator {
    /// Compiles the rules of a schema; none where it has none. `resource` is the root of a resource.
    pub fn new(schema: &Json, resource: bool, version: KubernetesVersion) -> Option<Validator> {
        on_stack(value_is_deep(schema), || {
            if !has_rules(schema) {
                return None;
            }
            let decl = decl_type(schema, resource, version).map(Arc::new);
            let root = Builder { version }.node(schema, schema, resource, decl.as_ref(), SELF_TYPE)?;
            Some(Validator {
                version,
                root,
                schema: schema.clone(),
            })
        })?
    }

    /// Evaluates the rules upon `object`, which replaces `old`, with what is left of the budget. `path` is where
    /// the object stands; `ratchet` lets unchanged values keep what is wrong with them.
    pub fn validate(
        &self,
        path: &str,
        object: &Json,
        old: Option<&Json>,
        budget: i64,
        ratchet: bool,
    ) -> Evaluated {
        let deep = value_is_deep(object) || value_is_deep(&self.schema);
        let evaluated = on_stack(deep, || {
            Walk::new(self, budget).validate(path, object, old, ratchet)
        });
        evaluated.unwrap_or_else(|| Evaluated {
            errors: vec![FieldError::internal(
                path,
                "the object nests too deeply for this machine",
            )],
            warnings: Vec::new(),
            remaining: -1,
        })
    }
}

/// Whether rules stand at the schema or below it.
fn has_rules(schema: &Json) -> bool {
    let below = ["items", "additionalProperties"]
        .into_iter()
        .filter_map(|field| schema.get(field));
    let properties = schema
        .get("properties")
        .and_then(Json::as_object)
        .into_iter()
        .flat_map(|p| p.values());
    let branches = schema.get("allOf").and_then(Json::as_array).into_iter().flatten();
    !rules(schema).is_empty() || below.chain(properties).chain(branches).any(has_rules)
}

struct Builder {
    version: KubernetesVersion,
}

impl Builder {
    /// The rules of `schema`, which is `node` or a branch of its `allOf`.
    /// `name` is what the node's type is called.
    fn node(
        &self,
        schema: &Json,
        node: &Json,
        resource: bool,
        decl: Option<&Arc<DeclType>>,
        name: &str,
    ) -> Option<Node> {
        let mut out = Node {
            resource,
            ..Node::default()
        };
        match decl {
            Some(decl) => out.rules = self.rules(schema, node, decl, name),
            None if !rules(schema).is_empty() => {
                out.failure = Some("failed to convert to declType for CEL validation rules");
            }
            None => {}
        }
        let element = decl.and_then(|decl| decl.element.as_ref());
        let child = |field: &str, step: &str| {
            let (schema, node) = (schema.get(field)?, node.get(field)?);
            let both = schema.is_object() && node.is_object();
            let resource = flag(node, "x-kubernetes-embedded-resource");
            self.node(schema, node, resource, element, &format!("{name}.{step}"))
                .filter(|_| both)
                .map(Box::new)
        };
        out.items = child("items", "@idx");
        out.values = child("additionalProperties", "@elem");
        out.properties = self.properties(schema, node, decl, name);
        for branch in schema.get("allOf").and_then(Json::as_array).into_iter().flatten() {
            out.all_of.extend(self.node(branch, node, resource, decl, name));
        }
        let used = !out.rules.is_empty()
            || out.failure.is_some()
            || out.items.is_some()
            || out.values.is_some()
            || !out.properties.is_empty()
            || !out.all_of.is_empty();
        used.then(|| Node {
            schema: node.clone(),
            ..out
        })
    }

    fn properties(
        &self,
        schema: &Json,
        node: &Json,
        decl: Option<&Arc<DeclType>>,
        type_name: &str,
    ) -> BTreeMap<String, Node> {
        let mut out = BTreeMap::new();
        for (name, property) in schema
            .get("properties")
            .and_then(Json::as_object)
            .into_iter()
            .flatten()
        {
            let Some(node) = node.get("properties").and_then(|properties| properties.get(name)) else {
                continue;
            };
            let resource = flag(node, "x-kubernetes-embedded-resource");
            // What has a name but no type is left out; what has no name is typed by itself.
            let (field, field_name) = match escape(name) {
                Some(escaped) => (
                    decl.and_then(|decl| decl.fields.get(&escaped)).cloned(),
                    format!("{type_name}.{escaped}"),
                ),
                None => (
                    decl_type(node, resource, self.version).map(Arc::new),
                    SELF_TYPE.to_owned(),
                ),
            };
            let Some(field) = field else { continue };
            if let Some(built) = self.node(property, node, resource, Some(&field), &field_name) {
                out.insert(name.clone(), built);
            }
        }
        out
    }

    fn rules(&self, schema: &Json, node: &Json, decl: &Arc<DeclType>, name: &str) -> Vec<Rule> {
        let written = rules(schema);
        if written.is_empty() {
            return Vec::new();
        }
        let env = Environment::new(decl, self.version, ExpressionSet::Stored);
        written
            .iter()
            .map(|rule| {
                let mut rule = self.rule(rule, node, decl, &env);
                if let Some(Err(refusal)) = &mut rule.compiled {
                    // The server names types from the node of the rule on.
                    *refusal = refusal.replace(name, SELF_TYPE);
                }
                rule
            })
            .collect()
    }

    fn rule(&self, rule: &Json, node: &Json, decl: &Arc<DeclType>, env: &Environment) -> Rule {
        let source = text(rule, "rule");
        let optional = rule.get("optionalOldSelf").and_then(Json::as_bool) == Some(true);
        let env = env.with_optional_old_self(optional);
        let mut out = Rule {
            source: rule.clone(),
            compiled: None,
            uses_old_self: false,
            message: None,
            field_path: String::new(),
        };
        if source.trim().is_empty() {
            return out;
        }
        let compiled = compile(source, &Type::Bool, &env, decl);
        out.uses_old_self = uses_old_self(&compiled);
        let message = text(rule, "messageExpression");
        let mut complete = compiled.is_ok();
        if complete && !message.is_empty() {
            let compiled = compile(message, &Type::String, &env, decl);
            complete = compiled.is_ok();
            out.message = compiled.ok().map(Expression::from);
        }
        out.compiled = Some(
            compiled
                .map(Expression::from)
                .map_err(|refusal| refusal.of_rule()),
        );
        // The server looks the path up last, and stops at an expression that it cannot compile.
        if complete {
            out.field_path = field_path::normalize(text(rule, "fieldPath"), node).unwrap_or_default();
        }
        out
    }
}

impl Node {
    /// The schema by which data of the node is typed.
    pub(super) fn data_schema(&self, version: KubernetesVersion) -> Json {
        if self.resource {
            with_type_and_object_meta(&self.schema, version)
        } else {
            self.schema.clone()
        }
    }
}
