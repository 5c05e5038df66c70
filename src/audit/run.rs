//! Runs an audit: walks, works on all cores, and collects the results.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Instant;

use rayon::iter::{ParallelBridge, ParallelIterator};

use super::batches::{self, Batches};
use super::collect::Collector;
use super::walk::Finder;
use super::{Audit, AuditError, AuditOutput, AuditSummary};

impl Audit<'_> {
    /// Audits `roots`, each a file or a folder, and passes every reported file to `output`.
    ///
    /// Unreadable files and folders are reported and do not stop the audit.
    ///
    /// # Errors
    /// If `output` fails or the options are invalid; see [`AuditError`].
    pub fn run<I>(&self, roots: I, output: &mut dyn AuditOutput) -> Result<AuditSummary, AuditError>
    where
        I: IntoIterator<Item = PathBuf>,
        I::IntoIter: Send,
    {
        let start = Instant::now();
        let finder = Finder::new(roots.into_iter(), &self.walk, self.sort)?;
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.map_or(0, NonZeroUsize::get))
            .thread_name(|index| format!("audit-{index}"))
            .build()
            .map_err(AuditError::threads)?;
        let takes_json = output.takes_json();
        let collector = Collector::new(&self.options.profile.name, self.sort, start, output);
        let batches = Batches::new(finder, self.most_in_a_batch(), || self.is_cancelled() || collector.has_failed());
        threads.install(|| {
            batches.par_bridge().for_each(|batch| {
                let turn = collector.turn(batch.number);
                turn.put(self.work_on(batch, takes_json));
            });
        });
        collector.finish(self.is_cancelled()).map_err(AuditError::Output)
    }

    /// The number of files that [`run`](Self::run) would examine, by walking only; for progress bars.
    ///
    /// # Errors
    /// As for [`run`](Self::run), if the options are invalid.
    pub fn count(&self, roots: impl IntoIterator<Item = PathBuf>) -> Result<u64, AuditError> {
        let found = Finder::new(roots.into_iter(), &self.walk, false)?.take_while(|_| !self.is_cancelled());
        Ok(found.filter(|found| found.what.is_examined()).fold(0, |count, _| count + 1))
    }

    /// A deep probe takes so long that a batch is one file.
    fn most_in_a_batch(&self) -> usize {
        if self.deep { 1 } else { batches::MOST }
    }
}
