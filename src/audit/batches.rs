//! Batches of paths, so that threads rarely contend.

use super::walk::Found;

/// The maximum of paths in a batch: half a millisecond of work from a warm cache.
pub(super) const MOST: usize = 64;

/// Some paths, and the batch's number.
pub(super) struct Batch {
    pub(super) number: u64,
    pub(super) found: Vec<Found>,
}

/// Batches of what `finder` finds. They start small, so that few files are spread over all threads.
pub(super) struct Batches<F, S> {
    finder: F,
    most: usize,
    stop: S,
    next: u64,
}

impl<F, S> Batches<F, S> {
    /// Batches of at most `most` paths, until `stop` returns true.
    pub(super) fn new(finder: F, most: usize, stop: S) -> Self {
        Self { finder, most, stop, next: 0 }
    }
}

impl<F: Iterator<Item = Found>, S: Fn() -> bool> Iterator for Batches<F, S> {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        if (self.stop)() {
            return None;
        }
        let number = self.next;
        let size = usize::try_from(number / 2 + 1).unwrap_or(self.most).min(self.most);
        let found: Vec<_> = self.finder.by_ref().take(size).collect();
        self.next += 1;
        (!found.is_empty()).then_some(Batch { number, found })
    }
}
