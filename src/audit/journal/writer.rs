//! Writes what was measured, on a thread of its own, so that nobody who measures waits for the disk.

use std::mem;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use redb::Database;

use super::JournalError;
use super::tables::{self, Change, Changes, Snapshot};

/// Changes that wait at most, some megabytes; whoever has more waits too.
const MOST: usize = 16_384;

/// The least time from one commit to the next. A commit that takes longer is followed by as long a pause, so that a slow
/// disk is not busy with the journal alone.
const LEAST_PAUSE: Duration = Duration::from_millis(50);

/// What the writer shares with those who measure.
#[derive(Debug)]
pub(super) struct Shared {
    path: PathBuf,
    state: Mutex<State>,
    /// There is something to write, or something to end.
    wake: Condvar,
    /// All that waited is written, or is being.
    taken: Condvar,
    /// What look-ups see, taken anew after each commit: an older one would keep the store from using its room again.
    snapshot: RwLock<Arc<Snapshot>>,
}

#[derive(Debug, Default)]
struct State {
    waiting: Changes,
    /// Whether changes that were taken are not yet written.
    writing: bool,
    /// Whether somebody waits until all is written.
    hurry: bool,
    /// Whether nothing more comes.
    closing: bool,
    /// Why nothing is written any more.
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

    /// One more change to write.
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

    /// Waits until all is written, or nothing will be.
    pub(super) fn settle(&self) {
        let mut state = self.state();
        while (state.writing || !state.waiting.is_empty()) && state.failure.is_none() {
            state.hurry = true;
            self.wake.notify_one();
            state = self.taken.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Tells the writer that nothing more comes.
    pub(super) fn end(&self) {
        self.state().closing = true;
        self.wake.notify_one();
    }

    /// What is wrong, unless something was before.
    pub(super) fn fail(&self, error: JournalError) {
        self.state().failure.get_or_insert(error);
        self.taken.notify_all();
    }

    pub(super) fn take_failure(&self) -> Option<JournalError> {
        self.state().failure.take()
    }

    /// Writes until nothing more comes. What comes within one pause is one commit.
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

    /// What is to be written next, once it is time; `None` where nothing more comes.
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

    /// What is there to be written, and how far that is.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Ends the wait of all others where the writer panics.
struct Ended<'a>(&'a Shared);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.fail(JournalError::damaged(&self.0.path, "its writer failed"));
        }
    }
}
