//! A node of a schema in the walk over all rules: where it stands and how often its data can occur.

use std::sync::Arc;

use serde_json::Value;

use super::decl_type::{DeclType, SELF_TYPE, decl_type, flag, max_cardinality};
use super::environment::{Environment, ExpressionSet, Objects, objects_of};
use super::names::escape;
use crate::KubernetesVersion;

/// The keyword under which rules stand.
pub(crate) const RULES: &str = "x-kubernetes-validations";

/// What CEL knows of a node.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) decl: Arc<DeclType>,
    objects: Objects,
    /// The name of the node's type, below which those of its parts stand.
    name: String,
}

/// A node below the root of a schema.
#[derive(Debug, Clone)]
pub(super) struct RuleNode<'s> {
    pub(super) schema: &'s Value,
    /// `spec.validation.openAPIV3Schema.properties[spec]`
    pub(super) path: String,
    pub(super) root: bool,
    /// How often data of this node can occur; none where a list or map above has no bound.
    pub(super) cardinality: Option<u64>,
    /// The list or map above within which old and new data cannot be matched.
    pub(super) uncorrelatable: Option<String>,
    /// What CEL knows of the node; none where no rule stands here or above, or where its type cannot be made.
    pub(super) scope: Option<Scope>,
    /// Whether a rule stands here or above.
    in_scope: bool,
    /// The type of this node, or of one above it below a rule, cannot be made.
    unexposed: bool,
    /// The node is one of the elements of what has a type without elements.
    pub(super) untyped: bool,
}

impl Scope {
    fn new(decl: DeclType) -> Scope {
        let decl = Arc::new(decl);
        let objects = objects_of(&decl);
        Scope {
            decl,
            objects,
            name: SELF_TYPE.to_owned(),
        }
    }

    fn field(&self, property: &str) -> Option<Scope> {
        let escaped = escape(property)?;
        let decl = Arc::clone(self.decl.fields.get(&escaped)?);
        let name = format!("{}.{escaped}", self.name);
        Some(Scope {
            decl,
            objects: Arc::clone(&self.objects),
            name,
        })
    }

    fn element(&self) -> Option<Scope> {
        let decl = Arc::clone(self.decl.element.as_ref()?);
        let step = if self.decl.key.is_some() { "@elem" } else { "@idx" };
        let name = format!("{}.{step}", self.name);
        Some(Scope {
            decl,
            objects: Arc::clone(&self.objects),
            name,
        })
    }

    pub(super) fn environment(&self, version: KubernetesVersion, set: ExpressionSet) -> Environment {
        Environment::within(&self.decl, &self.objects, version, set)
    }

    /// The server names types from the node of the rule on.
    pub(super) fn rename(&self, text: &str) -> String {
        if self.name == SELF_TYPE {
            text.to_owned()
        } else {
            text.replace(&self.name, SELF_TYPE)
        }
    }
}

impl<'s> RuleNode<'s> {
    pub(super) fn root(schema: &'s Value, path: &str, version: KubernetesVersion) -> RuleNode<'s> {
        let node = RuleNode {
            schema,
            path: path.to_owned(),
            root: true,
            cardinality: Some(1),
            uncorrelatable: None,
            scope: None,
            in_scope: false,
            unexposed: false,
            untyped: false,
        };
        node.entered(version)
    }

    /// Notes whether rules stand here and makes the type where it is needed.
    fn entered(mut self, version: KubernetesVersion) -> RuleNode<'s> {
        self.in_scope = self.in_scope || !rules(self.schema).is_empty();
        if self.in_scope && self.scope.is_none() && !self.unexposed && !self.untyped {
            self.scope = decl_type(self.schema, self.is_resource(), version).map(Scope::new);
            self.unexposed = self.scope.is_none();
        }
        self
    }

    /// Whether the node is the root of a resource or an embedded one.
    pub(super) fn is_resource(&self) -> bool {
        self.root || flag(self.schema, "x-kubernetes-embedded-resource")
    }

