//! SARIF 2.1.0 (OASIS Standard, 27 March 2020), written as the results come.

mod ending;
mod location;
mod result;
mod results;
mod text;
mod tool;

use std::io::{self, Write};

use serde::Serialize;

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile};
use crate::language::Language;
use crate::render;
use results::{MOST_RESULTS, Results};

/// The schema of the standard with its errata of 2023.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one run with a result a finding. A finding that fails is of kind `fail`; one that is undecided is of kind `open`,
/// which says that the rule was evaluated and that there was too little information to decide (section 3.27.9), and
/// therefore of level `none` (section 3.27.10).
///
/// Files are named by URIs relative to `%SRCROOT%` where their paths are relative, so that a code-scanning service finds
/// them in the repository that the audit was started in.
///
/// The most severe results come first: what refuses, what is undecided, warnings, notes, and what the baseline knows. A log
/// has at most 25,000 of them and stays below 10 MB under gzip, since GitHub's code scanning refuses more (and shows the
/// 5,000 most severe ones). The number of those left out is in a notification and in the property `resultsLeftOut`; the
/// other outputs have all findings.
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
    has_begun: bool,
    results: Results,
    language: Language,
}

/// The exit code that a program has for a summary.
type ExitCode = fn(&AuditSummary) -> u8;

impl<W: Write + Send> AuditSarif<W> {
    /// An output to `out`, which buffers it.
    pub fn new(out: W) -> Self {
        let results = Results::new(MOST_RESULTS);
        Self { out, has_baseline: false, exit_code: None, has_begun: false, results, language: Language::English }
    }

    /// Writes at most `most` results instead of 25,000, for services with other limits.
    #[must_use]
    pub fn with_most_results(mut self, most: usize) -> Self {
        self.results = Results::new(most);
        self
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
        if !self.has_begun {
            write!(self.out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":")?;
            self.json(&tool::tool(self.language))?;
            self.out.write_all(b",\"originalUriBaseIds\":")?;
            self.json(&location::uri_base_ids())?;
            self.out.write_all(b",\"results\":[")?;
            self.has_begun = true;
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
        let mut json = Vec::new();
        for (finding, standing) in found.chain(known) {
            let rank = results::rank(finding, standing == result::Standing::Known);
            let standing = self.has_baseline.then_some(standing);
            let result = result::result(file, finding, standing, self.language);
            json.clear();
            render::json_to_writer(&mut json, &result)?;
            self.results.push(rank, result.uri().len(), &json, &mut self.out)?;
        }
        Ok(())
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        self.start()?;
        self.results.finish(&mut self.out)?;
        let (exit_code, left_out) = (self.exit_code.map(|code| code(summary)), self.results.left_out());
        self.out.write_all(b"\n],\"invocations\":")?;
        self.json(&[ending::invocation(summary, exit_code, left_out)])?;
        self.out.write_all(b",\"properties\":")?;
        self.json(&ending::totals(summary, left_out))?;
        self.out.write_all(b"}]}\n")?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests;
