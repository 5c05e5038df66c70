//! The parts of the page, in their order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::escape::{path, sentence};
use crate::audit::{AuditSummary, AuditedFile, RuleCounts, VerdictCounts};
use crate::finding::{Finding, Outcome};
use crate::rules;

/// Findings of one file that are shown.
const MOST_FINDINGS: usize = 4;

pub(super) fn head(summary: &AuditSummary, out: &mut dyn Write) -> io::Result<()> {
    let VerdictCounts { accepted, undecided, refused } = summary.verdicts;
    let reported = summary.reported();
    let title = match (refused, undecided, accepted) {
        (0, 0, 0) => "nothing to check".to_owned(),
        (0, 0, _) => format!("all {reported} files accepted"),
        (0, ..) => format!("{undecided} of {reported} files undecided"),
        _ => format!("{refused} of {reported} files refused"),
    };
    writeln!(out, "## Seedance preflight: {title}\n")?;
    if summary.interrupted {
        writeln!(out, "**The audit was interrupted: these are not all files.**\n")?;
    }
    writeln!(out, "| verdict | files |\n|---|---:|")?;
    writeln!(out, "| refused | {refused} |\n| undecided | {undecided} |\n| accepted | {accepted} |\n")?;
    let profile = sentence(&summary.profile);
    write!(out, "Checked against the profile {profile}. {} files were examined", summary.files)?;
    if summary.not_media > 0 {
        write!(out, "; {} of them are not media", summary.not_media)?;
    }
    writeln!(out, ".")?;
    if summary.known_findings > 0 {
        writeln!(out, "Findings known from the baseline and not counted: {}.", summary.known_findings)?;
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
    out: &mut dyn Write,
) -> io::Result<()> {
    if summary.rules.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Rules\n\nFiles by rule and outcome.\n")?;
    writeln!(out, "| fails | undecided | notes | rule | what is wrong | what to do |\n|---:|---:|---:|---|---|---|")?;
    let mut rules: Vec<_> = summary.rules.iter().collect();
    rules.sort_by_key(|&(rule, counts)| (Reverse(counts), rule));
    for (rule, RuleCounts { fails, undecided, notes }) in rules {
        let what = rules::by_id(rule).map(|rule| sentence(rule.summary)).unwrap_or_default();
        let help: Vec<_> = help.get(rule).into_iter().flatten().map(|help| sentence(help)).collect();
        writeln!(out, "| {fails} | {undecided} | {notes} | `{rule}` | {what} | {} |", help.join("<br>"))?;
    }
    Ok(())
}

/// Formats by the number of their files.
pub(super) fn formats(summary: &AuditSummary, out: &mut dyn Write) -> io::Result<()> {
    if summary.formats.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### Formats\n\n| files | format |\n|---:|---|")?;
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
    out: &mut dyn Write,
) -> io::Result<()> {
    let shown = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let more = summary.verdicts.refused.saturating_sub(shown);
    if summary.verdicts.refused == 0 {
        return Ok(());
    }
    writeln!(out, "\n### Refused files\n")?;
    if shown > 0 {
        writeln!(out, "| file | why |\n|---|---|")?;
    }
    for row in rows {
        writeln!(out, "{row}")?;
    }
    if more > 0 {
        writeln!(out, "\nAnd {more} more.")?;
    }
    Ok(())
}

/// The row of a refused file: its gravest findings.
pub(super) fn refused_row(file: &AuditedFile) -> String {
    let failed = || file.report.findings.iter().filter(|finding| finding.outcome == Outcome::Fails);
    let gravest = failed().map(|finding| finding.severity).max();
    let findings: Vec<_> = failed().filter(|finding| Some(finding.severity) == gravest).collect();
    let mut lines: Vec<_> = findings.iter().take(MOST_FINDINGS).map(|finding| line(finding)).collect();
    let more = findings.len().saturating_sub(MOST_FINDINGS);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    format!("| {} | {} |", path(&file.path), lines.join("<br>"))
}

fn line(finding: &Finding) -> String {
    format!("{} `{}`", sentence(&finding.message()), finding.rule.id)
}
