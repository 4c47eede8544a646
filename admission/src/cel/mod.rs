//! CEL in CRDs: what the API server says about `x-kubernetes-validations`.

mod assign;
mod budget;
mod check;
mod check_call;
mod compile;
mod correlation;
mod cost;
mod decl_type;
mod environment;
mod eval;
mod field_path;
mod format_check;
mod format_clause;
mod literals;
mod names;
mod questions;
mod rule_fields;
mod rule_node;
mod rules;
mod stack;
mod syntax;
mod types;
mod validator;
mod walk;

pub use budget::{Bound, Budget, Share, budget};
pub use compile::{Compiled, Refusal, compile};
pub use decl_type::{DeclType, decl_type, max_cardinality};
pub use environment::{Environment, ExpressionSet};
pub(crate) use field_path::split as split_field_path;
pub use names::escape;
pub use questions::rule_cost;
pub use rule_fields::rule_field_errors;
pub(crate) use rules::validate_ruled;
pub use rules::{
    EXPRESSION_COST_LIMIT, ExpressionCost, ExpressionKind, RuleOptions, TOTAL_COST_LIMIT, total_cost,
    validate_rules,
};
pub use types::Type;
pub use validator::{Evaluated, OBJECT_COST_BUDGET, Validator};
