//! `audit`: may the files of whole folders be sent?

pub(crate) mod baseline;
mod changed;
mod interrupt;
mod list;
mod outputs;
mod progress;
mod roots;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use seedance_preflight::audit::{Audit, AuditSummary, Journal, VerdictCounts};
use seedance_preflight::profile::Profile;

use crate::Exit;
use crate::args::{self, OutputArg};
use crate::input;
use crate::output::Error;
use crate::profiles;
use crate::remote::{self, Remote};
pub(crate) use interrupt::listen;
pub(crate) use outputs::Outputs;
pub(crate) use progress::{Progress, Watched};
use roots::Roots;

pub(crate) fn run(args: &args::Audit) -> Result<Exit, Error> {
    let reporting = &args.reporting;
    let profile = profiles::load(&reporting.judging.profile)?;
    if args.roots.is_empty() && args.changed_since.is_none() {
        anstream::eprintln!("seedance-preflight: no folder or file was named, so there is nothing to check");
        return Ok(Exit::NothingToCheck);
    }
    // Before any output is begun, so that a journal that cannot be used costs no file.
    let journal = args.journal.as_ref().map(Journal::open).transpose()?;
    if let Some(path) = &args.journal {
        refuse_as_output(path, &reporting.outputs)?;
    }
    let interrupted = listen();
    // A list, or a URL, is not a path.
    let is_path = |root: &&PathBuf| !root.to_string_lossy().starts_with('@') && remote::url_of(root).is_none();
    let any_missing = args.roots.iter().filter(is_path).filter(|root| input::is_missing(root)).count() > 0;
    let roots = Roots::open(args)?;
    let lists = roots.failure();
    let progress = Progress::new(reporting.quiet);
    let baseline = baseline::read(reporting)?;
    let mut outputs = Outputs::open(reporting, &profile, &progress)?;
    let mut audit = audit(args, profile);
    audit.baseline = baseline.as_ref();
    audit.walk.skip.clone_from(&outputs.files);
    audit.walk.skip.extend(args.journal.clone());
    audit.journal = journal.as_ref();
    audit.cancel = Some(interrupted);
    let remote = Remote::new(&args.fetching, reporting.judging.deep)?;
    audit.elsewhere = Some(&remote);
    let mut watched = Watched { outputs: &mut outputs.all, progress: &progress };
    let ran = counting_meanwhile(&audit, args, &progress, || audit.run(roots, &mut watched));
    let all_written = outputs.say_failures();
    let summary = match ran {
        Ok(summary) => summary,
        // Which output it was has been said.
        Err(_) if !all_written => return Ok(Exit::Failed),
        Err(error) => return Err(error.into()),
    };
    if !outputs.text_on_stdout && !reporting.quiet {
        summary.write_text(&mut std::io::stderr().lock())?;
    }
    if let (Some(baseline), false) = (&baseline, reporting.quiet) {
        baseline::say_not_met(baseline, &mut std::io::stderr().lock())?;
    }
    if !reporting.quiet {
        remote.say_what_was_spent();
    }
    lists.take()?;
    if let Some(journal) = journal {
        if !summary.interrupted && args.changed_since.is_none() {
            journal.forget_vanished(&args.roots)?;
        }
        journal.close()?;
    }
    Ok(match exit(&summary) {
        Exit::Interrupted if all_written => Exit::Interrupted,
        exit if all_written && !any_missing => exit,
        _ => Exit::Failed,
    })
}

/// Runs `run`; where somebody watches, counts meanwhile how many files there are.
fn counting_meanwhile<T>(audit: &Audit<'_>, args: &args::Audit, progress: &Progress, run: impl FnOnce() -> T) -> T {
    if !progress.is_shown() {
        return run();
    }
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| progress.count(audit, args, &over));
        let ran = run();
        over.store(true, Ordering::Relaxed);
        ran
    })
}

/// Refuses an output that would overwrite the journal.
pub(crate) fn refuse_as_output(journal: &Path, outputs: &[OutputArg]) -> Result<(), Error> {
    let found = |path: &Path| fs::canonicalize(path).ok();
    let same = |output: &OutputArg| output.file.as_deref().is_some_and(|file| found(file) == found(journal));
    // An output that does not exist is not the journal, which does.
    match found(journal) {
        Some(_) if outputs.iter().any(same) => Err(Error::JournalAsOutput(journal.to_owned())),
        _ => Ok(()),
    }
}

/// What the arguments say to the library.
fn audit<'a>(args: &args::Audit, profile: Profile) -> Audit<'a> {
    let mut audit = Audit::new(args.reporting.judging.options(profile));
    audit.expected_kind = args.reporting.expected_kind();
    audit.deep = args.reporting.judging.deep;
    audit.all = args.reporting.all;
    audit.sort = args.sort;
    audit.jobs = args.jobs;
    audit.walk.hidden = args.hidden;
    audit.walk.no_ignore = args.no_ignore;
    audit.walk.follow = args.follow;
    audit.walk.exclude.clone_from(&args.exclude);
    audit
}

/// One refused file makes the audit refused; else one undecided makes it undecided.
pub(crate) fn exit(summary: &AuditSummary) -> Exit {
    if summary.interrupted {
        return Exit::Interrupted;
    }
    match summary.verdicts {
        VerdictCounts { refused: 1.., .. } => Exit::Refused,
        VerdictCounts { undecided: 1.., .. } => Exit::Undecided,
        VerdictCounts { accepted: 1.., .. } => Exit::Accepted,
        _ => Exit::NothingToCheck,
    }
}
