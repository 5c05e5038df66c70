//! One finding, as a log has it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::location::ArtifactLocation;
use super::text::{Text, message};
use crate::audit::AuditedFile;
use crate::audit::output::fingerprint::fingerprint;
use crate::check::Verdict;
use crate::finding::{Finding, Outcome, Severity};
use crate::language::Language;
use crate::model::{Expected, Unit, Value};
use crate::rules;

/// Whether the baseline knows a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    New,
    Known,
}

/// Section 3.27.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RunResult<'a> {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    kind: &'static str,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<Vec<Suppression>>,
    properties: Properties<'a>,
}

/// Section 3.28.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

/// Section 3.29.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

/// Section 3.30. A media file has no lines and the standard asks for none, but GitHub does (rule GH1003 of Microsoft's
/// `sarif` tool).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u8,
}

/// Section 3.35: kept outside of the file that it is about.
#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: &'static str,
}

/// The finding's own values, for programs.
#[derive(Serialize)]
struct Properties<'a> {
    verdict: Verdict,
    severity: Severity,
    outcome: Outcome,
    quantity: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pointer: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    actual: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'a Expected>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
}

impl RunResult<'_> {
    /// The URI of the file.
    pub(super) fn uri(&self) -> &str {
        let [location] = &self.locations;
        location.physical_location.artifact_location.uri()
    }
}

pub(super) fn result<'a>(
    file: &AuditedFile,
    finding: &'a Finding,
    standing: Option<Standing>,
    language: Language,
) -> RunResult<'a> {
    let artifact_location = ArtifactLocation::of(&file.path);
    let (kind, level) = match finding.outcome {
        Outcome::Undecided => ("open", "none"),
        _ => ("fail", finding.severity.name()),
    };
    // Without the actual value: a file that got worse is still the same alert.
    let identity =
        [artifact_location.uri(), finding.rule.id, &finding.pointer, finding.quantity, finding.outcome.name()];
    let hash = fingerprint(&identity);
    let suppressed = Suppression { kind: "external", status: "accepted", justification: "Known from the baseline." };
    RunResult {
        rule_id: finding.rule.id,
        rule_index: rules::all().position(|rule| rule.id == finding.rule.id),
        kind,
        level,
        message: Text { text: message(&finding.sentences(language)) },
        // GitHub reads only its own name, in its own form: a hash and a counter of the results that share it.
        partial_fingerprints: BTreeMap::from([
            ("primaryLocationLineHash", format!("{hash}:1")),
            ("seedancePreflight/v1", hash),
        ]),
        baseline_state: standing.map(|standing| match standing {
            Standing::New => "new",
            Standing::Known => "unchanged",
        }),
        suppressions: standing.map(|standing| match standing {
            Standing::New => Vec::new(),
            Standing::Known => vec![suppressed],
        }),
        locations: [Location {
            physical_location: PhysicalLocation { artifact_location, region: Region { start_line: 1 } },
        }],
        properties: Properties {
            verdict: file.report.verdict,
            severity: finding.severity,
            outcome: finding.outcome,
            quantity: finding.quantity,
            pointer: &finding.pointer,
            actual: finding.actual.as_ref(),
            expected: finding.expected.as_ref(),
            unit: finding.unit,
        },
    }
}
