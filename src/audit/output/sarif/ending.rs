//! How the audit ended, and its totals.

use serde::Serialize;

use super::text::{Text, message};
use crate::audit::AuditSummary;
use crate::render::printable;

/// Section 3.20.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_code: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_code_description: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

/// Section 3.58.
#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

/// How the audit ended, the exit code of the program where that is known, and the number of results that the log leaves out.
pub(super) fn invocation(summary: &AuditSummary, exit_code: Option<u8>, left_out: u64) -> Invocation {
    let description = match summary.verdicts {
        _ if summary.interrupted => "interrupted",
        counts if counts.refused > 0 => "refused",
        counts if counts.undecided > 0 => "undecided, and nothing refused",
        _ if summary.reported() == 0 => "nothing to check",
        _ => "accepted",
    };
    let text = "The audit was interrupted: these are not the results of all files.".to_owned();
    let interrupted = Notification { level: "error", message: Text { text } };
    let text = format!("The log has no room for {left_out} more results, the least severe ones.");
    let incomplete = Notification { level: "warning", message: Text { text } };
    let note = |note: &String| Notification { level: "note", message: Text { text: message(note) } };
    Invocation {
        execution_successful: !summary.interrupted,
        exit_code,
        exit_code_description: exit_code.map(|_| description),
        tool_execution_notifications: summary
            .interrupted
            .then_some(interrupted)
            .into_iter()
            .chain((left_out > 0).then_some(incomplete))
            .chain(summary.notes.iter().map(note))
            .collect(),
    }
}

/// Totals, which results do not show: accepted files have none.
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
    results_left_out: u64,
}

pub(super) fn totals(summary: &AuditSummary, results_left_out: u64) -> Totals {
    Totals {
        profile: printable(&summary.profile),
        files: summary.files,
        not_media: summary.not_media,
        accepted: summary.verdicts.accepted,
        undecided: summary.verdicts.undecided,
        refused: summary.verdicts.refused,
        known_findings: summary.known_findings,
        results_left_out,
    }
}
