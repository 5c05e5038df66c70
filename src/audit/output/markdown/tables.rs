//! The parts of the page, in their order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::escape::{path, sentence};
use crate::audit::{AuditSummary, AuditedFile, RuleCounts, VerdictCounts};
use crate::finding::{Finding, Outcome};
use crate::language::{Language, say};
use crate::rules;

/// Findings of one file that are shown.
const MOST_FINDINGS: usize = 4;

pub(super) fn head(summary: &AuditSummary, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let VerdictCounts { accepted, undecided, refused } = summary.verdicts;
    let reported = summary.reported();
    let title = match (refused, undecided, accepted) {
        (0, 0, 0) => say!(language, "nothing to check"),
        (0, 0, _) => say!(language, "all {reported} files accepted", reported),
        (0, ..) => say!(language, "{undecided} of {reported} files undecided", undecided, reported),
        _ => say!(language, "{refused} of {reported} files refused", refused, reported),
    };
    writeln!(out, "## {}\n", say!(language, "Seedance preflight: {title}", title))?;
    if summary.interrupted {
        writeln!(out, "**{}**\n", language.text("The audit was interrupted: these are not all files."))?;
    }
    writeln!(out, "| {} | {} |\n|---|---:|", language.text("verdict"), language.text("files"))?;
    for (verdict, count) in [("refused", refused), ("undecided", undecided), ("accepted", accepted)] {
        writeln!(out, "| {} | {count} |", language.text(verdict))?;
    }
    let (profile, files) = (sentence(&summary.profile), summary.files);
    let checked = match summary.not_media {
        0 => say!(language, "Checked against the profile {profile}. {files} files were examined.", profile, files),
        not_media => say!(
            language,
            "Checked against the profile {profile}. {files} files were examined; {not_media} of them are not media.",
            profile,
            files,
            not_media
        ),
    };
    writeln!(out, "\n{checked}")?;
    if let count @ 1.. = summary.known_findings {
        writeln!(out, "{}", say!(language, "Findings known from the baseline and not counted: {count}.", count))?;
    }
    for (index, note) in summary.notes.iter().enumerate() {
        // A blank line begins the list.
        writeln!(out, "{}- {}", if index == 0 { "\n" } else { "" }, sentence(note))?;
    }
    Ok(())
}

/// Rules, those that fail the most files first.
pub(super) fn rules(
    summary: &AuditSummary,
    help: &BTreeMap<&'static str, BTreeSet<String>>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    if summary.rules.is_empty() {
        return Ok(());
    }
    let (title, what) = (language.text("Rules"), language.text("Files by rule and outcome."));
    writeln!(out, "\n### {title}\n\n{what}\n")?;
    let columns = [
        language.text("fails"),
        language.text("undecided"),
        language.text("notes"),
        language.text("rule"),
        language.text("what is wrong"),
        language.text("what to do"),
    ];
    writeln!(out, "| {} |\n|---:|---:|---:|---|---|---|", columns.join(" | "))?;
    let mut rules: Vec<_> = summary.rules.iter().collect();
    rules.sort_by_key(|&(rule, counts)| (Reverse(counts), rule));
    for (rule, RuleCounts { fails, undecided, notes }) in rules {
        let what = rules::by_id(rule).map(|rule| sentence(rule.summary_in(language))).unwrap_or_default();
        let help: Vec<_> = help.get(rule).into_iter().flatten().map(|help| sentence(help)).collect();
        writeln!(out, "| {fails} | {undecided} | {notes} | `{rule}` | {what} | {} |", help.join("<br>"))?;
    }
    Ok(())
}

/// Formats by the number of their files.
pub(super) fn formats(summary: &AuditSummary, language: Language, out: &mut dyn Write) -> io::Result<()> {
    if summary.formats.is_empty() {
        return Ok(());
    }
    let (title, files, format) = (language.text("Formats"), language.text("files"), language.text("format"));
    writeln!(out, "\n### {title}\n\n| {files} | {format} |\n|---:|---|")?;
    let mut formats: Vec<_> = summary.formats.iter().collect();
    formats.sort_by_key(|&(format, count)| (Reverse(count), format));
    for (format, count) in formats {
        writeln!(out, "| {count} | {format} |")?;
    }
    Ok(())
}

/// The refused files that were kept, and how many more there are.
pub(super) fn refused<'a>(
    summary: &AuditSummary,
    rows: impl ExactSizeIterator<Item = &'a String>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let more = summary.verdicts.refused.saturating_sub(shown);
    if summary.verdicts.refused == 0 {
        return Ok(());
    }
    writeln!(out, "\n### {}\n", language.text("Refused files"))?;
    if shown > 0 {
        writeln!(out, "| {} | {} |\n|---|---|", language.text("file"), language.text("why"))?;
    }
    for row in rows {
        writeln!(out, "{row}")?;
    }
    if more > 0 {
        writeln!(out, "\n{}", say!(language, "And {more} more.", more))?;
    }
    Ok(())
}

/// The row of a refused file: its gravest findings.
pub(super) fn refused_row(file: &AuditedFile, language: Language) -> String {
    let failed = || file.report.findings.iter().filter(|finding| finding.outcome == Outcome::Fails);
    let gravest = failed().map(|finding| finding.severity).max();
    let findings: Vec<_> = failed().filter(|finding| Some(finding.severity) == gravest).collect();
    let mut lines: Vec<_> = findings.iter().take(MOST_FINDINGS).map(|finding| line(finding, language)).collect();
    let more = findings.len().saturating_sub(MOST_FINDINGS);
    if more > 0 {
        lines.push(say!(language, "and {more} more", more).into_owned());
    }
    format!("| {} | {} |", path(&file.path), lines.join("<br>"))
}

fn line(finding: &Finding, language: Language) -> String {
    format!("{} `{}`", sentence(&finding.message_in(language)), finding.rule.id)
}
