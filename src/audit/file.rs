//! One file of an audit.

use std::borrow::Cow;
use std::io;
use std::path::PathBuf;

use super::{FileStamp, FixedFile};
use crate::check::{Report, RequestReport};
use crate::finding::Finding;
use crate::fix::ShownFix;
use crate::language::Language;
use crate::model::{Facts, Format};
use crate::render;

/// The result of an audit for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditedFile {
    /// The file's path as found, below the given folder as spelled by the caller.
    pub path: PathBuf,
    /// Facts and findings, without those in the baseline.
    pub report: Report,
    /// Findings that are in the baseline. They do not affect the verdict.
    pub known: Vec<Finding>,
    /// How the file becomes acceptable, if that was planned.
    pub fix: Option<ShownFix>,
    /// What became of it, if the audit fixes.
    pub fixed: Option<FixedFile>,
    /// The origin of the facts.
    pub origin: Origin,
    /// The file's stamp when it was measured; `None` if it could not be read or changed meanwhile.
    pub stamp: Option<FileStamp>,
    /// Bytes read from the file; 0 if the facts came from a journal.
    pub bytes_read: u64,
    /// The language of the sentences in its line of JSON.
    pub language: Language,
    /// The report as a line of JSON, if an output needs it.
    pub(super) json_line: Option<Vec<u8>>,
}

impl AuditedFile {
    /// A report on a file that was checked without an audit, for outputs that take audited files.
    pub fn new(path: impl Into<PathBuf>, report: Report) -> Self {
        let bytes_read = report.facts.bytes.unwrap_or_default();
        let (known, fix, fixed, origin, stamp, json_line) = (Vec::new(), None, None, Origin::Probed, None, None);
        let language = Language::default();
        Self { path: path.into(), report, known, fix, fixed, origin, stamp, bytes_read, language, json_line }
    }

    /// A report on a request, for outputs that take audited files: the file is the request's, and its facts are that it is
    /// JSON.
    pub fn of_request(path: impl Into<PathBuf>, report: &RequestReport) -> Self {
        let (profile, verdict) = (report.profile().to_owned(), report.verdict());
        let (deny_warnings, facts) = (report.deny_warnings(), Facts::new(Format::Json));
        Self::new(path, Report { profile, verdict, deny_warnings, facts, findings: report.findings().to_vec() })
    }

    /// The path as text, with U+FFFD for what is not UTF-8.
    pub fn source(&self) -> Cow<'_, str> {
        self.path.to_string_lossy()
    }

    /// The report as a line of JSON, in the shape of [`render::json_report`](crate::render::json_report), with its line
    /// end. It is rendered in advance for outputs that [take JSON](super::AuditOutput::takes_json).
    ///
    /// # Errors
    /// Never in practice: writing to memory does not fail.
    pub fn json_line(&self) -> io::Result<Cow<'_, [u8]>> {
        match &self.json_line {
            Some(line) => Ok(Cow::Borrowed(line)),
            None => self.render_json_line(self.language).map(Cow::Owned),
        }
    }

    /// Renders the line of JSON on the current thread.
    pub(super) fn prepare_json_line(&mut self) {
        self.json_line = self.render_json_line(self.language).ok();
    }

    /// As [`json_line`](Self::json_line), in another language.
    pub(super) fn json_line_in(&self, language: Language) -> io::Result<Cow<'_, [u8]>> {
        if language == self.language { self.json_line() } else { self.render_json_line(language).map(Cow::Owned) }
    }

    fn render_json_line(&self, language: Language) -> io::Result<Vec<u8>> {
        let mut line = Vec::with_capacity(render::TYPICAL_LINE);
        let extra = render::JsonExtra { fix: self.fix.as_ref(), fixed: self.fixed.as_ref() };
        render::json_report_to_memory(&self.path, &self.report, extra, language, &mut line)?;
        line.push(b'\n');
        Ok(line)
    }
}

/// The origin of a file's facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Origin {
    /// The file was opened and probed.
    Probed,
    /// The journal had them, and the file has not changed since.
    Journal,
}
