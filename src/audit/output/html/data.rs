//! The totals as data, for the page's own script and for other programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::escape::script_json;
use crate::audit::{AuditSummary, RuleCounts};
use crate::finding::Severity;
use crate::language::Language;
use crate::render;
use crate::rules;

/// The JSON of the element `summary`, escaped for it.
pub(super) fn summary(summary: &AuditSummary, rows: usize, language: Language) -> serde_json::Result<String> {
    let explained = summary.rules.keys().filter_map(|id| rules::by_id(id));
    let data = SummaryV1 {
        schema_version: render::SCHEMA_VERSION,
        profile: &summary.profile,
        files: summary.files,
        reported: summary.reported(),
        not_media: summary.not_media,
        verdicts: VerdictsV1 {
            accepted: summary.verdicts.accepted,
            undecided: summary.verdicts.undecided,
            refused: summary.verdicts.refused,
        },
        rules: &summary.rules,
        formats: summary.formats.iter().map(|(format, count)| (format.name(), *count)).collect(),
        known_findings: summary.known_findings,
        bytes: summary.bytes,
        bytes_read: summary.bytes_read,
        from_journal: summary.from_journal,
        elapsed_ms: summary.elapsed.as_millis(),
        interrupted: summary.interrupted,
        rows,
        explained: explained
            .map(|rule| (rule.id, RuleV1 { summary: rule.summary_in(language), severity: rule.severity }))
            .collect(),
    };
    Ok(script_json(&serde_json::to_string(&data)?).into_owned())
}

#[derive(Serialize)]
struct SummaryV1<'a> {
    schema_version: u32,
    profile: &'a str,
    files: u64,
    reported: u64,
    not_media: u64,
    verdicts: VerdictsV1,
    /// Files by rule and outcome.
    rules: &'a BTreeMap<&'static str, RuleCounts>,
    formats: BTreeMap<&'static str, u64>,
    known_findings: u64,
    bytes: u64,
    bytes_read: u64,
    from_journal: u64,
    elapsed_ms: u128,
    interrupted: bool,
    /// Files that the page holds a row of.
    rows: usize,
    /// What the rules of `rules` say, and how much at most.
    explained: BTreeMap<&'static str, RuleV1>,
}

#[derive(Serialize)]
struct VerdictsV1 {
    accepted: u64,
    undecided: u64,
    refused: u64,
}

#[derive(Serialize)]
struct RuleV1 {
    summary: &'static str,
    severity: Severity,
}
