//! Work that nests deeply runs upon a stack of its own.

use serde_json::Value;

use crate::depth::is_deeper;

/// Bytes of stack for an expression that nests deeply.
const DEEP_STACK: usize = 64 * 1024 * 1024;

/// Nesting of an expression up to which the caller's stack does.
const SHALLOW: usize = 24;

/// Nesting of a JSON value up to which the caller's stack does.
const DEEP_VALUE: usize = 150;

/// Whether an expression nests so deeply that it needs a large stack.
pub(crate) fn text_is_deep(text: &str) -> bool {
    nesting(text) > SHALLOW
}

/// Whether a JSON value nests so deeply that a walk over it needs a large stack.
pub(crate) fn value_is_deep(value: &Value) -> bool {
    is_deeper(value, DEEP_VALUE)
}

/// An upper bound of how deeply a text can nest: its brackets and its operators that bind to the left.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest, mut chain): (usize, usize, usize) = (0, 0, 0);
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '?' | '.' | '+' | '*' | '/' | '%' | '-' | '<' | '>' | '=' => chain += 1,
            _ => {}
        }
    }
    deepest + chain / 8
}

/// Runs `work`, upon a stack of its own where the caller's may be too small; none where no such stack is to be had.
pub(crate) fn on_stack<T: Send>(deep: bool, work: impl FnOnce() -> T + Send) -> Option<T> {
    if !deep {
        return Some(work());
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(DEEP_STACK);
        thread.spawn_scoped(scope, work).ok()?.join().ok()
    })
}
