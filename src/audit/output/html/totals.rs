//! The totals in words and bars that work without script.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::advice::Advice;
use super::escape::{Prose, Text};
use super::numbers::{bytes, elapsed, grouped, share};
use super::words::counted;
use crate::audit::{AuditSummary, RuleCounts};
use crate::check::Verdict;
use crate::finding::Severity;
use crate::language::{Language, say};
use crate::profile::Profile;
use crate::rules;

/// The least width of a part of a bar in per cent, so that it is visible.
const THINNEST: f64 = 1.0;
/// Lines of a list that are shown before a reader asks for more.
const AT_FIRST: usize = 12;

/// The page in one sentence.
pub(super) fn headline(summary: &AuditSummary, language: Language) -> String {
    let (refused, undecided, all) = (summary.verdicts.refused, summary.verdicts.undecided, summary.reported());
    let of_all = counted(all, "{count} file", "{count} files", language);
    match (refused, undecided) {
        _ if all == 0 => say!(language, "No media was found"),
        (0, 0) if all == 1 => say!(language, "The one file would be accepted"),
        (0, 0) => say!(language, "All {of_all} would be accepted", of_all),
        (0, _) => say!(language, "{count} of {of_all} could not be decided", count = grouped(undecided), of_all),
        _ => say!(language, "{count} of {of_all} would be refused", count = grouped(refused), of_all),
    }
    .into_owned()
}

/// A bar of the three verdicts, and each with its number.
pub(super) fn verdicts(summary: &AuditSummary, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let counts = summary.verdicts;
    let all = summary.reported();
    let rows = [
        (Verdict::Refused, counts.refused, language.text("The service would refuse them.")),
        (Verdict::Undecided, counts.undecided, language.text("A fact that decides is missing.")),
        (Verdict::Accepted, counts.accepted, language.text("The service would accept them.")),
    ];
    writeln!(out, "<svg class=\"proportion\" aria-hidden=\"true\">")?;
    let mut left = 0.0;
    for (verdict, count, _) in rows {
        let width = percent(count, all);
        if count > 0 {
            writeln!(out, "<rect class=\"{verdict}\" x=\"{left:.3}%\" width=\"{width:.3}%\" height=\"100%\"/>")?;
        }
        left += width;
    }
    writeln!(out, "</svg>\n<ul class=\"verdicts\">")?;
    for (verdict, count, what) in rows {
        writeln!(
            out,
            "<li class=\"{verdict}\" data-verdict=\"{verdict}\"><span class=\"word\">{}{}</span>",
            icon(verdict.name()),
            language.text(verdict.name())
        )?;
        writeln!(
            out,
            "<span class=\"count\">{}</span> <span class=\"share\">{}</span>",
            grouped(count),
            share(count, all)
        )?;
        writeln!(out, "<span class=\"what\">{what}</span></li>")?;
    }
    writeln!(out, "</ul>")
}

/// Facts about the run.
pub(super) fn run(
    summary: &AuditSummary,
    profile: &Profile,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut lines = vec![
        (language.text("Profile"), summary.profile.clone()),
        (language.text("Files examined"), grouped(summary.files)),
        (language.text("Total size"), bytes(summary.bytes)),
        (language.text("Bytes read"), bytes(summary.bytes_read)),
        (language.text("Time"), elapsed(summary.elapsed, language)),
    ];
    if summary.links > 0 {
        lines.push((language.text("Links, not followed"), grouped(summary.links)));
    }
    if summary.not_media > 0 {
        lines.push((language.text("Not media, not listed"), grouped(summary.not_media)));
    }
    if summary.from_journal > 0 {
        lines.push((language.text("Unchanged since the journal"), grouped(summary.from_journal)));
    }
    if summary.known_findings > 0 {
        lines.push((language.text("Known from the baseline, not counted"), grouped(summary.known_findings)));
    }
    writeln!(out, "<dl class=\"run\">")?;
    for (name, value) in lines {
        writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", Text(&value))?;
    }
    writeln!(out, "</dl>\n<p class=\"hint\">{}</p>", Text(&language.data(&profile.summary)))
}

/// Says that not all files are on the page.
pub(super) fn interrupted(summary: &AuditSummary, language: Language, out: &mut dyn Write) -> io::Result<()> {
    if !summary.interrupted {
        return Ok(());
    }
    let icon = icon("undecided");
    let text = language.text("The audit was interrupted: this page covers the files examined before that.");
    writeln!(out, "<p class=\"notice\" role=\"status\">{icon} {text}</p>")
}