    fn child(
        &self,
        schema: &'s Value,
        path: String,
        (is_element, scope): (bool, Option<Scope>),
        correlatable: bool,
        version: KubernetesVersion,
    ) -> RuleNode<'s> {
        let factor = self.max_elements();
        let uncorrelatable = match &self.uncorrelatable {
            None if !correlatable => Some(self.path.clone()),
            other => other.clone(),
        };
        let cardinality = self
            .cardinality
            .zip(factor)
            .map(|(above, factor)| above.saturating_mul(factor));
        let (in_scope, unexposed) = (self.in_scope, self.unexposed);
        let untyped = self.untyped || (self.scope.is_some() && scope.is_none() && is_element);
        RuleNode {
            schema,
            path,
            root: false,
            cardinality,
            uncorrelatable,
            scope,
            in_scope,
            unexposed,
            untyped,
        }
        .entered(version)
    }

    /// The nodes below: additional properties, properties by name, items.
    pub(super) fn children(&self, version: KubernetesVersion) -> Vec<RuleNode<'s>> {
        self.children_where(version, |_| true)
    }

    /// The nodes below whose schemas are `wanted`.
    pub(super) fn children_where(
        &self,
        version: KubernetesVersion,
        wanted: impl Fn(&Value) -> bool,
    ) -> Vec<RuleNode<'s>> {
        let below = |name: &str| self.schema.get(name).filter(|s| s.is_object() && wanted(s));
        let element = || self.scope.as_ref().and_then(Scope::element);
        let field = |name: &str| self.scope.as_ref().and_then(|scope| scope.field(name));
        let map_type = self.schema.get("x-kubernetes-map-type").and_then(Value::as_str);
        // An unknown type of map is thought to be one whose old and new values cannot be matched.
        let correlatable = matches!(map_type, None | Some("granular" | "atomic"));
        let mut out = Vec::new();
        if let Some(schema) = below("additionalProperties") {
            out.push(self.child(
                schema,
                format!("{}.additionalProperties", self.path),
                (true, element()),
                true,
                version,
            ));
        }
        for (name, schema) in self
            .schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .filter(|(_, schema)| wanted(schema))
        {
            out.push(self.child(
                schema,
                format!("{}.properties[{name}]", self.path),
                (false, field(name)),
                correlatable,
                version,
            ));
        }
        if let Some(schema) = below("items") {
            let map = self.schema.get("x-kubernetes-list-type").and_then(Value::as_str) == Some("map");
            out.push(self.child(
                schema,
                format!("{}.items", self.path),
                (true, element()),
                map,
                version,
            ));
        }
        out
    }

    /// How many children of one kind the node can have; none where there is no bound.
    pub(super) fn max_elements(&self) -> Option<u64> {
        max_elements(self.schema)
    }

    /// By what the cost of a rule is multiplied.
    pub(super) fn occurrences(&self, decl: &DeclType) -> u64 {
        self.cardinality.unwrap_or_else(|| max_cardinality(decl.min_size))
    }
}

/// The rules of a node.
pub(crate) fn rules(schema: &Value) -> &[Value] {
    schema
        .get(RULES)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// A text of a rule; empty where absent.
pub(crate) fn text<'r>(rule: &'r Value, name: &str) -> &'r str {
    rule.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// How many children of one kind a node can have; none where there is no bound.
fn max_elements(schema: &Value) -> Option<u64> {
    let bound = |name: &str| {
        let value = schema.get(name)?.as_i64()?;
        Some(u64::try_from(value).unwrap_or(0))
    };
    match schema.get("type").and_then(Value::as_str) {
        Some("object") if schema.get("additionalProperties").is_some_and(|a| !a.is_null()) => {
            bound("maxProperties")
        }
        Some("array") => bound("maxItems"),
        _ => Some(1),
    }
}
