//! The paths by which the estimator finds the declared size of a value.
//!
//! The server keeps paths in slices that share their memory: appending to two copies of one path with room left
//! overwrites the first result with the second. Estimates of nested comprehensions depend on it, so the sharing is
//! part of the contract.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// A view of the first `len` steps of a buffer that other paths may share.
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    buffer: Rc<RefCell<Vec<Arc<str>>>>,
    len: usize,
    capacity: usize,
}

impl Path {
    pub(super) fn root(name: &Arc<str>) -> Path {
        Path {
            buffer: Rc::new(RefCell::new(vec![Arc::clone(name)])),
            len: 1,
            capacity: 1,
        }
    }

    /// One step more: in place while there is room, else in a new buffer of twice the size.
    pub(super) fn append(&self, step: &Arc<str>) -> Path {
        if self.len < self.capacity {
            let mut steps = self.buffer.borrow_mut();
            match steps.get_mut(self.len) {
                Some(slot) => *slot = Arc::clone(step),
                None => steps.push(Arc::clone(step)),
            }
            return Path {
                buffer: Rc::clone(&self.buffer),
                len: self.len + 1,
                capacity: self.capacity,
            };
        }
        let mut steps = self.steps();
        steps.push(Arc::clone(step));
        let buffer = Rc::new(RefCell::new(steps));
        Path {
            buffer,
            len: self.len + 1,
            capacity: (self.capacity * 2).max(1),
        }
    }

    /// The same steps and one more, in memory of their own.
    pub(super) fn copy_and_append(&self, step: &str) -> Path {
        let mut steps = self.steps();
        steps.push(Arc::from(step));
        let len = steps.len();
        Path {
            buffer: Rc::new(RefCell::new(steps)),
            len,
            capacity: len,
        }
    }

    pub(super) fn steps(&self) -> Vec<Arc<str>> {
        self.buffer.borrow().iter().take(self.len).cloned().collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the path begins at the accumulator of a comprehension.
    pub(super) fn is_accumulator(&self) -> bool {
        self.buffer
            .borrow()
            .first()
            .is_some_and(|first| matches!(&**first, "@result" | "__result__"))
    }
}
