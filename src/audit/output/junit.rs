//! JUnit XML, as build servers show it.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use tempfile::{SpooledTempFile, spooled_tempfile, spooled_tempfile_in, tempfile_in};

use super::{AuditOutput, temporary};
use crate::audit::{AuditSummary, AuditedFile};
use crate::check::Verdict;
use crate::finding::{Finding, Outcome};
use crate::language::Language;
use crate::render::{printable, shown};

/// The name of the one suite.
const SUITE: &str = "seedance-preflight";

/// What is held in memory before a temporary file is made.
const MOST_HELD: usize = 1 << 20;

/// Writes a test case for each file: refused is a failure, undecided an error, accepted a success. The type of a failure
/// lists the rules that cause it, and its text has all findings; those of an accepted file are in its `system-out`.
///
/// The counts are at the start of the document and known at its end. Until then the cases are kept in a temporary file (the
/// first MiB in memory), so that memory does not grow with their number.
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
    cases: BufWriter<SpooledTempFile>,
    /// Where the cases are; `None` is the system's temporary folder.
    folder: Option<PathBuf>,
    failures: u64,
    errors: u64,
    tests: u64,
    language: Language,
}

impl<W: Write + Send> AuditJunit<W> {
    /// An output to `out`, which buffers it, with its temporary file in the system's temporary folder.
    pub fn new(out: W) -> Self {
        let cases = BufWriter::new(spooled_tempfile(MOST_HELD));
        Self { out, cases, folder: None, failures: 0, errors: 0, tests: 0, language: Language::English }
    }

    /// Writes sentences in `language`.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Creates the temporary file in `folder`, where that can be written to: on a disk with room for the report, while the
    /// system's temporary folder may be in memory. Call it before the first file.
    #[must_use]
    pub fn with_temporary_folder(mut self, folder: &Path) -> Self {
        // The parent of a bare name is written as nothing.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if tempfile_in(folder).is_ok() {
            self.cases = BufWriter::new(spooled_tempfile_in(MOST_HELD, folder));
            self.folder = Some(folder.to_owned());
        }
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
        let written = write_case(file, self.language, &mut Writer::new(&mut self.cases));
        written.map_err(|error| temporary::failed(error, self.folder.as_deref()))
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        let time = format!("{}.{:03}", summary.elapsed.as_secs(), summary.elapsed.subsec_millis());
        let counts = [
            ("tests", self.tests.to_string()),
            ("failures", self.failures.to_string()),
            ("errors", self.errors.to_string()),
            ("time", time),
        ];
        let start = |name| {
            let tag = BytesStart::new(name).with_attributes([("name", SUITE)]);
            tag.with_attributes(counts.iter().map(|(name, value)| (*name, value.as_str())))
        };
        let mut xml = Writer::new(&mut self.out);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        line(&mut xml, 0)?;
        xml.write_event(Event::Start(start("testsuites")))?;
        line(&mut xml, 1)?;
        xml.write_event(Event::Start(start("testsuite")))?;
        line(&mut xml, 2)?;
        xml.write_event(Event::Start(BytesStart::new("properties")))?;
        for (name, value) in properties(summary) {
            line(&mut xml, 3)?;
            xml.create_element("property").with_attributes([("name", name), ("value", &value)]).write_empty()?;
        }
        line(&mut xml, 2)?;
        xml.write_event(Event::End(BytesEnd::new("properties")))?;
        self.cases.rewind().map_err(|error| temporary::failed(error, self.folder.as_deref()))?;
        io::copy(self.cases.get_mut(), xml.get_mut())?;
        line(&mut xml, 1)?;
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
        line(&mut xml, 0)?;
        xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
        line(&mut xml, 0)?;
        self.out.flush()
    }
}

