//! The thread on which source is parsed.

use std::marker::PhantomData;

/// Bytes of stack: address space that costs memory only where it is touched. syn in a debug build takes up to
/// 58 kB for one level of `V<`, two tokens; [`super::nesting`] allows 4096 tokens.
const STACK: usize = 256 << 20;

/// Proof that the caller runs on a stack that the parser can't overflow.
pub struct LargeStack {
    not_send: PhantomData<*const ()>,
}

/// Does the same to each of many items, on all processors and on stacks as large. The results are in their order.
pub(crate) fn on_each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(workers).max(1);
    let work = &work;
    std::thread::scope(|scope| {
        let spawn = |items| {
            let worker = std::thread::Builder::new().stack_size(STACK);
            let thread = worker.spawn_scoped(scope, move || all(items, work));
            thread.map_err(|_| items)
        };
        let threads: Vec<_> = items.chunks(share).map(spawn).collect();
        let results = threads.into_iter().flat_map(|thread| match thread {
            Ok(thread) => thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            // The system has no thread to give: this one does.
            Err(items) => all(items, work),
        });
        results.collect()
    })
}

fn all<T, R>(items: &[T], work: impl Fn(&T) -> R) -> Vec<R> {
    items.iter().map(work).collect()
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
