//! From the text of a rule to a checked expression with its cost.

use std::sync::Arc;

use super::check::check;
use super::cost::estimate;
use super::decl_type::DeclType;
use super::environment::Environment;
use super::literals;
use super::stack::{on_stack, text_is_deep};
use super::syntax::ast::{Expr, Kind};
use super::syntax::parse;
use super::types::Type;

/// An expression that the server accepts.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The checked tree.
    pub expr: Arc<Expr>,
    /// What one evaluation may cost at most.
    pub max_cost: u64,
    /// Whether it refers to `oldSelf`.
    pub uses_old_self: bool,
    /// Whether it nests so deeply that it must be walked upon a large stack.
    pub(crate) deep: bool,
}

/// Why an expression is refused: the stage at which, and cel-go's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Syntax, types, literals: the display of all errors.
    Compilation(String),
    /// The result has another type than wanted.
    OutputType,
    /// A constant that cannot be evaluated, in an expression that does or does not refer to `oldSelf`.
    Instantiation {
        /// What is wrong with the constant.
        error: String,
        /// As of [`Compiled`].
        uses_old_self: bool,
    },
}

/// Compiles an expression whose result must be of type `output`.
///
/// # Errors
/// What the server says about the expression.
pub fn compile(text: &str, output: &Type, env: &Environment, root: &DeclType) -> Result<Compiled, Refusal> {
    let deep = text_is_deep(text);
    let compiled = on_stack(deep, || {
        let parsed = parse(text, env.syntax());
        let display = |issues: Vec<_>| Refusal::Compilation(parsed.source.display(&issues));
        let mut expr = parsed.expr.map_err(display)?;
        let display = |issues: Vec<_>| Refusal::Compilation(parsed.source.display(&issues));
        check(&mut expr, &parsed.source, env).map_err(display)?;
        literals::validate(&expr, &parsed.source).map_err(display)?;
        if expr.ty != *output {
            return Err(Refusal::OutputType);
        }
        let uses_old_self = expr.descendants().iter().any(|node| names_old_self(node));
        literals::evaluate_constants(&expr, env.version())
            .map_err(|error| Refusal::Instantiation { error, uses_old_self })?;
        let max_cost = estimate(&expr, root).max;
        Ok(Compiled {
            expr: Arc::new(expr),
            max_cost,
            uses_old_self,
            deep,
        })
    });
    compiled.unwrap_or_else(|| {
        Err(Refusal::Compilation(
            "the expression nests too deeply for this machine".to_owned(),
        ))
    })
}

/// Whether an expression refers to `oldSelf`, as far as it came to be known.
pub(super) fn uses_old_self(compiled: &Result<Compiled, Refusal>) -> bool {
    match compiled {
        Ok(Compiled { uses_old_self, .. }) | Err(Refusal::Instantiation { uses_old_self, .. }) => {
            *uses_old_self
        }
        Err(Refusal::Compilation(_) | Refusal::OutputType) => false,
    }
}

fn names_old_self(node: &Expr) -> bool {
    matches!(&node.kind, Kind::Ident(name) if matches!(&**name, "oldSelf" | ".oldSelf"))
}
