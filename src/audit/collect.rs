//! Collects the results of all threads, in order if requested.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{AuditOutput, AuditSummary, AuditedFile};

/// Batches that may wait for an earlier one before threads block.
const WAITING: u64 = 64;
/// Batches by which a remote source may be ahead of the next one in order: their results wait in memory.
const REMOTE_AHEAD: u64 = 4096;
/// How long results may stay in an output's buffer.
const FLUSH_AFTER: Duration = Duration::from_millis(200);

/// The results of one batch.
pub(super) struct Done {
    number: u64,
    pub(super) files: Vec<AuditedFile>,
    /// Counts of this batch only.
    pub(super) summary: AuditSummary,
}

impl Done {
    /// The empty results of batch `number`, which has `length` paths.
    pub(super) fn new(number: u64, length: usize) -> Self {
        Self { number, files: Vec::with_capacity(length), summary: AuditSummary::default() }
    }
}

/// A batch in progress. If its thread panics, an empty result takes its place, and waiting threads continue.
pub(super) struct Turn<'c, 'a> {
    collector: &'c Collector<'a>,
    done: Option<Done>,
    waits: bool,
}

impl Turn<'_, '_> {
    /// Hands in the results.
    pub(super) fn put(mut self, done: Done) {
        self.done = Some(done);
    }

    /// The same turn, whose thread does not block while it is far ahead of the others. A remote source is held back
    /// [before](Collector::wait_for_turn_near) instead, since the thread may be the one that measures what is waited for.
    pub(super) fn without_waiting(mut self) -> Self {
        self.waits = false;
        self
    }
}

impl Drop for Turn<'_, '_> {
    fn drop(&mut self) {
        if let Some(done) = self.done.take() {
            self.collector.take(done);
            if self.waits && self.collector.sort {
                self.collector.wait_for_others();
            }
        }
    }
}

/// Passes results to the output, one thread at a time.
pub(super) struct Collector<'a> {
    sort: bool,
    state: Mutex<State<'a>>,
    /// Signals that an earlier batch is done.
    advanced: Condvar,
}

struct State<'a> {
    output: &'a mut dyn AuditOutput,
    failed: Option<io::Error>,
    summary: AuditSummary,
    start: Instant,
    flushed: Instant,
    /// The number of the next batch in order.
    next: u64,
    /// Batches that are done before their turn.
    early: BTreeMap<u64, Done>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(profile: &str, sort: bool, start: Instant, output: &'a mut dyn AuditOutput) -> Self {
        let summary = AuditSummary { profile: profile.to_owned(), ..AuditSummary::default() };
        let early = BTreeMap::new();
        let state = State { output, failed: None, summary, start, flushed: start, next: 0, early };
        Self { sort, state: Mutex::new(state), advanced: Condvar::new() }
    }

    /// Whether the output has failed.
    pub(super) fn has_failed(&self) -> bool {
        self.lock().failed.is_some()
    }

    /// The turn of batch `number`, held by the thread that works on it.
    pub(super) fn turn(&self, number: u64) -> Turn<'_, 'a> {
        Turn { collector: self, done: Some(Done::new(number, 0)), waits: true }
    }

    /// Takes the results of one batch.
    pub(super) fn take(&self, done: Done) {
        let mut state = self.lock();
        if !self.sort {
            return state.put(done);
        }
        state.early.insert(done.number, done);
        let turn = state.next;
        while let Some(done) = {
            let next = state.next;
            state.early.remove(&next)
        } {
            state.put(done);
            state.next += 1;
        }
        if state.next > turn {
            self.advanced.notify_all();
        }
    }

    /// In an ordered audit, blocks while the results are far ahead of the next one in order.
    fn wait_for_others(&self) {
        let far_ahead =
            |state: &mut State<'_>| state.early.last_key_value().is_some_and(|(last, _)| *last > state.next + WAITING);
        // The thread with the next batch never waits here, since its batch is output at once.
        drop(self.advanced.wait_while(self.lock(), far_ahead));
    }

    /// In an ordered audit, blocks while batch `number`, which no thread works on yet, is far ahead of the next in order.
    pub(super) fn wait_for_turn_near(&self, number: u64) {
        let far_ahead = |state: &mut State<'_>| self.sort && number > state.next + REMOTE_AHEAD;
        drop(self.advanced.wait_while(self.lock(), far_ahead));
    }

    /// Finishes the output.
    pub(super) fn finish(self, interrupted: bool) -> io::Result<AuditSummary> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        for done in std::mem::take(&mut state.early).into_values() {
            state.put(done);
        }
        let State { output, failed, mut summary, start, .. } = state;
        summary.elapsed = start.elapsed();
        summary.interrupted = interrupted;
        let finished = output.finish(&summary);
        failed.map_or(finished, Err).map(|()| summary)
    }

    fn lock(&self) -> MutexGuard<'_, State<'a>> {
        // The state is consistent after a panic: each batch is output under one lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State<'_> {
    fn put(&mut self, done: Done) {
        self.summary.add(done.summary);
        if self.failed.is_none()
            && let Err(error) = self.write(&done.files)
        {
            self.failed = Some(error);
        }
    }

    fn write(&mut self, files: &[AuditedFile]) -> io::Result<()> {
        for file in files {
            self.output.file(file)?;
        }
        let now = Instant::now();
        if now.duration_since(self.flushed) >= FLUSH_AFTER {
            self.flushed = now;
            self.summary.elapsed = now.duration_since(self.start);
            self.output.flush(&self.summary)?;
        }
        Ok(())
    }
}
