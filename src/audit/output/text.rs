//! Text for people: the files that need attention, then a summary.

use std::io::{self, Write};

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile, VerdictCounts};
use crate::check::Verdict;
use crate::finding::Severity;
use crate::render::{self, Palette};

/// Writes the files that are not accepted or have a warning, and then the summary.
#[derive(Debug)]
pub struct AuditText<W> {
    out: W,
    palette: Palette,
    accepted_too: bool,
}

impl<W: Write + Send> AuditText<W> {
    /// Text to `out`, which buffers it, in the colours of `palette`.
    pub fn new(out: W, palette: Palette) -> Self {
        Self { out, palette, accepted_too: false }
    }

    /// Writes a line for accepted files too.
    #[must_use]
    pub fn with_accepted(mut self, accepted_too: bool) -> Self {
        self.accepted_too = accepted_too;
        self
    }
}

impl<W: Write + Send> AuditOutput for AuditText<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        let report = &file.report;
        let warned = || report.findings.iter().any(|finding| finding.severity >= Severity::Warning);
        if self.accepted_too || report.verdict != Verdict::Accepted || warned() {
            render::text_report(&file.source(), report, self.palette, &mut self.out)?;
        }
        Ok(())
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        write_summary(summary, &mut self.out)?;
        self.out.flush()
    }
}

impl AuditSummary {
    /// Writes the summary as text for people.
    ///
    /// # Errors
    /// Whatever keeps `out` from being written.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        write_summary(self, out)
    }
}

fn write_summary(summary: &AuditSummary, out: &mut dyn Write) -> io::Result<()> {
    let VerdictCounts { accepted, undecided, refused } = summary.verdicts;
    let interrupted = if summary.interrupted { ", interrupted" } else { "" };
    writeln!(
        out,
        "{} files in {} s{interrupted}, by {}: {refused} refused, {undecided} undecided, {accepted} accepted, {} not media",
        summary.files,
        thousandths(summary.elapsed.as_millis()),
        render::printable(&summary.profile),
        summary.not_media
    )?;
    writeln!(out, "{} in all, {} read", megabytes(summary.bytes), megabytes(summary.bytes_read))?;
    if summary.from_journal > 0 {
        writeln!(out, "{} files unchanged since the journal recorded them, not opened", summary.from_journal)?;
    }
    if summary.known_findings > 0 {
        writeln!(out, "{} findings known from the baseline, not counted", summary.known_findings)?;
    }
    if summary.links > 0 {
        writeln!(out, "{} symbolic links, not followed", summary.links)?;
    }
    for note in &summary.notes {
        writeln!(out, "note: {}", render::printable(note))?;
    }
    let mut rules: Vec<_> = summary.rules.iter().collect();
    rules.sort_by_key(|&(rule, counts)| (std::cmp::Reverse(counts), rule));
    if !rules.is_empty() {
        writeln!(out, "   fails undecided    notes  rule (files)")?;
    }
    for (rule, counts) in rules {
        writeln!(out, "{:>8} {:>9} {:>8}  {rule}", counts.fails, counts.undecided, counts.notes)?;
    }
    let mut formats: Vec<_> = summary.formats.iter().collect();
    formats.sort_by_key(|&(format, count)| (std::cmp::Reverse(count), format));
    if !formats.is_empty() {
        writeln!(out, "   files  format")?;
    }
    for (format, count) in formats {
        writeln!(out, "{count:>8}  {format}")?;
    }
    Ok(())
}

/// Exact to three decimals.
fn thousandths(number: u128) -> String {
    format!("{}.{:03}", number / 1000, number % 1000)
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", thousandths(u128::from(bytes / 1000)))
}
