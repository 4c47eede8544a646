//! The questions of one rule or one CRD: what does it cost?

use std::sync::Arc;

use serde_json::Value;

use super::compile::compile;
use super::decl_type::decl_type;
use super::environment::{Environment, ExpressionSet};
use super::stack::{on_stack, value_is_deep};
use super::types::Type;
use crate::KubernetesVersion;

/// The estimated cost of one evaluation of `rule` at a node of a schema. `resource` is the root of a resource or
/// an embedded one.
///
/// # Errors
/// The server's detail: `compilation failed: …`, `cel expression must evaluate to a bool`, `program instantiation
/// failed: …`.
pub fn rule_cost(
    schema: &Value,
    rule: &str,
    resource: bool,
    version: KubernetesVersion,
) -> Result<u64, String> {
    let root = on_stack(value_is_deep(schema), || decl_type(schema, resource, version)).flatten();
    let Some(root) = root.map(Arc::new) else {
        return Err("failed to convert to declType for CEL validation rules".to_owned());
    };
    if rule.trim().is_empty() {
        return Ok(0);
    }
    let env = Environment::new(&root, version, ExpressionSet::New);
    compile(rule, &Type::Bool, &env, &root)
        .map(|compiled| compiled.max_cost)
        .map_err(|refusal| refusal.of_rule())
}