/// What to look at if an audit found no media.
pub(super) fn nothing(summary: &AuditSummary, language: Language, out: &mut dyn Write) -> io::Result<()> {
    if summary.reported() > 0 {
        return Ok(());
    }
    let examined = match summary.files {
        0 => say!(language, "No file was examined."),
        1 => say!(language, "One file was examined; it is not an image, a video or audio."),
        files => {
            let files = grouped(files);
            say!(language, "{files} files were examined; none is an image, a video or audio.", files)
        }
    };
    let what = language.text("What to do");
    writeln!(out, "<section class=\"nothing\" aria-label=\"{what}\"><p class=\"lead\">{examined}</p>\n<ul>")?;
    let hints = [
        say!(language, "Check that the paths are those of your media."),
        say!(
            language,
            "Hidden files and those that `.gitignore` lists are skipped: `--hidden` and `--no-ignore` include them."
        ),
        say!(language, "With `--changed-since`, only changed files are audited."),
        say!(language, "To list files that are not media too, use `--all`."),
    ];
    for hint in hints {
        writeln!(out, "<li>{}</li>", Prose(&hint))?;
    }
    writeln!(out, "</ul></section>")
}

/// Files by rule and outcome, the rules that fail most files first.
pub(super) fn rules(
    summary: &AuditSummary,
    advice: &Advice,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rules: Vec<_> = summary.rules.iter().map(|(id, counts)| (*id, *counts)).collect();
    rules.sort_by_key(|(id, counts)| (Reverse(*counts), *id));
    let Some(most) = rules.iter().map(|(_, counts)| all_of(*counts)).max() else {
        let text = language.text("No findings: every file meets every rule.");
        return writeln!(out, "<p class=\"none\">{text}</p>");
    };
    writeln!(out, "{}\n<ul class=\"bars rules\">", legend(language))?;
    for (place, (id, counts)) in rules.iter().enumerate() {
        if place == AT_FIRST {
            let more = counted(as_u64(rules.len() - place), "{count} more rule", "{count} more rules", language);
            writeln!(out, "</ul>\n<details><summary>{more}</summary>\n<ul class=\"bars rules\">")?;
        }
        rule(id, *counts, most, advice.of(id), language, out)?;
    }
    writeln!(out, "</ul>{}", if rules.len() > AT_FIRST { "</details>" } else { "" })
}

/// What the colours of the bars mean.
fn legend(language: Language) -> String {
    let parts = [
        ("error", language.text("fail")),
        ("warning", language.text("fail with a warning")),
        ("undecided", language.text("undecided")),
        ("notes", language.text("noted")),
    ];
    let parts = parts.map(|(class, text)| format!("<span class=\"{class}\">{text}</span>"));
    format!("<p class=\"hint legend\">{} {}</p>", language.text("Files by rule:"), parts.join(" "))
}

/// What wrote the page, and where its data are.
pub(super) fn footer(language: Language, out: &mut dyn Write) -> io::Result<()> {
    let text = say!(
        language,
        "Written by seedance-preflight {version}. This page is one file and loads nothing; what it shows is embedded as JSON in its elements `summary` and `rows`.",
        version = env!("CARGO_PKG_VERSION")
    );
    write!(out, "{}", Prose(&text))
}

/// A bar of three parts: files that fail, are undecided and are noted.
fn rule(
    id: &str,
    counts: RuleCounts,
    most: u64,
    help: Option<&str>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rule = rules::by_id(id);
    let severity = rule.map_or(Severity::Error, |rule| rule.severity);
    let kind = match counts {
        RuleCounts { fails: 1.., .. } => severity.name(),
        RuleCounts { undecided: 1.., .. } => "undecided",
        _ => "note",
    };
    let summary = rule.map_or(id, |rule| rule.summary_in(language));
    let family = id.split('/').next().unwrap_or_default();
    write!(out, "<li class=\"is-{kind}\" data-rule=\"{id}\">{}", icon(kind))?;
    let family = language.data(family);
    write!(out, "<div class=\"label\"><p><b>{family}</b> {}</p>", Text(summary))?;
    if let Some(help) = help {
        write!(out, "<p class=\"help\">{}</p>", Prose(help))?;
    }
    writeln!(out, "<code>{id}</code></div><div class=\"amount\"><svg class=\"bar\" aria-hidden=\"true\">")?;
    let mut left = 0.0;
    for (class, width) in ["fails", "undecided", "notes"].into_iter().zip(widths(counts, most)) {
        if width > 0.0 {
            writeln!(out, "<rect class=\"{class}\" x=\"{left:.2}%\" width=\"{width:.2}%\" height=\"100%\"/>")?;
        }
        left += width;
    }
    writeln!(out, "</svg><span class=\"count\">{}</span></div></li>", outcomes(counts, language))
}

