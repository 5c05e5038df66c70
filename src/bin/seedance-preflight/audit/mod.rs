//! `audit`: will the files of whole folders be accepted?

pub(crate) mod baseline;
mod changed;
mod fixing;
mod list;
mod outputs;
mod progress;
mod roots;
mod utf16;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use seedance_preflight::CheckOptions;
use seedance_preflight::audit::{Audit, AuditText, FileFixer, Journal};

use crate::args::{self, OutputArg, OutputKind, Reporting};
use crate::exit::Exit;
use crate::fix::usual_jobs;
use crate::input;
use crate::interrupt;
use crate::language::{language, language_of_data, said};
use crate::output::Error;
use crate::remote::{self, Remote};
use crate::settings::{Flags, Settings};
pub(crate) use outputs::{Outputs, Own, Writer};
pub(crate) use progress::{Progress, Watched};
use roots::Roots;

pub(crate) fn run(args: &args::Audit) -> Result<Exit, Error> {
    let reporting = &args.reporting;
    let settings = settings(reporting, &args.exclude, true)?;
    let options = settings.options_for_files()?;
    if args.roots.is_empty() && args.changed_since.is_none() {
        anstream::eprintln!("seedance-preflight: {}", said!("nothing to check: no folder or file was named"));
        return Ok(Exit::NothingToCheck);
    }
    // Before any output is created, so that an unusable journal empties no file.
    let journal = args.journal.as_ref().map(Journal::open).transpose()?;
    if let Some(path) = &args.journal {
        refuse_as_output(path, &settings.output.value)?;
    }
    let quiet = reporting.results.choice.quiet;
    let interrupted = interrupt::listen();
    // A list, or a URL, is not a path.
    let is_path = |root: &&PathBuf| !root.to_string_lossy().starts_with('@') && remote::url_of(root).is_none();
    let any_missing = args.roots.iter().filter(is_path).filter(|root| input::is_missing(root)).count() > 0;
    let mut audit = audit(args, options.clone(), &settings)?;
    let remote = Remote::new(&args.fetching, audit.deep)?;
    let roots = Roots::open(args, &audit.walk, &remote)?;
    let lists = roots.failure();
    let mirror = fixing::mirror(args, &options, &settings)?;
    let progress = Progress::new(quiet);
    let baseline = baseline::read(reporting, &settings.output.value)?;
    let mut outputs = open(reporting, &settings.output.value, &options, &progress)?;
    audit.baseline = baseline.as_ref();
    audit.walk.skip.clone_from(&outputs.files);
    audit.walk.skip.extend(args.journal.clone());
    audit.journal = journal.as_ref();
    audit.cancel = Some(interrupted);
    audit.fixer = mirror.as_ref().map(|mirror| mirror as &dyn FileFixer);
    audit.remote_source = Some(&remote);
    audit.connections = remote.connections();
    audit.max_age = args.max_age;
    let mut watched = Watched { outputs: &mut outputs.all, progress: &progress };
    let ran = counting_meanwhile(&audit, args, &progress, &remote, || audit.run(roots, &mut watched));
    let all_written = outputs.print_failures();
    let summary = match ran {
        Ok(summary) => summary,
        // The output that failed has been named.
        Err(_) if !all_written => return Ok(Exit::Failed),
        Err(error) => return Err(error.into()),
    };
    if !outputs.text_on_stdout && !quiet {
        summary.write_text_in(language(), &mut std::io::stderr().lock())?;
    }
    if let (Some(baseline), false) = (&baseline, quiet) {
        baseline::print_unmatched(baseline, &mut std::io::stderr().lock())?;
    }
    if !quiet {
        remote.print_fetch_totals();
    }
    lists.take()?;
    if let Some(journal) = journal {
        if !summary.interrupted && args.changed_since.is_none() {
            journal.forget_vanished(&args.roots)?;
        }
        journal.close()?;
    }
    if !all_written {
        return Ok(Exit::Failed);
    }
    let exit = if mirror.is_some() { fixing::exit(&summary) } else { Exit::of(&summary) };
    let exit = match (exit, &args.changed_since) {
        (Exit::NothingToCheck, Some(revision)) if !args.fail_if_empty => {
            anstream::eprintln!("seedance-preflight: {}", said!("no media changed since {revision}", revision));
            Exit::Accepted
        }
        (exit, _) => exit,
    };
    if any_missing && exit != Exit::Interrupted {
        return Ok(Exit::Failed);
    }
    Ok(if reporting.results.choice.no_fail { exit.without_verdict() } else { exit })
}

/// The settings in force. Outputs of settings are of audits only, so that no other command overwrites their files.
pub(crate) fn settings(reporting: &Reporting, exclude: &[String], is_audit: bool) -> Result<Settings, Error> {
    let rules = Some(&reporting.results.choice.rules);
    let flags = Flags { judging: &reporting.judging, rules, exclude, output: reporting.results.outputs() };
    let mut settings = Settings::load(&flags, &reporting.judging.settings)?;
    if !is_audit {
        settings.output.value = flags.output;
    }
    Ok(settings)
}

/// Opens the outputs of an audit.
pub(crate) fn open(
    reporting: &Reporting,
    wanted: &[OutputArg],
    options: &CheckOptions,
    progress: &Progress,
) -> Result<Outputs, Error> {
    let own: Own<'_> = &|kind, out, palette| match kind {
        OutputKind::Text => Ok(Box::new(AuditText::new(out, palette).with_accepted(reporting.verbose))),
        _ => Err(out),
    };
    Outputs::open(wanted, reporting.baseline.is_some(), own, &options.profile, progress)
}

/// Runs `run`; while progress is shown, counts the files at the same time.
fn counting_meanwhile<T>(
    audit: &Audit<'_>,
    args: &args::Audit,
    progress: &Progress,
    remote: &Remote,
    run: impl FnOnce() -> T,
) -> T {
    if !progress.is_shown() {
        return run();
    }
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| progress.count(audit, args, remote, &over));
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

/// The audit that the arguments ask for.
fn audit<'a>(args: &args::Audit, options: CheckOptions, settings: &Settings) -> Result<Audit<'a>, Error> {
    let mut audit = Audit::new(options);
    audit.path_rules = settings.path_rules()?;
    audit.expected_kind = args.reporting.expected_kind();
    audit.deep = args.reporting.measuring.deep || args.fix_to.is_some();
    audit.plans = settings.output.value.iter().any(|output| output.kind == OutputKind::Html);
    audit.all = args.reporting.all;
    audit.sort = args.sort;
    audit.jobs = args.jobs.or_else(|| args.fix_to.as_ref().map(|_| usual_jobs()));
    audit.language = language_of_data();
    audit.walk.hidden = args.hidden;
    audit.walk.no_ignore = args.no_ignore;
    audit.walk.follow = args.follow;
    audit.walk.exclude.clone_from(&settings.exclude.value.globs);
    audit.walk.exclude_from.clone_from(&settings.exclude.value.from);
    Ok(audit)
}
