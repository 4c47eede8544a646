//! The nodes that the parser and its macros make.

use std::sync::Arc;

use super::ast::{Expr, Kind};
use crate::cel::types::Type;

/// Most nodes that macros may make by copying.
const MAX_NODES: usize = 400_000;

/// Gives nodes their identifiers.
#[derive(Debug)]
pub(super) struct Nodes {
    pub(super) next: u32,
}

impl Nodes {
    pub(super) fn new_expr(&mut self, offset: usize, kind: Kind) -> Expr {
        let id = self.next;
        self.next += 1;
        Expr {
            id,
            offset,
            kind,
            ty: Type::Dyn,
            overloads: Vec::new(),
        }
    }

    pub(super) fn call(&mut self, offset: usize, function: &str, args: Vec<Expr>) -> Expr {
        self.new_expr(
            offset,
            Kind::Call {
                function: Arc::from(function),
                target: None,
                args,
            },
        )
    }

    /// The same tree with identifiers of its own. None where the expression gets too large: every copy doubles
    /// its target, so a chain of them would have no end.
    pub(super) fn copy(&mut self, expr: &Expr) -> Option<Expr> {
        if expr.descendants().len() > MAX_NODES.saturating_sub(self.next as usize) {
            return None;
        }
        let mut copy = expr.clone();
        let mut pending = vec![&mut copy];
        while let Some(node) = pending.pop() {
            node.id = self.next;
            self.next += 1;
            pending.extend(node.children_mut());
        }
        Some(copy)
    }
}
