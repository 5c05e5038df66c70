//! Work on several threads whose results come in the order of the items.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;

use crate::interrupt;

/// Half of what the machine runs at once: ffmpeg has threads of its own.
pub(crate) fn usual_jobs() -> NonZeroUsize {
    let all = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    NonZeroUsize::new(all / 2).unwrap_or(NonZeroUsize::MIN)
}

/// Works on `items` on `jobs` threads, and hands each result to `take` on this thread, in the order of the items. After
/// Ctrl-C no further item is begun.
pub(super) fn in_order<T: Sync, R: Send>(
    items: &[T],
    jobs: NonZeroUsize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(&T, R) -> io::Result<()>,
) -> io::Result<()> {
    let (next, work) = (&AtomicUsize::new(0), &work);
    let (sender, done) = channel();
    thread::scope(move |scope| {
        for _ in 0..jobs.get().min(items.len()) {
            let sender = sender.clone();
            scope.spawn(move || {
                while !interrupt::is_set() {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(number) else { return };
                    // Without a receiver, a result could not be taken.
                    if sender.send((number, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        for (at, item) in items.iter().enumerate() {
            let result = loop {
                if let Some(result) = early.remove(&at) {
                    break result;
                }
                // All threads end early only after Ctrl-C.
                let Ok((number, result)) = done.recv() else { return Ok(()) };
                early.insert(number, result);
            };
            take(item, result)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_items() {
        let (items, mut taken) = ([30_u64, 0, 20, 0, 10, 0], Vec::new());
        let work = |item: &u64| {
            thread::sleep(Duration::from_millis(*item));
            item * 2
        };
        for jobs in [1, 2, 9] {
            let jobs = NonZeroUsize::new(jobs).unwrap();
            let take = |item: &u64, result| {
                taken.push((*item, result));
                Ok(())
            };
            in_order(&items, jobs, work, take).unwrap();
            assert_eq!(std::mem::take(&mut taken), items.map(|item| (item, item * 2)));
        }
    }

    #[test]
    fn no_more_is_begun_once_a_result_cannot_be_taken() {
        let begun = AtomicUsize::new(0);
        let work = |_: &()| {
            begun.fetch_add(1, Ordering::Relaxed);
            thread::sleep(Duration::from_millis(1));
        };
        let failing = |_: &(), ()| Err(io::ErrorKind::BrokenPipe.into());
        let jobs = NonZeroUsize::new(2).unwrap();
        assert!(in_order(&[(); 1000], jobs, work, failing).is_err());
        assert!(begun.into_inner() < 100);
    }
}
