//! Changes that wait to be written, and when it is time to.

use std::mem;
use std::time::{Duration, Instant};

use super::tables::{Change, Changes};

/// Changes that are held in memory at most: some megabytes.
const MOST: usize = 16_384;

/// The least time between two commits.
const LEAST_PAUSE: Duration = Duration::from_millis(50);

/// How much longer than the last commit took the work goes on before the next: commits cost a tenth of it at most.
const PAUSE_TO_COMMIT: u32 = 10;

/// Changes since the last commit.
#[derive(Debug)]
pub(super) struct Pending {
    changes: Changes,
    next_commit: Instant,
}

/// Whether it is time to commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    No,
    Yes,
    /// No more is to be held.
    Full,
}

impl Pending {
    pub(super) fn new() -> Self {
        Self { changes: Changes::new(), next_commit: Instant::now() + LEAST_PAUSE }
    }

    /// Takes one more change.
    pub(super) fn add(&mut self, deep: bool, key: Vec<u8>, change: Change) -> Due {
        self.changes.insert((deep, key), change);
        if self.changes.len() >= MOST {
            Due::Full
        } else if Instant::now() >= self.next_commit {
            Due::Yes
        } else {
            Due::No
        }
    }

    /// Takes all out, to write them.
    pub(super) fn take(&mut self) -> Changes {
        mem::take(&mut self.changes)
    }

    /// Says that a commit which began then has ended now.
    pub(super) fn written(&mut self, began: Instant) {
        let took = began.elapsed();
        self.next_commit = Instant::now() + (took * PAUSE_TO_COMMIT).max(LEAST_PAUSE);
    }
}
