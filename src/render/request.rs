//! A report on a request, for people: each finding with the line of the request that it speaks of.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::causes::by_cause;
use super::text::{padded, summary, write_finding, write_help, write_undecided};
use super::{Palette, excerpt};
use crate::check::RequestReport;
use crate::finding::{Finding, Outcome};
use crate::language::{self, Language};
use crate::printable::printable;
use crate::request::RequestDocument;

/// Most findings whose line is shown; further ones get only a pointer.
const MOST_EXCERPTS: usize = 100;

/// Bytes that are walked through for them: each costs a walk through the text, which may be long.
const MOST_WALKED: usize = 32 << 20;

/// Writes `report`: a line with the verdict, then each finding with its line of `document`, then a line an asset.
///
/// ```
/// use seedance_preflight::{CheckOptions, check_request, render};
/// use seedance_preflight::profile::Profile;
/// use seedance_preflight::request::RequestDocument;
///
/// let document = RequestDocument::read(br#"{"model": "seedance-2.0-text-to-video", "prompt": "A cat.", "duration": 3}"#);
/// let report = check_request(&document, &[], &CheckOptions::default());
/// let mut text = Vec::new();
/// render::text_request_report("cat.json", &report, &document, render::Palette::PLAIN, &mut text).unwrap();
/// assert!(String::from_utf8(text).unwrap().contains("--> cat.json:1:73"));
/// ```
///
/// # Errors
/// Whatever keeps `out` from being written.
pub fn report(
    source: &str,
    report: &RequestReport,
    document: &RequestDocument<'_>,
    palette: Palette,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Palette { dim, reset, language, .. } = palette;
    let source = printable(source);
    let (colour, verdict) = (palette.of_verdict(report.verdict()), padded(language.text(report.verdict().name())));
    let made = printable(&what_is_made(report, language));
    writeln!(out, "{colour}{verdict}{reset} {source}  {dim}{made}{reset}")?;
    let length = document.text().map_or(0, str::len);
    let excerpts = MOST_WALKED.checked_div(length).unwrap_or(MOST_EXCERPTS).clamp(1, MOST_EXCERPTS);
    for (index, (finding, rules)) in by_cause(report.findings()).into_iter().enumerate() {
        write_finding(finding, &rules, palette, out)?;
        let document = (index < excerpts).then_some(document);
        place(&source, finding, document, palette, out)?;
        write_help(&finding.help_in(language), palette, out)?;
    }
    undecided(report.findings(), palette, out)?;
    for asset in report.assets() {
        let facts = match &asset.facts {
            Some(facts) => summary(facts, language),
            None => language.text("not inspected").to_owned(),
        };
        let role = asset.role.map_or_else(
            || language.text("unused").to_owned(),
            |role| language::role(role.name(), language).to_owned(),
        );
        let name = printable(&asset.source);
        writeln!(out, "  {dim}{} {role}{reset} {name}  {dim}{facts}{reset}", asset.pointer)?;
    }
    Ok(())
}

/// `seedance-2.0-text-to-video, 1280x720`.
fn what_is_made(report: &RequestReport, language: Language) -> String {
    let model = report.model().unwrap_or_default();
    match report.output_size() {
        Some(size) => {
            let predicted = if size.predicted { language.text(" (predicted)") } else { "" };
            format!("{model} {}x{}{predicted}", size.width, size.height)
        }
        None => model.to_owned(),
    }
}

/// The position of the finding's value, and the line itself.
fn place(
    source: &str,
    finding: &Finding,
    document: Option<&RequestDocument<'_>>,
    palette: Palette,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Palette { dim, reset, language, .. } = palette;
    let pointer = printable(&finding.pointer);
    let locate = |document: &RequestDocument<'_>| match &finding.span {
        Some(span) => document.locate_in_string(&finding.pointer, span.bytes.clone()),
        None if finding.is_about_key() => document.locate_key(&finding.pointer),
        None => document.locate(&finding.pointer),
    };
    let located = document.and_then(|document| locate(document).zip(document.text()));
    let Some((location, text)) = located else {
        return if pointer.is_empty() {
            Ok(())
        } else {
            writeln!(out, "    {dim}{}{reset} {pointer}", language.text("at"))
        };
    };
    writeln!(out, "    {dim}-->{reset} {source}:{}:{}  {dim}{pointer}{reset}", location.line, location.column)?;
    excerpt::write(text, &location, palette, out)
}

/// What could not be decided: rules that ask for the same help in one place.
fn undecided(findings: &[Finding], palette: Palette, out: &mut dyn Write) -> io::Result<()> {
    let Palette { dim, reset, language, .. } = palette;
    let mut open: Vec<_> = findings.iter().filter(|finding| finding.outcome == Outcome::Undecided).collect();
    while let Some(first) = open.first().copied() {
        let help = first.help_in(language);
        let (alike, others): (Vec<_>, Vec<_>) = open.into_iter().partition(|finding| finding.help_in(language) == help);
        let rules = unique(alike.iter().map(|finding| finding.rule.id.to_owned()));
        let pointers = unique(alike.iter().map(|finding| finding.pointer.clone()));
        let message = printable(&first.message_in(language));
        write_undecided(&message, &rules.join(", "), palette, out)?;
        writeln!(out, "    {dim}{}{reset} {}", language.text("at"), pointers.join(", "))?;
        write_help(&help, palette, out)?;
        open = others;
    }
    Ok(())
}

fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(name.clone())).collect()
}
