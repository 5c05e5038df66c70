//! What an audit came to.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{AuditedFile, Origin};
use crate::check::Verdict;
use crate::model::Format;

/// Notes that are kept; more say nothing new.
const MOST_NOTES: usize = 20;

/// Counts over all files of an audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditSummary {
    /// Name of the profile that the files were judged by.
    pub profile: String,
    /// Files that were looked at, reported or not.
    pub files: u64,
    /// Files that are no media by their content and were not reported.
    pub not_media: u64,
    /// Reported files by verdict.
    pub verdicts: VerdictCounts,
    /// Findings by rule, both those that fail and those that are undecided; a file that has two of a rule counts twice.
    pub rules: BTreeMap<&'static str, u64>,
    /// Reported files by format.
    pub formats: BTreeMap<Format, u64>,
    /// Symbolic links that were not followed. They are no part of the files.
    pub links: u64,
    /// Findings that the baseline knows; no part of the counts above.
    pub known_findings: u64,
    /// Lengths of all files that were looked at, in bytes.
    pub bytes: u64,
    /// Bytes that were read of them.
    pub bytes_read: u64,
    /// Files whose facts came from the journal.
    pub from_journal: u64,
    /// What the walk has to say beside its files, such as a line of `.preflightignore` that is no glob; the first few.
    pub notes: Vec<String>,
    /// How long it took.
    pub elapsed: Duration,
    /// Whether it was interrupted before all files were looked at.
    pub interrupted: bool,
}

impl AuditSummary {
    /// Files that were reported.
    pub fn reported(&self) -> u64 {
        let VerdictCounts { accepted, undecided, refused } = self.verdicts;
        accepted.saturating_add(undecided).saturating_add(refused)
    }

    /// Counts one file that is reported.
    pub(crate) fn count(&mut self, file: &AuditedFile) {
        self.count_looked_at(file.report.facts.bytes, file.bytes_read, file.origin);
        let verdict = match file.report.verdict {
            Verdict::Accepted => &mut self.verdicts.accepted,
            Verdict::Undecided => &mut self.verdicts.undecided,
            Verdict::Refused => &mut self.verdicts.refused,
        };
        *verdict += 1;
        *self.formats.entry(file.report.facts.format).or_default() += 1;
        for finding in &file.report.findings {
            *self.rules.entry(finding.rule.id).or_default() += 1;
        }
        self.known_findings += u64::try_from(file.known.len()).unwrap_or_default();
    }

    /// Counts one file that is no media and is not reported.
    pub(crate) fn count_other(&mut self, bytes: Option<u64>, bytes_read: u64, origin: Origin) {
        self.count_looked_at(bytes, bytes_read, origin);
        self.not_media += 1;
    }

    /// Takes a note, unless there are many.
    pub(crate) fn note(&mut self, note: String) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(note);
        }
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.not_media += other.not_media;
        self.verdicts.accepted += other.verdicts.accepted;
        self.verdicts.undecided += other.verdicts.undecided;
        self.verdicts.refused += other.verdicts.refused;
        for (rule, count) in other.rules {
            *self.rules.entry(rule).or_default() += count;
        }
        for (format, count) in other.formats {
            *self.formats.entry(format).or_default() += count;
        }
        self.links += other.links;
        other.notes.into_iter().for_each(|note| self.note(note));
        self.known_findings += other.known_findings;
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.bytes_read = self.bytes_read.saturating_add(other.bytes_read);
        self.from_journal += other.from_journal;
    }

    fn count_looked_at(&mut self, bytes: Option<u64>, bytes_read: u64, origin: Origin) {
        self.files += 1;
        self.bytes = self.bytes.saturating_add(bytes.unwrap_or_default());
        self.bytes_read = self.bytes_read.saturating_add(bytes_read);
        self.from_journal += u64::from(origin == Origin::Journal);
    }
}

/// Files by verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerdictCounts {
    /// Files that may be sent.
    pub accepted: u64,
    /// Files of which something that could refuse was not decided.
    pub undecided: u64,
    /// Files that may not.
    pub refused: u64,
}
