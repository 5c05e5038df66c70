//! The parts of a log that are written, as the standard names them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::text::{fingerprint, message, sentences};
use crate::audit::output::names::{clean, uri};
use crate::{AuditSummary, AuditedFile, Expected, Finding, Outcome, Rule, Severity, Unit, Value, Verdict};

/// Where relative URIs begin; the name that code-scanning services know.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
pub(super) struct Text {
    text: String,
}

/// Section 3.18.
#[derive(Serialize)]
pub(super) struct Tool {
    driver: Driver,
}

/// Section 3.19.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

/// Section 3.49.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Tags {
    tags: [&'static str; 1],
}

pub(super) fn tool() -> Tool {
    let rules = Rule::all().map(|rule| Descriptor {
        id: rule.id,
        short_description: Text { text: message(rule.summary) },
        full_description: Text { text: message(rule.explanation) },
        help: Text { text: message(&format!("{}\n\nSource: {}", rule.explanation, rule.source)) },
        default_configuration: Configuration { level: rule.severity.name() },
        properties: Tags { tags: [rule.id.split('/').next().unwrap_or_default()] },
    });
    Tool {
        driver: Driver {
            name: env!("CARGO_PKG_NAME"),
            semantic_version: env!("CARGO_PKG_VERSION"),
            rules: rules.collect(),
        },
    }
}

/// Section 3.14.14. The folder itself is not named: logs are published, and say nothing of the machine.
pub(super) fn uri_base_ids() -> BTreeMap<&'static str, ArtifactLocation> {
    let description = Text { text: "The folder that the audit was started in.".to_owned() };
    BTreeMap::from([(ROOT, ArtifactLocation { uri: None, uri_base_id: None, description: Some(description) })])
}

/// Section 3.4.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Text>,
}

/// How a finding stands to the baseline.
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

pub(super) fn result<'a>(file: &AuditedFile, finding: &'a Finding, standing: Option<Standing>) -> RunResult<'a> {
    let uri = uri(&file.path);
    let (kind, level) = match finding.outcome {
        Outcome::Fails => ("fail", finding.severity.name()),
        Outcome::Undecided => ("open", "none"),
    };
    // Without the actual value: a file that got worse is still the same alert.
    let identity = [&uri, finding.rule, &finding.pointer, finding.quantity, finding.outcome.name()];
    let hash = fingerprint(&identity);
    let suppressed = Suppression { kind: "external", status: "accepted", justification: "The baseline knows it." };
    RunResult {
        rule_id: finding.rule,
        rule_index: Rule::all().position(|rule| rule.id == finding.rule),
        kind,
        level,
        message: Text { text: sentences(&finding.message(), &finding.help()) },
        // GitHub knows its own name alone, in its own form: a hash, and which of the results that share it this is.
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
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri_base_id: (!uri.starts_with("file:")).then_some(ROOT),
                    uri: Some(uri),
                    description: None,
                },
                region: Region { start_line: 1 },
            },
        }],
        properties: Properties {
            verdict: file.report.verdict,
            severity: finding.severity,
            quantity: finding.quantity,
            pointer: &finding.pointer,
            actual: finding.actual.as_ref(),
            expected: finding.expected.as_ref(),
            unit: finding.unit,
        },
    }
}

/// Section 3.20.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    execution_successful: bool,
    exit_code: u8,
    exit_code_description: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

/// Section 3.58.
#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

/// How the program ends, by its table of exit codes.
pub(super) fn invocation(summary: &AuditSummary) -> Invocation {
    let (exit_code, exit_code_description) = match summary.verdicts {
        _ if summary.interrupted => (130, "interrupted"),
        counts if counts.refused > 0 => (1, "refused"),
        counts if counts.undecided > 0 => (4, "undecided, and nothing refused"),
        _ if summary.reported() == 0 => (3, "nothing to check"),
        _ => (0, "accepted"),
    };
    let text = "The audit was interrupted: these are not the results of all files.".to_owned();
    let interrupted = Notification { level: "error", message: Text { text } };
    Invocation {
        execution_successful: !summary.interrupted,
        exit_code,
        exit_code_description,
        tool_execution_notifications: summary.interrupted.then_some(interrupted).into_iter().collect(),
    }
}

/// What no result tells: files without any.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Totals {
    profile: String,
    files: u64,
    not_media: u64,
    accepted: u64,
    undecided: u64,
    refused: u64,
    known_findings: u64,
}

pub(super) fn totals(summary: &AuditSummary) -> Totals {
    Totals {
        profile: clean(&summary.profile),
        files: summary.files,
        not_media: summary.not_media,
        accepted: summary.verdicts.accepted,
        undecided: summary.verdicts.undecided,
        refused: summary.verdicts.refused,
        known_findings: summary.known_findings,
    }
}
