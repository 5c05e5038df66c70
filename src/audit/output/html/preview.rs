//! The first files that are not accepted, for readers without script.

use std::io::{self, Write};

use super::escape::Text;
use super::totals::icon;
use crate::audit::AuditedFile;
use crate::check::Verdict;

/// Files that are shown.
const MOST: usize = 50;
/// Findings of one file that are shown.
const MOST_FINDINGS: usize = 3;

/// The first files that are not accepted, as rows of a table.
#[derive(Default)]
pub(super) struct Preview {
    rows: Vec<String>,
}

impl Preview {
    /// Keeps a file in mind if it is among the first.
    pub(super) fn consider(&mut self, file: &AuditedFile) {
        let verdict = file.report.verdict;
        if verdict == Verdict::Accepted || self.rows.len() == MOST {
            return;
        }
        let messages: String = file
            .report
            .findings
            .iter()
            .take(MOST_FINDINGS)
            .map(|finding| format!("<br>{} <code>{}</code>", Text(&finding.message()), finding.rule.id))
            .collect();
        let (icon, source) = (icon(verdict.name()), file.source());
        self.rows.push(format!(
            "<li class=\"{verdict}\">{icon} {verdict} <strong>{}</strong>{messages}</li>",
            Text(&source)
        ));
    }

    /// Writes them as a list.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<ul class=\"preview\">\n{}\n</ul>", self.rows.join("\n"))
    }
}
