//! Whole folders: every file below them probed and judged, on all cores, in memory that does not grow with their number.

mod baseline;
mod batches;
mod collect;
mod elsewhere;
mod error;
mod file;
mod journal;
mod measure;
mod output;
mod recheck;
mod select;
mod stamp;
mod summary;
mod walk;
mod work;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use rayon::iter::{ParallelBridge, ParallelIterator};

pub use baseline::{Baseline, BaselineError};
pub use elsewhere::Elsewhere;
pub use error::AuditError;
pub use file::{AuditedFile, Origin};
pub use journal::{Journal, JournalEntries, JournalEntry, JournalError, JournalReader};
pub use output::{
    AuditCsv, AuditGithub, AuditGitlab, AuditHtml, AuditHtmlOptions, AuditJson, AuditJsonLines, AuditJunit,
    AuditMarkdown, AuditOutput, AuditOutputs, AuditSarif, AuditText,
};
pub use recheck::Recheck;
pub use stamp::FileStamp;
pub use summary::{AuditSummary, RuleCounts, VerdictCounts};
pub use walk::WalkOptions;

use crate::check::CheckOptions;
use crate::model::Kind;
use batches::Batches;
use collect::Collector;
use walk::Finder;

/// What is to be audited, and how.
///
/// ```
/// use seedance_preflight::audit::{Audit, AuditOutput, AuditSummary, AuditedFile};
/// use seedance_preflight::CheckOptions;
///
/// struct Names(Vec<String>);
///
/// impl AuditOutput for Names {
///     fn file(&mut self, file: &AuditedFile) -> std::io::Result<()> {
///         self.0.push(format!("{} {}", file.source(), file.report.verdict));
///         Ok(())
///     }
///     fn finish(&mut self, _: &AuditSummary) -> std::io::Result<()> {
///         Ok(())
///     }
/// }
///
/// # fn main() -> Result<(), seedance_preflight::audit::AuditError> {
/// let mut audit = Audit::new(CheckOptions::default());
/// audit.sort = true;
/// let mut names = Names(Vec::new());
/// let summary = audit.run(["testdata/accepted".into()], &mut names)?;
/// assert_eq!(summary.verdicts.accepted, summary.reported());
/// assert_eq!(names.0[0], "testdata/accepted/card.webp accepted");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Audit<'a> {
    /// The policy by which each file is judged.
    pub options: CheckOptions,
    /// The kind of media that every file is expected to be; `None` accepts any.
    pub expected_kind: Option<Kind>,
    /// Whether bodies are decoded too, as by [`probe_deep`](crate::probe_deep); memory is then that of the largest bodies.
    pub deep: bool,
    /// Whether files that are no media are reported too. Without it they are counted, unless their name says that they are
    /// media, or they could not be read.
    pub all: bool,
    /// Whether files come in the order of their paths below each root, and roots as they were given. Holds the names of one
    /// folder, and those above it, at a time. Without it files come as they are done.
    pub sort: bool,
    /// Threads that work; `None` takes as many as the machine runs at once.
    pub jobs: Option<NonZeroUsize>,
    /// Which files are found below a folder.
    pub walk: WalkOptions,
    /// Ends the audit in order once it is set.
    pub cancel: Option<&'a AtomicBool>,
    /// Whom to ask about paths that name no file here.
    pub elsewhere: Option<&'a dyn Elsewhere>,
    /// Facts that were measured before, and a place for those that are measured now.
    pub journal: Option<&'a Journal>,
    /// Findings that are known, and not counted again.
    pub baseline: Option<&'a Baseline>,
}

impl<'a> Audit<'a> {
    /// An audit by the policy `options`, everything else by its default.
    pub fn new(options: CheckOptions) -> Self {
        Self {
            options,
            expected_kind: None,
            deep: false,
            all: false,
            sort: false,
            jobs: None,
            walk: WalkOptions::default(),
            cancel: None,
            elsewhere: None,
            journal: None,
            baseline: None,
        }
    }

    /// Audits `roots`, each a file or a folder, and gives every reported file to `output`.
    ///
    /// A file that cannot be read, and a folder that cannot be entered, is reported as such and stops nothing.
    ///
    /// # Errors
    /// Where `output` fails, and where the options make no sense; see [`AuditError`].
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

    /// How many files [`run`](Self::run) would look at, by a walk alone, for those who show progress.
    ///
    /// # Errors
    /// As of [`run`](Self::run), where the options make no sense.
    pub fn count(&self, roots: impl IntoIterator<Item = PathBuf>) -> Result<u64, AuditError> {
        let found = Finder::new(roots.into_iter(), &self.walk, false)?.take_while(|_| !self.is_cancelled());
        Ok(found.filter(|found| found.what.is_looked_at()).fold(0, |count, _| count + 1))
    }

    fn is_cancelled(&self) -> bool {
        self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed))
    }

    /// A deep look takes so long that threads share single files.
    fn most_in_a_batch(&self) -> usize {
        if self.deep { 1 } else { batches::MOST }
    }
}