/// Widths of the three parts in per cent: none of a part with files is too thin to see, and together they fit.
fn widths(counts: RuleCounts, most: u64) -> [f64; 3] {
    let mut widths = [counts.fails, counts.undecided, counts.notes]
        .map(|count| if count == 0 { 0.0 } else { percent(count, most).max(THINNEST) });
    let excess = (widths.iter().sum::<f64>() - 100.0).max(0.0);
    if let Some(widest) = widths.iter_mut().max_by(|a, b| a.total_cmp(b)) {
        *widest -= excess;
    }
    widths
}

/// `3 fail, 1 undecided`.
fn outcomes(counts: RuleCounts, language: Language) -> String {
    let parts = [
        (counts.fails, language.text("fail")),
        (counts.undecided, language.text("undecided")),
        (counts.notes, language.text("noted")),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    parts
        .map(|(count, what)| format!("<b>{}</b> {what}", grouped(*count)))
        .collect::<Vec<_>>()
        .join(language.text(", "))
}

fn all_of(counts: RuleCounts) -> u64 {
    counts.fails.saturating_add(counts.undecided).saturating_add(counts.notes)
}

/// Reported files by format, the commonest first.
pub(super) fn formats(summary: &AuditSummary, language: Language, out: &mut dyn Write) -> io::Result<()> {
    let mut formats: Vec<_> = summary.formats.iter().map(|(format, count)| (*format, *count)).collect();
    formats.sort_by_key(|(format, count)| (Reverse(*count), *format));
    let most = formats.iter().map(|(_, count)| *count).max().unwrap_or_default();
    writeln!(out, "<ul class=\"bars formats\">")?;
    for (place, (format, count)) in formats.iter().enumerate() {
        if place == AT_FIRST {
            let more = counted(as_u64(formats.len() - place), "{count} more format", "{count} more formats", language);
            writeln!(out, "</ul>\n<details><summary>{more}</summary>\n<ul class=\"bars formats\">")?;
        }
        writeln!(
            out,
            "<li data-format=\"{format}\"><span class=\"label\">{format} <small>{}</small></span>",
            language.data(format.kind().name())
        )?;
        bar(*count, most, out)?;
        writeln!(out, "<span class=\"count\">{}</span></li>", grouped(*count))?;
    }
    writeln!(out, "</ul>{}", if formats.len() > AT_FIRST { "</details>" } else { "" })
}

/// An icon beside each severity and verdict, so that nothing depends on colour.
pub(super) fn icon(name: &str) -> String {
    format!("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#icon-{name}\"/></svg>")
}

fn bar(count: u64, most: u64, out: &mut dyn Write) -> io::Result<()> {
    let width = percent(count, most);
    writeln!(out, "<svg class=\"bar\" aria-hidden=\"true\"><rect width=\"{width:.2}%\" height=\"100%\"/></svg>")
}

fn as_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// For the width of a bar.
#[allow(clippy::cast_precision_loss)]
fn percent(part: u64, whole: u64) -> f64 {
    part as f64 * 100.0 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::VerdictCounts;

    fn headline_of(refused: u64, undecided: u64, accepted: u64) -> String {
        headline(
            &AuditSummary { verdicts: VerdictCounts { accepted, undecided, refused }, ..AuditSummary::default() },
            Language::English,
        )
    }

    #[test]
    fn every_part_of_a_bar_is_seen_and_the_bar_is_not_too_long() {
        let one_of_each = RuleCounts { fails: 1, undecided: 1, notes: 1_000_000 };
        let widths = widths(one_of_each, all_of(one_of_each));
        assert!(widths.iter().all(|width| *width >= THINNEST) && widths.iter().sum::<f64>() < 100.001, "{widths:?}");
    }

    #[test]
    fn the_gravest_verdict_makes_the_headline() {
        assert_eq!(headline_of(2, 3, 1995), "2 of 2,000 files would be refused");
        assert_eq!(headline_of(0, 1, 1), "1 of 2 files could not be decided");
        assert_eq!(headline_of(0, 0, 7), "All 7 files would be accepted");
        assert_eq!(headline_of(0, 0, 0), "No media was found");
    }
}
