//! The thread on which source is parsed.

use std::marker::PhantomData;

/// Bytes of stack: address space that costs memory only where it is touched. syn in a debug build takes up to
/// 58 kB for one level of `V<`, two tokens; [`super::nesting`] allows 4096 tokens.
const STACK: usize = 256 << 20;

/// Proof that the caller runs on a stack that the parser can't overflow.
pub struct LargeStack {
    not_send: PhantomData<*const ()>,
}

/// Runs `work` on a thread with a stack large enough for all that [`super::parse_tokens`] accepts.
///
/// # Errors
/// Where the system refuses another thread.
pub fn on_large_stack<T: Send>(work: impl FnOnce(&LargeStack) -> T + Send) -> std::io::Result<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("gen-cli".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, || {
                work(&LargeStack {
                    not_send: PhantomData,
                })
            })?;
        thread
            .join()
            .map_or_else(|panic| std::panic::resume_unwind(panic), Ok)
    })
}
