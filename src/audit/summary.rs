//! Counts over all files of an audit.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::{AuditedFile, FixCounts, Origin};
use crate::check::Verdict;
use crate::finding::{Finding, Outcome};
use crate::model::Format;

/// Notes that are kept; further ones add nothing.
const MOST_NOTES: usize = 20;

/// Counts over all files of an audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditSummary {
    /// Name of the profile.
    pub profile: String,
    /// Files that were examined, reported or not.
    pub files: u64,
    /// Files whose content is not media and that were not reported.
    pub not_media: u64,
    /// Reported files by verdict.
    pub verdicts: VerdictCounts,
    /// Reported files by rule that found something in them.
    pub rules: BTreeMap<&'static str, RuleCounts>,
    /// Reported files by format.
    pub formats: BTreeMap<Format, u64>,
    /// Symbolic links that were not followed. They are not counted as files.
    pub links: u64,
    /// Findings that the baseline knows; not part of the counts above.
    pub known_findings: u64,
    /// Reported files by what became of them, if the audit fixes.
    pub fixes: FixCounts,
    /// Total length of all examined files, in bytes.
    pub bytes: u64,
    /// Bytes that were read from them.
    pub bytes_read: u64,
    /// Files whose facts came from the journal.
    pub from_journal: u64,
    /// The first few messages of the walk, such as about a line of `.preflightignore` that is not a valid glob.
    pub notes: Vec<String>,
    /// Elapsed time.
    pub elapsed: Duration,
    /// Whether it was interrupted before all files were examined.
    pub interrupted: bool,
}

impl AuditSummary {
    /// Number of reported files.
    pub fn reported(&self) -> u64 {
        let VerdictCounts { accepted, undecided, refused } = self.verdicts;
        accepted.saturating_add(undecided).saturating_add(refused)
    }

    /// No files yet, judged by the profile of this name.
    pub fn new(profile: &str) -> Self {
        Self { profile: profile.to_owned(), ..Self::default() }
    }

    /// Counts one file that is reported.
    pub fn count(&mut self, file: &AuditedFile) {
        self.count_examined(file.report.facts.bytes, file.bytes_read, file.origin);
        let verdict = match file.report.verdict {
            Verdict::Accepted => &mut self.verdicts.accepted,
            Verdict::Undecided => &mut self.verdicts.undecided,
            Verdict::Refused => &mut self.verdicts.refused,
        };
        *verdict += 1;
        *self.formats.entry(file.report.facts.format).or_default() += 1;
        for (rule, outcome) in outcomes(file) {
            self.rules.entry(rule).or_default().count(outcome);
        }
        self.known_findings += u64::try_from(file.known.len()).unwrap_or_default();
        file.fixed.iter().for_each(|fixed| self.fixes.count(fixed));
    }

    /// Counts one file that is not media and is not reported.
    pub(crate) fn count_other(&mut self, bytes: Option<u64>, bytes_read: u64, origin: Origin) {
        self.count_examined(bytes, bytes_read, origin);
        self.not_media += 1;
    }

    /// Adds a note, up to the maximum.
    pub(crate) fn note(&mut self, note: String) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(note);
        }
    }

    /// Adds the counts of another part of the audit.
    pub(crate) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.not_media += other.not_media;
        self.verdicts.accepted += other.verdicts.accepted;
        self.verdicts.undecided += other.verdicts.undecided;
        self.verdicts.refused += other.verdicts.refused;
        for (rule, counts) in other.rules {
            self.rules.entry(rule).or_default().add(counts);
        }
        for (format, count) in other.formats {
            *self.formats.entry(format).or_default() += count;
        }
        self.links += other.links;
        other.notes.into_iter().for_each(|note| self.note(note));
        self.known_findings += other.known_findings;
        self.fixes.add(other.fixes);
        self.bytes = self.bytes.saturating_add(other.bytes);
        self.bytes_read = self.bytes_read.saturating_add(other.bytes_read);
        self.from_journal += other.from_journal;
    }

    fn count_examined(&mut self, bytes: Option<u64>, bytes_read: u64, origin: Origin) {
        self.files += 1;
        self.bytes = self.bytes.saturating_add(bytes.unwrap_or_default());
        self.bytes_read = self.bytes_read.saturating_add(bytes_read);
        self.from_journal += u64::from(origin == Origin::Journal);
    }
}

/// Each rule with each of its outcomes in the file, once. A file has few findings.
fn outcomes(file: &AuditedFile) -> impl Iterator<Item = (&'static str, Outcome)> {
    let outcome = |finding: &Finding| (finding.rule.id, finding.outcome);
    let findings = &file.report.findings;
    let all = findings.iter().map(outcome).enumerate();
    all.filter(move |(at, this)| !findings.iter().take(*at).any(|before| outcome(before) == *this))
        .map(|(_, this)| this)
}

/// Files in which one rule found something, by its outcome. A file counts once for each outcome that the rule has in it,
/// however many findings it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[non_exhaustive]
pub struct RuleCounts {
    /// Files that the rule fails, as an error or a warning.
    pub fails: u64,
    /// Files for which the rule could not be decided.
    pub undecided: u64,
    /// Files about which the rule only notes something.
    pub notes: u64,
}

impl RuleCounts {
    fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Fails => &mut self.fails,
            Outcome::Undecided => &mut self.undecided,
            Outcome::Notes => &mut self.notes,
        } += 1;
    }

    fn add(&mut self, other: Self) {
        self.fails += other.fails;
        self.undecided += other.undecided;
        self.notes += other.notes;
    }
}

/// Files by verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerdictCounts {
    /// Files that would be accepted.
    pub accepted: u64,
    /// Files for which a rule that can refuse could not be decided.
    pub undecided: u64,
    /// Files that would be refused.
    pub refused: u64,
}
