//! The thread on which source is parsed.

use std::marker::PhantomData;
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};

/// Bytes of stack: address space that costs memory only where it is touched. syn in a debug build takes up to
/// 58 kB for one level of `V<`, two tokens; [`super::nesting`] allows 4096 tokens.
const STACK: usize = 256 << 20;

/// Proof that the caller runs on a stack that the parser can't overflow.
pub struct LargeStack {
    not_send: PhantomData<*const ()>,
}

/// Does `work` to each item that `make` hands over, on other threads with stacks as large, while `make` goes on. The
/// results are in the order of handing over.
pub(crate) fn alongside<T: Send, R: Send, O>(
    work: impl Fn(T) -> R + Sync,
    make: impl FnOnce(&mut dyn FnMut(T)) -> O,
) -> (O, Vec<R>) {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let (hand_over, handed_over) = mpsc::channel::<(usize, T)>();
    let handed_over = Mutex::new(handed_over);
    let next = || lock(&handed_over).recv().ok();
    let (work, next) = (&work, &next);
    std::thread::scope(|scope| {
        let spawn = || {
            let worker = std::thread::Builder::new().stack_size(STACK);
            worker.spawn_scoped(scope, move || {
                let items = std::iter::from_fn(next);
                items.map(|(order, item)| (order, work(item))).collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..workers).map_while(|_| spawn().ok()).collect();
        let (mut results, mut order) = (Vec::new(), 0..);
        let made = make(&mut |item| {
            let Some(order) = order.next() else { return };
            // The system may have no thread to give: then this one does it.
            if threads.is_empty() {
                results.push((order, work(item)));
            } else {
                let _ = hand_over.send((order, item));
            }
        });
        drop(hand_over);
        for thread in threads {
            let done = thread.join();
            results.extend(done.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results.sort_by_key(|(order, _)| *order);
        (made, results.into_iter().map(|(_, result)| result).collect())
    })
}

/// A worker that panics takes the whole run with it, so what it left behind is never looked at.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
