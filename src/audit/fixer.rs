//! Fixing the files of an audit.

use super::{AuditedFile, FixedFile};

/// Makes the files of an audit acceptable, each on the thread that judged it.
///
/// ```
/// use seedance_preflight::audit::{Audit, AuditJsonLines, AuditedFile, FileFixer, FixOutcome, FixedFile};
/// use seedance_preflight::CheckOptions;
///
/// /// Fixes nothing.
/// struct Idle;
///
/// impl FileFixer for Idle {
///     fn fix(&self, _: &AuditedFile) -> Option<FixedFile> {
///         Some(FixedFile::new(FixOutcome::Failed))
///     }
/// }
///
/// # fn main() -> Result<(), seedance_preflight::audit::AuditError> {
/// let mut audit = Audit::new(CheckOptions::default());
/// audit.fixer = Some(&Idle);
/// let summary = audit.run(["testdata/refused".into()], &mut AuditJsonLines::new(Vec::new()))?;
/// assert_eq!(summary.fixes.failed, summary.reported());
/// # Ok(())
/// # }
/// ```
pub trait FileFixer: Sync {
    /// What became of a file, accepted or not. `None` if the audit was cancelled meanwhile; it is then not reported.
    fn fix(&self, file: &AuditedFile) -> Option<FixedFile>;
}
