//! The fix that a report on a request shows.

use std::io::{self, Write};
use std::path::Path;

use seedance_preflight::fix::{FixOptions, ShownRequestFix, fix_request};
use seedance_preflight::request::{AssetBinding, BodyEdit, RequestDocument};
use seedance_preflight::{CheckOptions, RequestReport, Verdict};

use crate::args::Request;
use crate::assets;
use crate::input;
use crate::language::{language, said};

/// How a request that is not accepted becomes acceptable, with the default choices.
pub(crate) fn preview(
    args: &Request,
    document: &RequestDocument<'_>,
    bindings: &[AssetBinding],
    report: &RequestReport,
    check: &CheckOptions,
) -> Option<ShownRequestFix> {
    if report.verdict() == Verdict::Accepted || input::is_stdin(&args.file) {
        return None;
    }
    let options = FixOptions::for_check(check);
    let plan = |bindings: &[AssetBinding]| fix_request(document, bindings, &check.profile, &options);
    // The edits may show media that are under other keys.
    let first = plan(bindings);
    let edited = RequestDocument::read(first.body.as_bytes());
    let mut files = assets::local(&edited, &args.assets, request_folder(&args.file)).unwrap_or_default();
    files.retain(|file| bindings.iter().all(|binding| binding.url() != file.url));
    if files.is_empty() {
        return ShownRequestFix::new(first, &args.file, &args.assets);
    }
    let more = assets::measured(&files, &|path| input::facts(path, args.measuring.deep));
    ShownRequestFix::new(plan(&[bindings, &more].concat()), &args.file, &args.assets)
}

/// A line on each edit, and the command.
pub(crate) fn write_fix(fix: Option<&ShownRequestFix>, out: &mut Vec<u8>) -> io::Result<()> {
    let Some(fix) = fix else { return Ok(()) };
    for edit in &fix.plan.edits {
        writeln!(out, "{}", edit_line(edit))?;
    }
    match fix.quoted() {
        Some(command) => writeln!(out, "  {}", said!("fix: {command}", command)),
        None => Ok(()),
    }
}

/// A line on an edit: a note where its author should look at it.
pub(crate) fn edit_line(edit: &BodyEdit) -> String {
    let message = edit.message_in(language());
    if edit.is_certain() { said!("  edit: {message}", message) } else { said!("  note: {message}", message) }
        .into_owned()
}

/// The folder that paths in the request at `path` are relative to.
pub(crate) fn request_folder(path: &Path) -> &Path {
    if input::is_stdin(path) { Path::new("") } else { path.parent().unwrap_or(Path::new("")) }
}
