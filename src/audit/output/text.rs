//! Text for people: the files that need attention, then a summary.

use std::io::{self, Write};

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile, FixCounts, FixOutcome, FixedFile, VerdictCounts};
use crate::check::Verdict;
use crate::finding::Severity;
use crate::language::{Language, say};
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
            if let Some(fixed) = &file.fixed {
                writeln!(self.out, "    {}", became(fixed, self.palette.language()))?;
            }
        }
        Ok(())
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        write_summary(summary, self.palette.language(), &mut self.out)?;
        self.out.flush()
    }
}

impl AuditSummary {
    /// Writes the summary as text for people.
    ///
    /// # Errors
    /// Whatever keeps `out` from being written.
    pub fn write_text(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write_text_in(Language::English, out)
    }

    /// [`write_text`](Self::write_text) in another language.
    ///
    /// # Errors
    /// Whatever keeps `out` from being written.
    pub fn write_text_in(&self, language: Language, out: &mut dyn Write) -> io::Result<()> {
        write_summary(self, language, out)
    }
}

/// What became of a file, in a line.
fn became(fixed: &FixedFile, language: Language) -> String {
    let outcome = match fixed.outcome {
        FixOutcome::Linked => language.text("linked"),
        FixOutcome::Copied => language.text("copied"),
        FixOutcome::Kept => language.text("kept from an earlier run"),
        FixOutcome::Fixed => language.text("fixed"),
        FixOutcome::NoFix => language.text("no fix"),
        FixOutcome::Refused => language.text("not accepted afterwards"),
        FixOutcome::Failed => language.text("failed"),
    };
    let path = fixed.path.as_ref().map(|path| render::printable(&path.to_string_lossy()));
    let why = fixed.no_fix.map(|why| language.data(why.message()));
    let error = fixed.error.as_ref().map(|error| render::printable(&language.data(error)));
    let what = path.or_else(|| why.map(Into::into)).or(error).unwrap_or_default();
    format!("{outcome}{}{what}{}", language.text(": "), fixed.loss.described_in(language))
}

/// How many files were accepted before, and how many are now.
fn write_fixes(summary: &AuditSummary, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let FixCounts { unchanged, kept, fixed, no_fix, refused, failed } = summary.fixes;
    let text = say!(
        language,
        "{before} of {all} were accepted before, {now} are now: {unchanged} linked or copied, {fixed} fixed, {kept} kept from an earlier run",
        before = summary.verdicts.accepted,
        all = summary.reported(),
        now = summary.fixes.accepted(),
        unchanged,
        fixed,
        kept
    );
    writeln!(out, "{text}")?;
    if no_fix + refused + failed > 0 {
        let text = say!(
            language,
            "{no_fix} have no fix, {refused} were not accepted afterwards, {failed} failed",
            no_fix,
            refused,
            failed
        );
        writeln!(out, "{text}")?;
    }
    Ok(())
}

fn write_summary(summary: &AuditSummary, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let VerdictCounts { accepted, undecided, refused } = summary.verdicts;
    let totals = say!(
        language,
        "{files} files in {seconds} s{interrupted}, by {profile}: {refused} refused, {undecided} undecided, {accepted} accepted, {not_media} not media",
        files = summary.files,
        seconds = thousandths(summary.elapsed.as_millis()),
        interrupted = if summary.interrupted { language.text(", interrupted") } else { "" },
        profile = render::printable(&summary.profile),
        refused,
        undecided,
        accepted,
        not_media = summary.not_media
    );
    writeln!(out, "{totals}")?;
    if summary.fixes != FixCounts::default() {
        write_fixes(summary, language, out)?;
    }
    let (all, read) = (megabytes(summary.bytes), megabytes(summary.bytes_read));
    writeln!(out, "{}", say!(language, "{all} in all, {read} read", all, read))?;
    let counted = [
        (summary.from_journal, language.text("files unchanged since the journal recorded them, not opened")),
        (summary.known_findings, language.text("findings known from the baseline, not counted")),
        (summary.links, language.text("symbolic links, not followed")),
    ];
    for (count, what) in counted.into_iter().filter(|(count, _)| *count > 0) {
        writeln!(out, "{count} {what}")?;
    }
    for note in &summary.notes {
        writeln!(out, "{}{}{}", language.text("note"), language.text(": "), render::printable(note))?;
    }
    let mut rules: Vec<_> = summary.rules.iter().collect();
    rules.sort_by_key(|&(rule, counts)| (std::cmp::Reverse(counts), rule));
    if !rules.is_empty() {
        writeln!(out, "{}", language.text("   fails undecided    notes  rule (files)"))?;
    }
    for (rule, counts) in rules {
        writeln!(out, "{:>8} {:>9} {:>8}  {rule}", counts.fails, counts.undecided, counts.notes)?;
    }
    let mut formats: Vec<_> = summary.formats.iter().collect();
    formats.sort_by_key(|&(format, count)| (std::cmp::Reverse(count), format));
    if !formats.is_empty() {
        writeln!(out, "{}", language.text("   files  format"))?;
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