/// What is reported about the run as a whole.
fn properties(summary: &AuditSummary) -> impl Iterator<Item = (&'static str, String)> {
    let fixed = [
        ("profile", printable(&summary.profile)),
        ("files", summary.files.to_string()),
        ("not_media", summary.not_media.to_string()),
        ("known_findings", summary.known_findings.to_string()),
        ("interrupted", summary.interrupted.to_string()),
    ];
    fixed.into_iter().chain(summary.notes.iter().map(|note| ("note", printable(note))))
}

/// A new line, indented to this depth.
fn line(xml: &mut Writer<impl Write>, depth: usize) -> io::Result<()> {
    let text = format!("\n{}", " ".repeat(4 * depth));
    xml.write_event(Event::Text(BytesText::from_escaped(text)))
}

fn write_case(file: &AuditedFile, language: Language, xml: &mut Writer<impl Write>) -> io::Result<()> {
    let text = text(file, language);
    // Build servers group by what precedes the last dot.
    let class = format!("{SUITE}.{}", file.report.facts.format);
    let name = shown(&file.path, |_| false);
    let tag = BytesStart::new("testcase").with_attributes([("name", name.as_str()), ("classname", class.as_str())]);
    let child = match file.report.verdict {
        Verdict::Accepted if text.is_empty() => None,
        Verdict::Accepted => Some(BytesStart::new("system-out")),
        Verdict::Undecided => Some(reason("error", Outcome::Undecided, &file.report.findings, language)),
        Verdict::Refused => Some(reason("failure", Outcome::Fails, &file.report.findings, language)),
    };
    line(xml, 2)?;
    let Some(child) = child else {
        return xml.write_event(Event::Empty(tag));
    };
    let end = child.to_end().into_owned();
    xml.write_event(Event::Start(tag))?;
    line(xml, 3)?;
    xml.write_event(Event::Start(child))?;
    xml.write_event(Event::Text(BytesText::new(&text)))?;
    xml.write_event(Event::End(end))?;
    line(xml, 2)?;
    xml.write_event(Event::End(BytesEnd::new("testcase")))
}

/// The element of a case that did not pass: its most severe findings of this outcome.
fn reason(name: &'static str, outcome: Outcome, findings: &[Finding], language: Language) -> BytesStart<'static> {
    let severest = findings.iter().filter(|finding| finding.outcome == outcome).map(|finding| finding.severity).max();
    let decisive = |finding: &&Finding| finding.outcome == outcome && Some(finding.severity) == severest;
    let mut rules: Vec<_> = findings.iter().filter(decisive).map(|finding| finding.rule.id).collect();
    rules.dedup();
    let message = findings.iter().find(decisive).map(|finding| finding.message_in(language)).unwrap_or_default();
    let (message, rules) = (printable(&message), rules.join(" "));
    BytesStart::new(name).with_attributes([("message", message.as_str()), ("type", rules.as_str())])
}

/// All findings: a line with the rule's id at its end, and a line of help after those that share it.
fn text(file: &AuditedFile, language: Language) -> String {
    let mut text = String::new();
    let mut shared = None;
    let known = file.known.iter().map(|finding| (language.text("known "), finding));
    let (joint, help_is) = (language.text(": "), language.text("help: "));
    for (known, finding) in file.report.findings.iter().map(|finding| ("", finding)).chain(known) {
        let weight = match finding.outcome {
            Outcome::Undecided => Outcome::Undecided.name(),
            _ => finding.severity.name(),
        };
        let weight = language.text(weight);
        let (message, help) = (printable(&finding.message_in(language)), printable(&finding.help_in(language)));
        // Writing to a string cannot fail.
        let _ = match shared.replace(help) {
            Some(before) if shared.as_ref() != Some(&before) => writeln!(text, "  {help_is}{before}"),
            _ => Ok(()),
        };
        let _ = writeln!(text, "{known}{weight}{joint}{message} [{}]", finding.rule.id);
    }
    if let Some(help) = shared {
        let _ = writeln!(text, "  {help_is}{help}");
    }
    text
}
