//! `--fix-to`: an accepted version of each file, in another folder.

use std::path::Path;

use seedance_preflight::CheckOptions;
use seedance_preflight::audit::AuditSummary;

use crate::args::Audit;
use crate::exit::Exit;
use crate::fix::{Fixer, Mirror};
use crate::output::Error;
use crate::settings::Settings;

/// The mirror that the arguments ask for.
pub(super) fn mirror(args: &Audit, options: &CheckOptions, settings: &Settings) -> Result<Option<Mirror>, Error> {
    let Some(to) = &args.fix_to else { return Ok(None) };
    let from = match args.roots.as_slice() {
        [folder] if folder.is_dir() => folder,
        // What changed is below this folder.
        [] => Path::new("."),
        _ => return Err(Error::NotOneFolder),
    };
    let reporting = &args.reporting;
    let fixer = Fixer::new(
        options.clone(),
        settings.path_rules()?,
        reporting.expected_kind(),
        &args.fixes,
        reporting.results.choice.quiet,
    );
    Mirror::new(fixer, from, to, args.fixes.force).map(Some).map_err(|error| Error::FixTo(Box::new(error)))
}

/// How the program ends: what counts is what the files have become.
pub(super) fn exit(summary: &AuditSummary) -> Exit {
    let fixes = summary.fixes;
    match Exit::of(summary) {
        Exit::Interrupted => Exit::Interrupted,
        Exit::NothingToCheck => Exit::NothingToCheck,
        _ if fixes.failed > 0 => Exit::Failed,
        _ if fixes.no_fix > 0 || fixes.refused > 0 => Exit::Refused,
        _ => Exit::Accepted,
    }
}
