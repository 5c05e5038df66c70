//! A code quality report for GitLab, which shows it in merge requests.

use std::io::{self, Write};

use serde::Serialize;

use super::AuditOutput;
use super::fingerprint::fingerprint;
use crate::audit::{AuditSummary, AuditedFile};
use crate::finding::{Finding, Outcome, Severity};
use crate::language::Language;
use crate::render::{json_to_writer, printable, shown_with_slashes, uri};

/// Writes an array with an object for each finding, in the subset of Code Climate's format that GitLab reads.
///
/// ```
/// use seedance_preflight::audit::{AuditGitlab, AuditOutput, AuditSummary};
///
/// let mut json = Vec::new();
/// AuditGitlab::new(&mut json).finish(&AuditSummary::default()).unwrap();
/// assert_eq!(json, b"[\n]\n");
/// ```
#[derive(Debug)]
pub struct AuditGitlab<W> {
    out: W,
    is_open: bool,
    language: Language,
}

impl<W: Write + Send> AuditGitlab<W> {
    /// A report to `out`, which buffers it.
    pub fn new(out: W) -> Self {
        Self { out, is_open: false, language: Language::English }
    }

    /// Writes sentences in `language`.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }
}

impl<W: Write + Send> AuditOutput for AuditGitlab<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        for finding in &file.report.findings {
            self.out.write_all(if self.is_open { b",\n" } else { b"[\n" })?;
            self.is_open = true;
            json_to_writer(&mut self.out, &issue(file, finding, self.language))?;
        }
        Ok(())
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.write_all(if self.is_open { b"\n]\n" } else { b"[\n]\n" })?;
        self.out.flush()
    }
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

/// A media file has no lines, and GitLab requires one.
#[derive(Serialize)]
struct Lines {
    begin: u8,
}

fn issue(file: &AuditedFile, finding: &Finding, language: Language) -> Issue {
    let path = shown_with_slashes(&file.path);
    let identity = [&uri(&file.path), finding.rule.id, &finding.pointer, finding.quantity, finding.outcome.name()];
    Issue {
        description: printable(&finding.sentences(language)),
        check_name: finding.rule.id,
        fingerprint: fingerprint(&identity),
        severity: match (finding.outcome, finding.severity) {
            (Outcome::Notes, _) | (_, Severity::Note) => "info",
            (Outcome::Fails, Severity::Error) => "major",
            (Outcome::Fails | Outcome::Undecided, _) => "minor",
        },
        location: Location {
            path: path.strip_prefix("./").map_or(path.clone(), ToOwned::to_owned),
            lines: Lines { begin: 1 },
        },
    }
}
