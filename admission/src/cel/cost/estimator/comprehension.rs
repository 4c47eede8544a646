//! The cost of comprehensions.

use std::sync::Arc;

use super::{Estimator, Variable};
use crate::cel::cost::range::Range;
use crate::cel::syntax::ast::{Comprehension, Expr, Kind, Literal};
use crate::cel::types::Type;

impl Estimator<'_> {
    pub(super) fn fold(&mut self, id: u32, fold: &Comprehension) -> Range {
        let mut sum = self.cost(&fold.range).plus(self.cost(&fold.init));
        self.push_variable(&fold.accu, &fold.init);
        let outer = self.variables.len();
        self.push_iteration(fold);
        let per_step = self.cost(&fold.condition);
        let per_step = self.cost(&fold.step).plus(per_step);
        self.variables.truncate(outer);
        sum = sum.plus(self.cost(&fold.result));
        self.variables.pop();
        let count = self.size_or_unknown(&fold.range);
        match &fold.init.kind {
            Kind::Literal(_) => {
                let size = self.size(&fold.init);
                self.set_size(id, size);
            }
            Kind::List { .. } | Kind::Map(_) => {
                self.sizes.insert(id, count);
                let entries = self.entries_of(&fold.step);
                self.set_entries(id, entries);
            }
            _ => {}
        }
        sum.plus(count.times(per_step))
    }

    pub(super) fn bind(&mut self, id: u32, fold: &Comprehension) -> Range {
        let sum = self.cost(&fold.range).plus(self.cost(&fold.init));
        self.push_variable(&fold.accu, &fold.init);
        let sum = sum.plus(self.cost(&fold.result));
        self.variables.pop();
        self.copy_sizes(id, &fold.result);
        sum
    }

    fn push_variable(&mut self, name: &Arc<str>, value: &Expr) {
        let path = self.path(value);
        let entries = self.entries_of(value);
        let size = self.size(value);
        self.variables.push(Variable {
            name: Arc::clone(name),
            path,
            size,
            entries,
        });
    }

    fn push_iteration(&mut self, fold: &Comprehension) {
        let entries = self.entries_of(&fold.range);
        let list = entries.map_or(matches!(fold.range.ty, Type::List(_)), |e| e.list);
        let key = (entries.map(|e| e.key), if list { "@indices" } else { "@keys" });
        let value = (entries.map(|e| e.value), if list { "@items" } else { "@values" });
        let mut push = |name: &Arc<str>, (size, step): (Option<Range>, &str)| {
            let path = self.path(&fold.range).append(&Arc::from(step));
            self.variables.push(Variable {
                name: Arc::clone(name),
                path,
                size,
                entries: None,
            });
        };
        match &fold.var2 {
            Some(var2) => {
                push(&fold.var, key);
                push(var2, value);
            }
            None if list => push(&fold.var, value),
            None => push(&fold.var, key),
        }
    }
}

pub(super) fn is_bind(fold: &Comprehension) -> bool {
    matches!(&fold.range.kind, Kind::List { elements, .. } if elements.is_empty())
        && matches!(fold.condition.as_literal(), Some(Literal::Bool(false)))
        && &*fold.accu != "__result__"
}
