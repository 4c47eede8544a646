//! The walk over the checked expression.

mod comprehension;

use std::collections::HashMap;
use std::sync::Arc;

use super::path::Path;
use super::range::Range;
use crate::cel::decl_type::DeclType;
use crate::cel::syntax::ast::{Expr, Kind, Literal};
use crate::cel::types::Type;
use comprehension::is_bind;

const LIST_COST: u64 = 10;
const MAP_COST: u64 = 30;
const STRUCT_COST: u64 = 40;

/// The greatest and least cost of a checked expression upon data of type `root`.
pub(crate) fn estimate(expr: &Expr, root: &DeclType) -> Range {
    let mut estimator = Estimator {
        root,
        paths: HashMap::new(),
        sizes: HashMap::new(),
        entries: HashMap::new(),
        variables: Vec::new(),
    };
    estimator.cost(expr)
}

/// Whether the elements are those of a list or of a map, and how large keys and values are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entries {
    list: bool,
    key: Range,
    pub(super) value: Range,
}

impl Entries {
    fn union(one: Option<Entries>, other: Option<Entries>) -> Option<Entries> {
        let (one, other) = (one?, other?);
        Some(Entries {
            list: one.list,
            key: one.key.union(other.key),
            value: one.value.union(other.value),
        })
    }
}

/// A variable of a comprehension.
struct Variable {
    name: Arc<str>,
    path: Path,
    size: Option<Range>,
    entries: Option<Entries>,
}

/// A receiver or argument of a call.
pub(super) struct Operand<'e> {
    pub(super) path: Path,
    pub(super) ty: Type,
    pub(super) expr: Option<&'e Expr>,
    /// The size, where known without asking the schema again.
    pub(super) computed: Option<Range>,
}

pub(super) struct Estimator<'d> {
    root: &'d DeclType,
    paths: HashMap<u32, Path>,
    sizes: HashMap<u32, Range>,
    entries: HashMap<u32, Entries>,
    variables: Vec<Variable>,
}

/// A call as the cost of functions sees it.
pub(super) struct Call<'c, 'e> {
    pub(super) expr: &'e Expr,
    pub(super) function: &'c str,
    pub(super) target: Option<&'c Operand<'e>>,
    pub(super) args: &'c [Operand<'e>],
    pub(super) costs: &'c [Range],
}

