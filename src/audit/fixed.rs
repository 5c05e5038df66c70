//! What became of the files of an audit that fixes.

use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

use crate::fix::{Loss, NoFix};
use crate::model::named::named_enum;

named_enum! {
    /// What became of a file.
    pub enum FixOutcome {
        /// The file is accepted, and the result is a hard link to it.
        Linked = "linked",
        /// The file is accepted, and was copied.
        Copied = "copied",
        /// The result of an earlier run is accepted, and was kept.
        Kept = "kept",
        /// The result is accepted.
        Fixed = "fixed",
        /// There is no fix.
        NoFix = "no-fix",
        /// The result was not accepted, and was removed.
        Refused = "refused",
        /// No result could be made or written.
        Failed = "failed",
    }
}

/// What became of a file.
///
/// Serializes to the `fixed` object of the JSON report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FixedFile {
    /// How it ended.
    pub outcome: FixOutcome,
    /// The result, if there is one. In JSON, U+FFFD replaces what is not text.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub path: Option<PathBuf>,
    /// What the result lost of the file.
    #[serde(skip_serializing_if = "Loss::is_nothing")]
    pub loss: Loss,
    /// Why there is no fix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_fix: Option<NoFix>,
    /// Why there is no result, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl FixedFile {
    /// An outcome without a result.
    pub fn new(outcome: FixOutcome) -> Self {
        Self { outcome, path: None, loss: Loss::default(), no_fix: None, error: None }
    }
}

/// Files by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FixCounts {
    /// Accepted files that were linked or copied.
    pub unchanged: u64,
    /// Results of an earlier run that were kept.
    pub kept: u64,
    /// Files whose result is accepted.
    pub fixed: u64,
    /// Files without a fix.
    pub no_fix: u64,
    /// Files whose result was not accepted.
    pub refused: u64,
    /// Files whose result could not be made or written.
    pub failed: u64,
}

impl FixCounts {
    /// Accepted results.
    pub fn accepted(&self) -> u64 {
        self.unchanged.saturating_add(self.kept).saturating_add(self.fixed)
    }

    pub(super) fn count(&mut self, fixed: &FixedFile) {
        *match fixed.outcome {
            FixOutcome::Linked | FixOutcome::Copied => &mut self.unchanged,
            FixOutcome::Kept => &mut self.kept,
            FixOutcome::Fixed => &mut self.fixed,
            FixOutcome::NoFix => &mut self.no_fix,
            FixOutcome::Refused => &mut self.refused,
            FixOutcome::Failed => &mut self.failed,
        } += 1;
    }

    pub(super) fn add(&mut self, other: Self) {
        self.unchanged += other.unchanged;
        self.kept += other.kept;
        self.fixed += other.fixed;
        self.no_fix += other.no_fix;
        self.refused += other.refused;
        self.failed += other.failed;
    }
}

fn as_text<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_deref().map(Path::to_string_lossy).serialize(serializer)
}
