//! What to audit, and how.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{Baseline, Connections, FileFixer, Journal, PathRules, RemoteSource, WalkOptions};
use crate::check::CheckOptions;
use crate::language::Language;
use crate::model::Kind;

/// What to audit, and how.
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
    /// Rules that apply to some paths only, within those of `options`.
    pub path_rules: PathRules,
    /// The kind of media that every file is expected to be; `None` accepts any.
    pub expected_kind: Option<Kind>,
    /// Whether to decode bodies too, as [`probe_deep`](crate::probe_deep) does; memory then holds the largest bodies.
    pub deep: bool,
    /// Whether to report files that are not media. Otherwise they are only counted, unless they have a media
    /// extension or could not be read.
    pub all: bool,
    /// Whether files are ordered by path below each root, and roots as given. Holds the names of one folder and its parents
    /// at a time. Otherwise files come as they are done.
    pub sort: bool,
    /// Number of threads for local files. `None` for one a core if `deep`, and otherwise for four a core and at least 16,
    /// since they wait for the disk; fewer where the process may not open so many files.
    pub jobs: Option<NonZeroUsize>,
    /// Which files are found below a folder.
    pub walk: WalkOptions,
    /// Stops the audit cleanly once set.
    pub cancel: Option<&'a AtomicBool>,
    /// The source of paths that are not local files.
    pub remote_source: Option<&'a dyn RemoteSource>,
    /// How many remote sources are measured at the same time, each on a thread of its own.
    pub connections: Connections,
    /// Facts of remote sources in the journal are used without asking the source if they are not older. Without this it is
    /// always asked whether the file has changed.
    pub max_age: Option<Duration>,
    /// Facts measured before, and the place to record new ones.
    pub journal: Option<&'a Journal>,
    /// Known findings, which are not counted again.
    pub baseline: Option<&'a Baseline>,
    /// Whether to plan how each local file that is not accepted becomes acceptable.
    pub plans: bool,
    /// What is done about each reported file.
    pub fixer: Option<&'a dyn FileFixer>,
    /// The language of the sentences in each file's [line of JSON](super::AuditedFile::json_line).
    pub language: Language,
}

impl<'a> Audit<'a> {
    /// An audit by the policy `options`, with defaults for the rest.
    pub fn new(options: CheckOptions) -> Self {
        Self {
            options,
            path_rules: PathRules::default(),
            expected_kind: None,
            deep: false,
            all: false,
            sort: false,
            jobs: None,
            walk: WalkOptions::default(),
            cancel: None,
            remote_source: None,
            connections: Connections::default(),
            max_age: None,
            journal: None,
            baseline: None,
            plans: false,
            fixer: None,
            language: Language::English,
        }
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed))
    }
}