impl Estimator<'_> {
    fn cost(&mut self, expr: &Expr) -> Range {
        match &expr.kind {
            Kind::Literal(_) => Range::ZERO,
            Kind::Ident(name) => {
                let path = self
                    .variable(name)
                    .map(|v| v.path.clone())
                    .unwrap_or_else(|| Path::root(name));
                self.paths.insert(expr.id, path);
                Range::ONE
            }
            Kind::Select {
                operand, test: true, ..
            } => self.cost(operand),
            Kind::Select { operand, field, .. } => {
                let mut cost = self.cost(operand);
                if matches!(operand.ty, Type::Map(..) | Type::Struct(_) | Type::Param(_)) {
                    cost = cost.plus(Range::ONE);
                }
                let path = self.path(operand).append(field);
                self.paths.insert(expr.id, path);
                cost
            }
            Kind::Call { .. } => self.call(expr),
            Kind::List { elements, .. } => {
                let (cost, value) = self.aggregate(elements.iter());
                self.entries.insert(
                    expr.id,
                    Entries {
                        list: true,
                        key: Range::ONE,
                        value,
                    },
                );
                cost.plus(Range::fixed(LIST_COST))
            }
            Kind::Map(entries) => {
                let (mut cost, mut key, mut value) =
                    (Range::ZERO, neutral(entries.len()), neutral(entries.len()));
                for entry in entries {
                    cost = cost.plus(self.cost(&entry.key)).plus(self.cost(&entry.value));
                    key = key.union(self.size_or_unknown(&entry.key));
                    value = value.union(self.size_or_unknown(&entry.value));
                }
                self.entries.insert(
                    expr.id,
                    Entries {
                        list: false,
                        key,
                        value,
                    },
                );
                cost.plus(Range::fixed(MAP_COST))
            }
            Kind::Struct { fields, .. } => {
                let cost = fields
                    .iter()
                    .fold(Range::ZERO, |sum, field| sum.plus(self.cost(&field.value)));
                cost.plus(Range::fixed(STRUCT_COST))
            }
            Kind::Comprehension(fold) if is_bind(fold) => self.bind(expr.id, fold),
            Kind::Comprehension(fold) => self.fold(expr.id, fold),
        }
    }

    /// The cost of the elements of a list and how large they are.
    fn aggregate<'e>(&mut self, elements: impl ExactSizeIterator<Item = &'e Expr>) -> (Range, Range) {
        let (mut cost, mut size) = (Range::ZERO, neutral(elements.len()));
        for element in elements {
            cost = cost.plus(self.cost(element));
            size = size.union(self.size_or_unknown(element));
        }
        (cost, size)
    }

    fn call(&mut self, expr: &Expr) -> Range {
        let Kind::Call {
            function,
            target,
            args,
        } = &expr.kind
        else {
            return Range::ZERO;
        };
        if let ("dyn", [arg]) = (&**function, args.as_slice()) {
            let cost = self.cost(arg);
            self.copy_sizes(expr.id, arg);
            return cost.plus(Range::ONE);
        }
        let mut costs = Vec::with_capacity(args.len());
        let mut operands = Vec::with_capacity(args.len());
        for arg in args {
            costs.push(self.cost(arg));
            operands.push(self.operand(arg));
        }
        if expr.overloads.is_empty() {
            return Range::ZERO;
        }
        let target_cost = target.as_ref().map_or(Range::ZERO, |target| self.cost(target));
        let target = target.as_ref().map(|target| self.operand(target));
        let call = Call {
            expr,
            function,
            target: target.as_ref(),
            args: &operands,
            costs: &costs,
        };
        let (cost, size) = self.overloads(&call);
        self.set_size(expr.id, size);
        target_cost.plus(cost)
    }

    /// What the overloads that match may cost, and the size of the result.
    fn overloads(&mut self, call: &Call<'_, '_>) -> (Range, Option<Range>) {
        let (mut cost, mut size) = (Range::NONE, None);
        for overload in &call.expr.overloads {
            let estimate = self.function_cost(call, overload);
            cost = cost.union(estimate.cost);
            size = match (size, estimate.size) {
                (Some(known), Some(next)) => Some(Range::union(known, next)),
                (known, next) => known.or(next),
            };
            let step = match &**overload {
                "index_list" => Some("@items"),
                "index_map" => Some("@values"),
                _ => None,
            };
            if let (Some(step), Some(container)) = (step, call.args.first().and_then(|arg| arg.expr)) {
                size = self.entries_of(container).map(|e| e.value);
                let path = self.path(container).append(&Arc::from(step));
                self.paths.insert(call.expr.id, path);
            }
            if size.is_none() {
                size = self.size(call.expr);
            }
        }
        (cost, size)
    }

    fn operand<'e>(&mut self, expr: &'e Expr) -> Operand<'e> {
        let path = self.path(expr);
        let path = if path.is_accumulator() {
            Path::default()
        } else {
            path
        };
        Operand {
            path,
            ty: expr.ty.clone(),
            expr: Some(expr),
            computed: self.size(expr),
        }
    }

    fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables
            .iter()
            .rev()
            .find(|variable| *variable.name == *name)
    }

    fn local(&self, expr: &Expr) -> Option<&Variable> {
        expr.as_ident().and_then(|name| self.variable(name))
    }

    fn path(&self, expr: &Expr) -> Path {
        let local = self.local(expr).map(|variable| &variable.path);
        local
            .or_else(|| self.paths.get(&expr.id))
            .cloned()
            .unwrap_or_default()
    }

    fn set_size(&mut self, id: u32, size: Option<Range>) {
        if let Some(size) = size {
            self.sizes.insert(id, size);
        }
    }

    pub(super) fn set_entries(&mut self, id: u32, entries: Option<Entries>) {
        if let Some(entries) = entries {
            self.entries.insert(id, entries);
        }
    }

    fn copy_sizes(&mut self, id: u32, from: &Expr) {
        let size = self.size(from);
        self.set_size(id, size);
        let entries = self.entries_of(from);
        self.set_entries(id, entries);
    }

    pub(super) fn entries_of(&self, expr: &Expr) -> Option<Entries> {
        let stored = self.entries.get(&expr.id).copied();
        stored.or_else(|| self.local(expr).and_then(|variable| variable.entries))
    }

    /// What both sides of a call have as entries, for the call itself.
    pub(super) fn union_entries(&self, one: Option<&Expr>, other: Option<&Expr>) -> Option<Entries> {
        Entries::union(self.entries_of(one?), self.entries_of(other?))
    }

    /// The size of a value, where anything is known of it.
    fn size(&mut self, expr: &Expr) -> Option<Range> {
        if let Some(size) = self.sizes.get(&expr.id) {
            return Some(*size);
        }
        if let Some(size) = size_of_literal(expr) {
            return Some(size);
        }
        if let Some(size) = self.declared_size(&self.path(expr)) {
            self.sizes.insert(expr.id, size);
            return Some(size);
        }
        if expr.ty.is_scalar() {
            return Some(Range::ONE);
        }
        self.local(expr).and_then(|variable| variable.size)
    }

    fn size_or_unknown(&mut self, expr: &Expr) -> Range {
        self.size(expr).unwrap_or(Range::UNKNOWN)
    }

    /// The size that the schema gives to the value at a path below `self`.
    pub(super) fn declared_size(&self, path: &Path) -> Option<Range> {
        if path.is_empty() {
            return None;
        }
        let mut node = self.root;
        for step in path.steps().iter().skip(1) {
            node = match &**step {
                "@items" | "@values" => node.element.as_deref()?,
                "@keys" => node.key.as_deref()?,
                field => node.fields.get(field)?,
            };
        }
        Some(Range {
            min: 0,
            max: u64::try_from(node.max_elements).unwrap_or(0),
        })
    }
}

/// Where the union over the elements of an aggregate begins.
fn neutral(elements: usize) -> Range {
    if elements == 0 { Range::ZERO } else { Range::NONE }
}

fn size_of_literal(expr: &Expr) -> Option<Range> {
    let size = match &expr.kind {
        Kind::Literal(Literal::String(text)) => text.chars().count(),
        Kind::Literal(Literal::Bytes(bytes)) => bytes.len(),
        Kind::Literal(_) => 1,
        Kind::List { elements, .. } => elements.len(),
        Kind::Map(entries) => entries.len(),
        _ => return None,
    };
    Some(Range::fixed(size as u64))
}
