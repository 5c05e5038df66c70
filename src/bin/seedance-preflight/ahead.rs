//! Work on many threads whose results are used in order, as they come.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// Runs `work` for `items` on up to that many threads, and passes the results in order to `consume`; `None` where the work
/// panicked. What `consume` leaves is not begun any more.
pub(crate) fn ahead<T: Sync, R: Send, O>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    consume: impl FnOnce(&mut dyn Iterator<Item = Option<R>>) -> O,
) -> O {
    let next = AtomicUsize::new(0);
    let (senders, receivers): (Vec<_>, Vec<_>) = items.iter().map(|_| sync_channel(1)).unzip();
    let run = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let (Some(item), Some(sender)) = (items.get(index), senders.get(index)) else { return };
            // A thread that ended here would leave its other items undone.
            let result = catch_unwind(AssertUnwindSafe(|| work(item))).ok();
            // The receiver is gone if no more results are wanted.
            let _ = sender.send(result);
        }
    };
    thread::scope(|scope| {
        // Should a thread fail to start, the others do its work.
        let workers = (0..threads.min(items.len())).map(|_| thread::Builder::new().spawn_scoped(scope, run));
        if workers.flatten().count() == 0 {
            run();
        }
        let consumed = consume(&mut receivers.into_iter().map(|receiver| receiver.recv().ok().flatten()));
        next.store(items.len(), Ordering::Relaxed);
        consumed
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_and_a_panic_costs_only_its_own() {
        let items: Vec<u64> = (0..40).collect();
        let work = |&item: &u64| {
            thread::sleep(Duration::from_millis(item % 3));
            assert!(item != 7, "to be seen as missing");
            item * 2
        };
        let wanted: Vec<_> = items.iter().map(|&item| (item != 7).then_some(item * 2)).collect();
        for threads in [1, 8] {
            let results: Vec<_> = ahead(&items, threads, work, |results| results.collect());
            assert_eq!(results, wanted);
        }
    }

    #[test]
    fn what_is_not_wanted_any_more_is_not_begun() {
        let begun = AtomicUsize::new(0);
        let work = |_: &u64| {
            thread::sleep(Duration::from_millis(1));
            begun.fetch_add(1, Ordering::SeqCst);
        };
        assert_eq!(ahead(&[0; 10_000], 2, work, |results| results.take(3).count()), 3);
        assert!(begun.into_inner() < 10_000);
    }
}
