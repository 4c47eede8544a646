//! A bound on nesting. The server reads 10,000 levels; so does this crate, on a stack that is large enough for them.

use std::panic::resume_unwind;

use serde_json::Value;

use crate::DecodeError;

/// The server's decoder stops here.
const MAX_DEPTH: usize = 10_000;

/// Up to here any stack will do.
const SHALLOW: usize = 100;

/// Stack for each level of JSON, in bytes: what the deepest walks take without optimisation, with room.
const STACK_PER_LEVEL: usize = 64 * 1024;

/// Runs `work` over `inputs` on a stack that fits their depth.
///
/// # Errors
/// An input is nested deeper than the server reads.
pub(crate) fn guarded<T: Send>(
    inputs: &[&Value],
    work: impl FnOnce() -> Result<T, DecodeError> + Send,
) -> Result<T, DecodeError> {
    if !inputs.iter().any(|value| is_deeper(value, SHALLOW)) {
        return work();
    }
    let depth = inputs.iter().map(|value| depth(value)).max().unwrap_or_default();
    if depth > MAX_DEPTH {
        return Err(DecodeError("exceeded max depth".to_owned()));
    }
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(depth * STACK_PER_LEVEL);
        match builder.spawn_scoped(scope, work) {
            Ok(worker) => worker.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(error) => Err(DecodeError(format!(
                "nested {depth} levels deep: no stack for it: {error}"
            ))),
        }
    })
}

/// Whether lists and objects nest deeper than that many levels.
pub(crate) fn is_deeper(value: &Value, levels: usize) -> bool {
    let below = |value: &Value| is_deeper(value, levels.saturating_sub(1));
    match value {
        Value::Array(items) => levels == 0 || items.iter().any(below),
        Value::Object(map) => levels == 0 || map.values().any(below),
        _ => false,
    }
}

/// How many levels a value has; counting stops above the limit.
fn depth(value: &Value) -> usize {
    let mut pending = vec![(value, 1)];
    let mut depth = 0;
    while let Some((value, level)) = pending.pop() {
        depth = depth.max(level);
        if depth > MAX_DEPTH {
            break;
        }
        let composite = |below: &&Value| below.is_array() || below.is_object();
        let below = |value| (value, level + 1);
        match value {
            Value::Array(items) => pending.extend(items.iter().filter(composite).map(below)),
            Value::Object(map) => pending.extend(map.values().filter(composite).map(below)),
            _ => {}
        }
    }
    depth
}
