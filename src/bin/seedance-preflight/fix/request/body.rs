//! The body of a request: written as a new file, beside what was changed and what remains.

use std::fs;
use std::path::Path;

use seedance_preflight::fix::RequestPlan;
use seedance_preflight::render::printable;
use seedance_preflight::request::RequestDocument;
use seedance_preflight::{Finding, Outcome, RequestReport, Verdict, check_request};

use super::super::publish::{publish, work_folder};
use super::super::said::Said;
use super::super::{FixError, Target, shown};
use super::diff::diff;
use super::job::Job;
use super::media::Media;
use crate::exit::Exit;
use crate::language::{language, said, translated_data};
use crate::request_fix::edit_line;

/// Writes the body if it was edited and is not refused, and says all there is to say about the request.
pub(super) fn write(job: &Job<'_>, text: &[u8], media: Media) -> Said {
    let Media { mut lines, bindings, exit, .. } = media;
    let is_edited = job.plan.body.as_bytes() != text;
    let target = target(job);
    if is_edited {
        lines.push(diff(&String::from_utf8_lossy(text), &job.plan.body, job.path, &target.path));
        lines.extend(job.plan.edits.iter().map(edit_line));
    }
    let measured = |text: &[u8]| check_request(&RequestDocument::read(text), &bindings, job.check);
    let judged = if job.args.dry_run { job.plan.report.clone() } else { measured(job.plan.body.as_bytes()) };
    let is_written = is_edited && !job.args.dry_run && judged.verdict() != Verdict::Refused;
    let (report, ends) = match is_written.then(|| published(job, &target, measured)) {
        None => (judged, Ok(())),
        Some(Ok(report)) => (report, Ok(())),
        Some(Err(error)) => (judged, Err(error)),
    };
    if report.verdict() != Verdict::Accepted {
        lines.extend(
            refusing(&report).map(|finding| said!("  remains: {finding}", finding = said_of(finding)).into_owned()),
        );
    }
    let of_body = Exit::from(report.verdict());
    let (line, exit) = match ends {
        Err(error) => (shown::line("failed", job.path, &translated_data(&error.to_string())), Exit::Failed),
        Ok(()) => (outcome(job, &report, &target, is_edited), worst(exit, of_body)),
    };
    lines.push(line);
    Said { line: Some(lines.join("\n")), exit }
}

/// `NAME.json` in the folder of results, or `NAME.fixed.json` beside the request.
fn target(job: &Job<'_>) -> Target {
    let mut name = job.path.file_stem().unwrap_or_default().to_owned();
    name.push(if job.args.output.is_some() { ".json" } else { ".fixed.json" });
    let folder = job.args.output.as_deref().or_else(|| job.path.parent()).unwrap_or(Path::new(""));
    Target { path: folder.join(name), may_overwrite: job.args.choice.force }
}

/// Writes the body to a temporary name, and gives it its own once what was written is checked.
fn published(
    job: &Job<'_>,
    target: &Target,
    measured: impl Fn(&[u8]) -> RequestReport,
) -> Result<RequestReport, FixError> {
    target.check(job.path)?;
    let work = work_folder(target)?;
    let result = work.path().join("body.json");
    let cannot_write = |source| FixError::Write { path: target.path.clone(), source };
    fs::write(&result, &job.plan.body).map_err(cannot_write)?;
    let report = measured(&fs::read(&result).map_err(cannot_write)?);
    if report.verdict() == Verdict::Refused {
        let findings = refusing(&report).map(said_of).collect::<Vec<_>>().join("; ");
        return Err(FixError::StillRefused { verdict: report.verdict(), findings });
    }
    publish(&result, target)?;
    Ok(report)
}

/// The line about the request as a whole.
fn outcome(job: &Job<'_>, report: &RequestReport, target: &Target, is_edited: bool) -> String {
    let name = printable(&target.path.to_string_lossy());
    let line = |state: &str, what: &str| shown::line(state, job.path, what);
    let RequestPlan { edits, .. } = &job.plan;
    let count = edits.len();
    let edits = if count == 1 { said!("1 edit") } else { said!("{count} edits", count) };
    match (report.verdict(), is_edited) {
        (Verdict::Refused, true) => line("refused", &said!("not written, because of what remains")),
        (Verdict::Refused, false) => line("no fix", &said!("only its author can decide what remains")),
        (_, true) if job.args.dry_run => line("would fix", &said!("{name}, {edits}", name, edits)),
        (Verdict::Accepted, true) => line("fixed", &said!("{name}, {edits}", name, edits)),
        (_, true) => line("undecided", &said!("{name}, {edits}", name, edits)),
        (Verdict::Accepted, false) if job.plan.is_empty() => line("accepted", language().text("nothing to do")),
        (Verdict::Accepted, false) => line("accepted", language().text("its body needs no edit")),
        (_, false) => line("undecided", language().text("its body needs no edit")),
    }
}

/// What keeps a request from being accepted, and warnings.
fn refusing(report: &RequestReport) -> impl Iterator<Item = &Finding> {
    report.findings().iter().filter(|finding| finding.outcome != Outcome::Notes)
}

fn said_of(finding: &Finding) -> String {
    let message = printable(&finding.message_in(language()));
    let place = printable(&finding.pointer);
    if place.is_empty() {
        format!("{message} [{}]", finding.rule.id)
    } else {
        format!("{message} [{}] {place}", finding.rule.id)
    }
}

/// The worse of two ends.
fn worst(one: Exit, other: Exit) -> Exit {
    let order = [Exit::Failed, Exit::Refused, Exit::Undecided];
    order.into_iter().find(|exit| [one, other].contains(exit)).unwrap_or(Exit::Accepted)
}
