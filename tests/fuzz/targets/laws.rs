//! Laws that more than one target holds its inputs against.

use seedance_preflight::profile::Tolerance;
use seedance_preflight::{
    Budget, CheckOptions, Facts, FaultKind, Finding, Format, Kind, Outcome, Report, Severity, Subject, Verdict, render,
};

/// What a look at a file may cost for each of its bytes, and in any case: pages that are fetched to look at a few bytes
/// of each.
const READ_FOR_EACH: u64 = 4;
const READ_IN_ANY_CASE: u64 = 512 << 10;

/// How many boxes, chunks or frames are looked at for each byte, and in any case.
const ELEMENTS_FOR_EACH: u64 = 4;
const ELEMENTS_IN_ANY_CASE: u64 = 4096;

/// A budget that grows with the file as the cost of reading it may.
pub(super) fn linear_budget(length: usize) -> Budget {
    let length = u64::try_from(length).unwrap();
    let mut budget = Budget::default();
    budget.bytes_read = budget.bytes_read.min(READ_IN_ANY_CASE + READ_FOR_EACH * length);
    budget.elements = budget.elements.min(ELEMENTS_IN_ANY_CASE + ELEMENTS_FOR_EACH * length);
    budget
}

/// Facts are data: what is written is read back.
pub(super) fn facts_survive_json(facts: &Facts) {
    let json = serde_json::to_string(facts).unwrap();
    assert_eq!(&serde_json::from_str::<Facts>(&json).unwrap(), facts, "{json}");
}

/// A smaller budget leaves facts out, and never gives others; but for whether the end is there, which may be out of reach.
pub(super) fn no_other_facts(frugal: &Facts, generous: &Facts) {
    if frugal.format != generous.format {
        let unread = frugal.faults.iter().any(|fault| fault.kind == FaultKind::Budget);
        assert!(frugal.format == Format::Unknown && unread, "{frugal:?} {generous:?}");
        return;
    }
    let [found, all] = [frugal, generous].map(|facts| serde_json::to_value(facts).unwrap());
    for (name, fact) in found.as_object().unwrap() {
        let depends = matches!(name.as_str(), "faults" | "truncated" | "declared_bytes");
        assert!(depends || all.get(name) == Some(fact), "{name}: {frugal:?} {generous:?}");
    }
}

/// Options that an input chooses by its length, so that all come up.
pub(super) fn options(bytes: &[u8]) -> CheckOptions {
    let mut options = CheckOptions::default();
    options.tolerance = if bytes.len().is_multiple_of(2) { Tolerance::Documented } else { Tolerance::Observed };
    options.deny_warnings = bytes.len().is_multiple_of(5);
    options
}

/// A subject that an input chooses by its length; `name` is the name that it may take.
pub(super) fn subject<'a>(bytes: &[u8], name: &'a str) -> Subject<'a> {
    let kinds = [None, None, Some(Kind::Image), Some(Kind::Video), Some(Kind::Audio)];
    let name = bytes.len().is_multiple_of(3).then_some(name);
    Subject { name, expected_kind: kinds[bytes.len() / 5 % 5], is_fetched: false }
}

/// A verdict follows from its findings, and each finding has a message and a rule that can produce it.
pub(super) fn verdict_follows(verdict: Verdict, findings: &[Finding], options: &CheckOptions) {
    let refusing = if options.deny_warnings { Severity::Warning } else { Severity::Error };
    let has = |outcome| findings.iter().any(|finding| finding.severity >= refusing && finding.outcome == outcome);
    let expected = match (has(Outcome::Fails), has(Outcome::Undecided)) {
        (true, _) => Verdict::Refused,
        (false, true) => Verdict::Undecided,
        (false, false) => Verdict::Accepted,
    };
    assert_eq!(verdict, expected, "{findings:?}");
    for finding in findings {
        let rule =
            seedance_preflight::rules::by_id(finding.rule.id).unwrap_or_else(|| panic!("no rule {}", finding.rule.id));
        assert!(finding.severity <= rule.severity, "{finding:?}");
        assert!(!finding.message().is_empty() && !finding.help().is_empty(), "{finding:?}");
        assert!(finding.outcome != Outcome::Undecided || finding.actual.is_none(), "{finding:?}");
    }
}

/// A report on a file renders as JSON that says the same, and as text that no terminal obeys.
pub(super) fn report_renders(report: &Report) {
    let name = "a\u{1B}[31m\nb";
    let mut json = Vec::new();
    render::json_report(name, report, &mut json).unwrap();
    json_says(&json, report.verdict, report.findings.len());
    let mut text = Vec::new();
    render::text_report(name, report, render::Palette::PLAIN, &mut text).unwrap();
    is_plain(&text);
}

/// JSON that parses, with this verdict and so many findings.
pub(super) fn json_says(json: &[u8], verdict: Verdict, findings: usize) {
    let value: serde_json::Value = serde_json::from_slice(json).unwrap();
    assert_eq!(value["verdict"], verdict.name());
    assert_eq!(value["findings"].as_array().unwrap().len(), findings);
}

/// Text without control characters but for line ends.
pub(super) fn is_plain(text: &[u8]) {
    let text = str::from_utf8(text).unwrap();
    assert!(!text.chars().any(|character| character.is_control() && character != '\n'), "{text:?}");
}
