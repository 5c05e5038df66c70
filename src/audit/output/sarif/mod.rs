//! SARIF 2.1.0 (OASIS Standard, 27 March 2020), written as the results come.

mod ending;
mod location;
mod result;
mod text;
mod tool;

use std::io::{self, Write};

use serde::Serialize;

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile};
use crate::language::Language;
use crate::render;

/// The schema of the standard with its errata of 2023.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one run with a result a finding. A finding that fails is of kind `fail`; one that is undecided is of kind `open`,
/// which says that the rule was evaluated and that there was too little information to decide (section 3.27.9), and
/// therefore of level `none` (section 3.27.10).
///
/// Files are named by URIs relative to `%SRCROOT%` where their paths are relative, so that a code-scanning service finds
/// them in the repository that the audit was started in.
///
/// Findings that a baseline knows are written too, as `unchanged` and suppressed: see
/// [`with_baseline`](Self::with_baseline).
///
/// ```
/// use seedance_preflight::audit::{AuditOutput, AuditSarif, AuditSummary};
///
/// let mut log = Vec::new();
/// AuditSarif::new(&mut log).finish(&AuditSummary::default()).unwrap();
/// let log: serde_json::Value = serde_json::from_slice(&log).unwrap();
/// assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], "media/empty");
/// ```
#[derive(Debug)]
pub struct AuditSarif<W> {
    out: W,
    has_baseline: bool,
    exit_code: Option<ExitCode>,
    state: State,
    language: Language,
}

/// The exit code that a program has for a summary.
type ExitCode = fn(&AuditSummary) -> u8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Fresh,
    NoResult,
    Results,
}

impl<W: Write + Send> AuditSarif<W> {
    /// An output to `out`, which buffers it.
    pub fn new(out: W) -> Self {
        Self { out, has_baseline: false, exit_code: None, state: State::Fresh, language: Language::English }
    }

    /// Says whether the files are held against a baseline. If they are, results get a `baselineState` of `new` or `unchanged`
    /// (section 3.27.24), and `suppressions`, which either all results of a run have or none (section 3.27.23).
    #[must_use]
    pub fn with_baseline(mut self, has_baseline: bool) -> Self {
        self.has_baseline = has_baseline;
        self
    }

    /// Records the exit code of the program that runs the audit (section 3.20.8), which derives it from the summary.
    #[must_use]
    pub fn with_exit_code(mut self, exit_code: fn(&AuditSummary) -> u8) -> Self {
        self.exit_code = Some(exit_code);
        self
    }

    /// Writes sentences in `language`.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    fn start(&mut self) -> io::Result<()> {
        if self.state == State::Fresh {
            write!(self.out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
            self.json(&tool::tool(self.language))?;
            self.out.write_all(b",\"originalUriBaseIds\":")?;
            self.json(&location::uri_base_ids())?;
            self.out.write_all(b",\"results\":[")?;
            self.state = State::NoResult;
        }
        Ok(())
    }

    fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        render::json_to_writer(&mut self.out, value)
    }
}

impl<W: Write + Send> AuditOutput for AuditSarif<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        self.start()?;
        let found = file.report.findings.iter().map(|finding| (finding, result::Standing::New));
        let known = file.known.iter().map(|finding| (finding, result::Standing::Known));
        for (finding, standing) in found.chain(known) {
            let standing = self.has_baseline.then_some(standing);
            self.out.write_all(if self.state == State::Results { b",\n" } else { b"\n" })?;
            self.json(&result::result(file, finding, standing, self.language))?;
            self.state = State::Results;
        }
        Ok(())
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        self.start()?;
        self.out.write_all(b"\n],\"invocations\":")?;
        self.json(&[ending::invocation(summary, self.exit_code.map(|code| code(summary)))])?;
        self.out.write_all(b",\"properties\":")?;
        self.json(&ending::totals(summary))?;
        self.out.write_all(b"}]}\n")?;
        self.out.flush()
    }
}
