//! JUnit XML, as build servers show it.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::AuditOutput;
use super::names::shown;
use super::spool::Spool;
use crate::audit::{AuditSummary, AuditedFile};
use crate::check::Verdict;
use crate::finding::{Finding, Outcome};
use crate::render::printable;

/// The name of the one suite.
const SUITE: &str = "seedance-preflight";

/// Writes a test case a file: refused is a failure, undecided an error, accepted a success. The type of a failure is the
/// rules that make it, and its text is all findings; those of an accepted file stand in its `system-out`.
///
/// The counts stand in the head of the file and are known at its end: until then the cases are kept in a temporary file
/// (the first MiB in memory), so that memory does not grow with their number.
///
/// ```
/// use seedance_preflight::audit::{AuditJunit, AuditOutput, AuditSummary};
///
/// let mut xml = Vec::new();
/// AuditJunit::new(&mut xml).finish(&AuditSummary::default()).unwrap();
/// assert!(String::from_utf8(xml).unwrap().contains("tests=\"0\""));
/// ```
#[derive(Debug)]
pub struct AuditJunit<W> {
    out: W,
    cases: Spool,
    failures: u64,
    errors: u64,
    tests: u64,
}

impl<W: Write + Send> AuditJunit<W> {
    /// An output to `out`, which buffers it, with its temporary file in the system's folder for them.
    pub fn new(out: W) -> Self {
        Self { out, cases: Spool::default(), failures: 0, errors: 0, tests: 0 }
    }

    /// Makes the temporary file in `folder`, where that can be written to: on a disk with room for the report, while the
    /// system's folder may be in memory. Is called before the first file.
    #[must_use]
    pub fn with_temporary_folder(mut self, folder: &Path) -> Self {
        self.cases = Spool::within(folder);
        self
    }
}

impl<W: Write + Send> AuditOutput for AuditJunit<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        self.tests += 1;
        match file.report.verdict {
            Verdict::Accepted => {}
            Verdict::Undecided => self.errors += 1,
            Verdict::Refused => self.failures += 1,
        }
        let mut suite = TestSuite::new(SUITE);
        suite.add_test_case(case(file));
        let (_, body, _) = parts(&serialise(suite)?)?;
        self.cases.write_all(body.as_bytes())
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        let mut suite = TestSuite::new(SUITE);
        suite.tests = count(self.tests);
        suite.failures = count(self.failures);
        suite.errors = count(self.errors);
        suite.set_time(summary.elapsed);
        let mut property = |name: &str, value: &str| {
            suite.add_property((name, value));
        };
        property("profile", &printable(&summary.profile));
        property("files", &summary.files.to_string());
        property("not_media", &summary.not_media.to_string());
        property("known_findings", &summary.known_findings.to_string());
        property("interrupted", if summary.interrupted { "true" } else { "false" });
        for note in &summary.notes {
            property("note", &printable(note));
        }
        let (head, properties, tail) = parts(&serialise(suite)?)?;
        self.out.write_all(head.as_bytes())?;
        self.out.write_all(properties.as_bytes())?;
        self.cases.write_to(&mut self.out)?;
        self.out.write_all(tail.as_bytes())?;
        self.out.flush()
    }
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A report of one suite.
fn serialise(suite: TestSuite) -> io::Result<String> {
    let mut report = Report::new(SUITE);
    report.time = suite.time;
    report.add_test_suite(suite);
    report.to_string().map_err(io::Error::other)
}

/// What is before, in and behind the suite of a report. `quick-junit` writes whole reports alone; a `<` within a name or a
/// text is escaped, so that the first and the last tag are found where they are.
fn parts(report: &str) -> io::Result<(String, String, String)> {
    let unlike = || io::Error::other("the JUnit serialiser wrote no suite");
    let start = report.find("<testsuite ").ok_or_else(unlike)?;
    let open = report.get(start..).and_then(|rest| rest.find('>')).ok_or_else(unlike)? + start + 1;
    let close = report.rfind("\n    </testsuite>").ok_or_else(unlike)?;
    let (head, rest) = report.split_at_checked(open).ok_or_else(unlike)?;
    let (body, tail) = rest.split_at_checked(close.saturating_sub(open)).ok_or_else(unlike)?;
    // `skipped` of the whole report is unknown to the schema of Jenkins (junit-10.xsd), where that of a suite is not.
    let head = head.replacen(" skipped=\"0\"", "", 1);
    Ok((head, body.to_owned(), tail.to_owned()))
}

fn case(file: &AuditedFile) -> TestCase {
    let findings = &file.report.findings;
    let (kind, outcome) = match file.report.verdict {
        Verdict::Accepted => return accepted(file),
        Verdict::Undecided => (NonSuccessKind::Error, Outcome::Undecided),
        Verdict::Refused => (NonSuccessKind::Failure, Outcome::Fails),
    };
    let gravest = findings.iter().filter(|finding| finding.outcome == outcome).map(|finding| finding.severity).max();
    let decisive = |finding: &&Finding| finding.outcome == outcome && Some(finding.severity) == gravest;
    let mut rules: Vec<_> = findings.iter().filter(decisive).map(|finding| finding.rule.id).collect();
    rules.dedup();
    let message = findings.iter().find(decisive).map(Finding::message).unwrap_or_default();
    let mut status = TestCaseStatus::non_success(kind);
    status.set_message(printable(&message)).set_type(rules.join(" ")).set_description(text(file));
    named(file, status)
}

fn accepted(file: &AuditedFile) -> TestCase {
    let mut case = named(file, TestCaseStatus::success());
    let text = text(file);
    if !text.is_empty() {
        case.set_system_out(text);
    }
    case
}

fn named(file: &AuditedFile, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(shown(&file.path, |_| false), status);
    // Servers group by what stands before the last dot.
    case.set_classname(format!("{SUITE}.{}", file.report.facts.format));
    case
}

/// All findings: a line with the rule's id at its end, and a line of help behind those that share it.
fn text(file: &AuditedFile) -> String {
    let mut text = String::new();
    let mut shared = None;
    let known = file.known.iter().map(|finding| ("known ", finding));
    for (known, finding) in file.report.findings.iter().map(|finding| ("", finding)).chain(known) {
        let weight = match finding.outcome {
            Outcome::Fails => finding.severity.name(),
            Outcome::Undecided => Outcome::Undecided.name(),
        };
        let (message, help) = (printable(&finding.message()), printable(&finding.help()));
        // Writing to a string cannot fail.
        let _ = match shared.replace(help) {
            Some(before) if shared.as_ref() != Some(&before) => writeln!(text, "  help: {before}"),
            _ => Ok(()),
        };
        let _ = writeln!(text, "{known}{weight}: {message} [{}]", finding.rule.id);
    }
    if let Some(help) = shared {
        let _ = writeln!(text, "  help: {help}");
    }
    text
}
