//! Runs an audit: walks, works on many threads and on connections, and collects the results.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::{Builder, Scope};
use std::time::Instant;

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::batches::{self, Batch, Batches, Work};
use super::collect::Collector;
use super::remote_queue::{Job, RemoteQueue};
use super::threads;
use super::walk::Finder;
use super::{Audit, AuditError, AuditOutput, AuditSummary};

impl Audit<'_> {
    /// Audits `roots`, each a file or a folder, and passes every reported file to `output`.
    ///
    /// Unreadable files and folders are reported and do not stop the audit. Remote sources are measured on threads of their
    /// own, as many as [`connections`](Self::connections) allows.
    ///
    /// # Errors
    /// If `output` fails or the options are invalid; see [`AuditError`].
    pub fn run<I>(&self, roots: I, output: &mut dyn AuditOutput) -> Result<AuditSummary, AuditError>
    where
        I: IntoIterator<Item = PathBuf>,
        I::IntoIter: Send,
    {
        let start = Instant::now();
        let finder = Finder::new(roots.into_iter(), &self.walk, self.sort, self.remote_source)?;
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.map_or_else(|| threads::default_number(self.deep), NonZeroUsize::get))
            .thread_name(|index| format!("audit-{index}"))
            .build()
            .map_err(AuditError::threads)?;
        let takes_json = output.takes_json();
        let run = Run {
            audit: self,
            takes_json,
            collector: Collector::new(&self.options.profile.name, self.sort, start, output),
            queue: RemoteQueue::new(self.connections),
        };
        let locate = |path: &std::path::Path| self.remote_source?.locate(path);
        let batches = Batches::new(finder, self.most_in_a_batch(), locate, || run.has_to_stop());
        std::thread::scope(|scope| {
            // Also if the walk panics, since the scope waits for the threads of the queue.
            let _closed_at_the_end = run.queue.closing();
            pool.install(|| batches.par_bridge().for_each(|batch| run.work_on(batch, scope)));
        });
        run.collector.finish(self.is_cancelled()).map_err(AuditError::Output)
    }

    /// The number of files that [`run`](Self::run) would examine, by walking only; for progress bars.
    ///
    /// # Errors
    /// As for [`run`](Self::run), if the options are invalid.
    pub fn count(&self, roots: impl IntoIterator<Item = PathBuf>) -> Result<u64, AuditError> {
        let found =
            Finder::new(roots.into_iter(), &self.walk, false, self.remote_source)?.take_while(|_| !self.is_cancelled());
        Ok(found.filter(|found| found.what.is_examined()).fold(0, |count, _| count + 1))
    }

    /// A deep probe takes so long that a batch is one file.
    fn most_in_a_batch(&self) -> usize {
        if self.deep { 1 } else { batches::MOST }
    }
}

/// What the threads of an audit share.
struct Run<'r, 'a> {
    audit: &'r Audit<'a>,
    takes_json: bool,
    collector: Collector<'r>,
    queue: RemoteQueue,
}

impl<'r> Run<'r, '_> {
    fn has_to_stop(&self) -> bool {
        self.audit.is_cancelled() || self.collector.has_failed()
    }

    /// Works on local paths, and leaves a remote source to the threads of `scope`.
    fn work_on<'s>(&'s self, batch: Batch, scope: &'s Scope<'s, '_>)
    where
        'r: 's,
    {
        match batch.work {
            Work::Local(found) => {
                let turn = self.collector.turn(batch.number);
                turn.put(self.audit.work_on(batch.number, found, self.takes_json));
            }
            Work::Remote(path, place) => {
                self.collector.wait_for_turn_near(batch.number);
                if !self.queue.add(Job { number: batch.number, path, place }) {
                    return;
                }
                let run = || {
                    while let Some((job, _in_progress)) = self.queue.take() {
                        self.measure_remote(&job);
                    }
                };
                let started = Builder::new().name("remote".to_owned()).spawn_scoped(scope, run);
                if started.is_err() && self.queue.lost_its_only_thread() {
                    // The system allows no more threads, so this one does their work.
                    while let Some((job, _in_progress)) = self.queue.try_take() {
                        self.measure_remote(&job);
                    }
                }
            }
        }
    }

    fn measure_remote(&self, job: &Job) {
        // Holds the place of the result, which is empty if the audit has to stop.
        let turn = self.collector.turn(job.number).without_waiting();
        if !self.has_to_stop() {
            turn.put(self.audit.work_on_remote(job, self.takes_json));
        }
    }
}
