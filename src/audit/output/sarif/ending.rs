//! How the audit ended, and what it came to.

use serde::Serialize;

use super::text::{Text, message};
use crate::audit::AuditSummary;
use crate::render::printable;

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
    let note = |note: &String| Notification { level: "note", message: Text { text: message(note) } };
    Invocation {
        execution_successful: !summary.interrupted,
        exit_code,
        exit_code_description,
        tool_execution_notifications: summary
            .interrupted
            .then_some(interrupted)
            .into_iter()
            .chain(summary.notes.iter().map(note))
            .collect(),
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
        profile: printable(&summary.profile),
        files: summary.files,
        not_media: summary.not_media,
        accepted: summary.verdicts.accepted,
        undecided: summary.verdicts.undecided,
        refused: summary.verdicts.refused,
        known_findings: summary.known_findings,
    }
}
