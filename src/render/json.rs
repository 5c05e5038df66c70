//! JSON, version 1: a frozen shape of its own, so that the library's types can grow.

use std::io::{self, Write};

use serde::Serialize;

use crate::check::RequestReport;
use crate::check::{Report, Verdict};
use crate::finding::{Finding, Outcome, Reading, Severity, Span, Suggestion};
use crate::model::{Expected, Facts, Unit, Value};
use crate::request::Role;
use crate::size::OutputSize;

/// The version that every object states as `schema_version`.
pub const SCHEMA_VERSION: u32 = 1;

/// Writes `report` as one JSON object, without a line end.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn report(source: &str, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    report_to(source, report, out)
}

/// As [`report`], without asking for each write where it goes: a report is a few hundred of them.
pub(crate) fn report_to(source: &str, report: &Report, out: impl Write) -> io::Result<()> {
    let findings = report.findings.iter().map(FindingV1::from).collect();
    let object = ReportV1 {
        schema_version: SCHEMA_VERSION,
        source,
        profile: &report.profile,
        verdict: report.verdict,
        facts: &report.facts,
        findings,
    };
    Ok(serde_json::to_writer(out, &object)?)
}

/// Writes `report` on a request as one JSON object, without a line end.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn request_report(source: &str, report: &RequestReport, out: &mut dyn Write) -> io::Result<()> {
    let assets = report.assets().iter().map(|asset| AssetV1 {
        pointer: &asset.pointer,
        source: &asset.source,
        role: asset.role,
        facts: asset.facts.as_ref(),
    });
    let object = RequestReportV1 {
        schema_version: SCHEMA_VERSION,
        source,
        profile: report.profile(),
        model: report.model(),
        verdict: report.verdict(),
        output_size: report.output_size(),
        findings: report.findings().iter().map(FindingV1::from).collect(),
        assets: assets.collect(),
    };
    Ok(serde_json::to_writer(out, &object)?)
}

/// Writes `facts` as one JSON object, without a line end.
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn facts(source: &str, facts: &Facts, out: &mut dyn Write) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &FactsV1 { schema_version: SCHEMA_VERSION, source, facts })?)
}

#[derive(Serialize)]
struct FactsV1<'a> {
    schema_version: u32,
    source: &'a str,
    facts: &'a Facts,
}

#[derive(Serialize)]
struct ReportV1<'a> {
    schema_version: u32,
    source: &'a str,
    profile: &'a str,
    verdict: Verdict,
    facts: &'a Facts,
    findings: Vec<FindingV1<'a>>,
}

#[derive(Serialize)]
struct RequestReportV1<'a> {
    schema_version: u32,
    source: &'a str,
    profile: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    output_size: Option<OutputSize>,
    findings: Vec<FindingV1<'a>>,
    assets: Vec<AssetV1<'a>>,
}

#[derive(Serialize)]
struct AssetV1<'a> {
    pointer: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<&'a Facts>,
}

#[derive(Serialize)]
struct FindingV1<'a> {
    rule: &'static str,
    severity: Severity,
    outcome: Outcome,
    pointer: &'a str,
    quantity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a Expected>,
    #[serde(skip_serializing_if = "Option::is_none")]
    observed: Option<&'a Expected>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<&'a Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a Suggestion>,
    #[serde(skip_serializing_if = "<[Reading]>::is_empty")]
    readings: &'a [Reading],
    message: String,
    help: String,
    source: &'a str,
}

impl<'a> From<&'a Finding> for FindingV1<'a> {
    fn from(finding: &'a Finding) -> Self {
        Self {
            rule: finding.rule.id,
            severity: finding.severity,
            outcome: finding.outcome,
            pointer: &finding.pointer,
            quantity: finding.quantity,
            actual: finding.actual.as_ref(),
            expected: finding.expected.as_ref(),
            observed: finding.observed.as_ref(),
            unit: finding.unit,
            span: finding.span.as_ref(),
            suggestion: finding.suggestion.as_ref(),
            readings: &finding.readings,
            message: finding.message(),
            help: finding.help().into_owned(),
            source: &finding.source,
        }
    }
}
