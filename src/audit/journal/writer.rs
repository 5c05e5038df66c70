//! Writes on a separate thread, so that measuring does not wait for the disk.

use std::mem;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use redb::Database;

use super::JournalError;
use super::tables::{self, Change, Changes, Snapshot};

/// The maximum of pending changes, some megabytes; more of them block.
const MOST: usize = 16_384;

/// The minimum time between commits. A commit that takes longer is followed by an equally long pause, so that a slow disk
/// is not occupied by the journal.
const LEAST_PAUSE: Duration = Duration::from_millis(50);

/// The state shared by the writer and the measuring threads.
#[derive(Debug)]
pub(super) struct Shared {
    path: PathBuf,
    state: Mutex<State>,
    /// Signals that there is something to write, or that the writer has to end.
    wake: Condvar,
    /// Signals that pending changes were taken or written.
    taken: Condvar,
    /// What lookups see. Renewed after each commit, since an older snapshot keeps the store from reusing space.
    snapshot: RwLock<Arc<Snapshot>>,
}

#[derive(Debug, Default)]
struct State {
    waiting: Changes,
    /// Whether taken changes are not written yet.
    writing: bool,
    /// Whether a thread waits until everything is written.
    hurry: bool,
    /// Whether no more changes will come.
    closing: bool,
    /// Why writing has stopped.
    failure: Option<JournalError>,
}

impl Shared {
    pub(super) fn new(path: PathBuf, snapshot: Snapshot) -> Self {
        Self {
            path,
            state: Mutex::default(),
            wake: Condvar::new(),
            taken: Condvar::new(),
            snapshot: RwLock::new(Arc::new(snapshot)),
        }
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds a change.
    pub(super) fn add(&self, deep: bool, key: Vec<u8>, change: Change) {
        let mut state = self.state();
        while state.waiting.len() >= MOST && state.failure.is_none() {
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.failure.is_some() {
            return;
        }
        let first = state.waiting.is_empty();
        state.waiting.insert((deep, key), change);
        if first || state.waiting.len() >= MOST {
            self.wake.notify_one();
        }
    }

    /// Waits until everything is written, or writing has failed.
    pub(super) fn settle(&self) {
        let mut state = self.state();
        while (state.writing || !state.waiting.is_empty()) && state.failure.is_none() {
            state.hurry = true;
            self.wake.notify_one();
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Signals that no more changes will come.
    pub(super) fn end(&self) {
        self.state().closing = true;
        self.wake.notify_one();
    }

    /// Records a failure, unless there is one already.
    pub(super) fn fail(&self, error: JournalError) {
        self.state().failure.get_or_insert(error);
        self.taken.notify_all();
    }

    pub(super) fn take_failure(&self) -> Option<JournalError> {
        self.state().failure.take()
    }

    /// Writes until no more changes come. The changes of one pause form one commit.
    pub(super) fn write_all(&self, database: Database) {
        let _ended = Ended(self);
        let mut next = Instant::now() + LEAST_PAUSE;
        while let Some(changes) = self.take(next) {
            let began = Instant::now();
            let written = tables::write(&database, &changes).and_then(|()| Snapshot::take(&database));
            match written {
                Ok(snapshot) => *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot),
                Err(source) => self.fail(JournalError::write(&self.path, source)),
            }
            self.state().writing = false;
            self.taken.notify_all();
            next = Instant::now() + began.elapsed().max(LEAST_PAUSE);
        }
    }

    /// The next changes to write, once it is time; `None` if no more will come.
    fn take(&self, time: Instant) -> Option<Changes> {
        let mut state = self.state();
        loop {
            let pause = time.saturating_duration_since(Instant::now());
            let now = state.closing || state.hurry || state.waiting.len() >= MOST || pause.is_zero();
            if state.failure.is_some() {
                state.waiting.clear();
            }
            if state.waiting.is_empty() {
                if state.closing {
                    return None;
                }
                state.hurry = false;
                state = self.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
            } else if now {
                state.writing = true;
                let changes = mem::take(&mut state.waiting);
                drop(state);
                self.taken.notify_all();
                return Some(changes);
            } else {
                state = self.wake.wait_timeout(state, pause).unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }

    /// Locks the state.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Unblocks all other threads if the writer panics.
struct Ended<'a>(&'a Shared);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.fail(JournalError::damaged(&self.0.path, "its writer failed"));
        }
    }
}
