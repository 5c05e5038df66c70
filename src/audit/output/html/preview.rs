//! The first files that are not accepted, for readers without script.

use std::io::{self, Write};

use super::escape::Text;
use super::totals::icon;
use crate::audit::AuditedFile;
use crate::check::Verdict;
use crate::language::Language;

/// Files that are shown.
const MOST: usize = 50;
/// Findings of one file that are shown.
const MOST_FINDINGS: usize = 3;

/// The first files that are not accepted, as rows of a table.
pub(super) struct Preview {
    language: Language,
    rows: Vec<String>,
}

impl Preview {
    pub(super) fn new(language: Language) -> Self {
        Self { language, rows: Vec::new() }
    }

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
            .map(|finding| format!("<br>{} <code>{}</code>", Text(&finding.message_in(self.language)), finding.rule.id))
            .collect();
        let (icon, source) = (icon(verdict.name()), file.source());
        self.rows.push(format!(
            "<li class=\"{verdict}\">{icon} {} <strong>{}</strong>{messages}</li>",
            self.language.text(verdict.name()),
            Text(&source)
        ));
    }

    /// Writes them as a list.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<ul class=\"preview\">\n{}\n</ul>", self.rows.join("\n"))
    }
}
