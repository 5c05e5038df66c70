//! `recheck`: will the files of a journal be accepted, by another profile or tolerance?

use std::time::SystemTime;

use seedance_preflight::audit::{Audit, JournalReader, Recheck};

use crate::args;
use crate::audit::{Progress, Watched, baseline, open, refuse_as_output, settings};
use crate::exit::Exit;
use crate::interrupt;
use crate::language::{language, language_of_data, said};
use crate::output::Error;

pub(crate) fn run(args: &args::Recheck) -> Result<Exit, Error> {
    let reporting = &args.reporting;
    let settings = settings(reporting, &[], false)?;
    let options = settings.options_for_files()?;
    let quiet = reporting.results.choice.quiet;
    let journal = JournalReader::open(&args.journal)?;
    refuse_as_output(&args.journal, &settings.output.value)?;
    let progress = Progress::new(quiet);
    let baseline = baseline::read(reporting, &settings.output.value)?;
    let mut outputs = open(reporting, &settings.output.value, &options, &progress)?;
    let mut audit = Audit::new(options);
    audit.path_rules = settings.path_rules()?;
    audit.expected_kind = reporting.expected_kind();
    audit.deep = reporting.measuring.deep;
    audit.language = language_of_data();
    audit.all = reporting.all;
    audit.baseline = baseline.as_ref();
    audit.cancel = Some(interrupt::listen());
    let mut watched = Watched { outputs: &mut outputs.all, progress: &progress };
    let ran = audit.recheck(&journal, args.under.as_deref(), &mut watched);
    let all_written = outputs.print_failures();
    let found = match ran {
        Ok(found) => found,
        // The output that failed has been named.
        Err(_) if !all_written => return Ok(Exit::Failed),
        Err(error) => return Err(error.into()),
    };
    if !quiet {
        if !outputs.text_on_stdout {
            found.summary.write_text_in(language(), &mut std::io::stderr().lock())?;
        }
        if let Some(baseline) = &baseline {
            baseline::print_unmatched(baseline, &mut std::io::stderr().lock())?;
        }
        print_age(&found);
    }
    if found.outdated > 0 {
        anstream::eprintln!(
            "seedance-preflight: {}",
            said!(
                "{count} files are left out because another version of this program measured them; audit them again",
                count = found.outdated
            )
        );
    } else if found.summary.files == 0 {
        print_other_files(&journal, args)?;
    }
    let exit = match Exit::of(&found.summary) {
        _ if !all_written => Exit::Failed,
        // What was left out is not decided.
        Exit::Accepted | Exit::NothingToCheck if found.outdated > 0 => Exit::Undecided,
        exit => exit,
    };
    Ok(if reporting.results.choice.no_fail { exit.without_verdict() } else { exit })
}

/// Prints how old the facts are.
fn print_age(found: &Recheck) {
    let age = |measured: SystemTime| measured.elapsed().unwrap_or_default().as_secs();
    if let (Some(oldest), Some(youngest)) = (found.oldest, found.youngest) {
        let (oldest, youngest) = (words(age(oldest)), words(age(youngest)));
        let text = match youngest == oldest {
            true => said!("no file was read; the facts were measured {oldest} ago", oldest),
            false => {
                said!("no file was read; the facts were measured {youngest} to {oldest} ago", youngest, oldest)
            }
        };
        anstream::eprintln!("seedance-preflight: {text}");
    }
}

/// A length of time in its largest unit, rounded up.
fn words(seconds: u64) -> String {
    let (unit, length) = [("days", 86_400), ("hours", 3_600), ("minutes", 60)]
        .into_iter()
        .find(|(_, length)| seconds >= 2 * length)
        .unwrap_or(("seconds", 1));
    let count = seconds.div_ceil(length);
    said!("{count} {unit}", count, unit = language().text(unit)).into_owned()
}

/// Explains an empty result where the journal has other files.
fn print_other_files(journal: &JournalReader, args: &args::Recheck) -> Result<(), Error> {
    let deep = args.reporting.measuring.deep;
    let (asked, other) = (journal.files(deep)?, journal.files(!deep)?);
    let hint = match (asked, other) {
        (1.., _) => said!("none of its {asked} files is below the folder of --under", asked),
        (0, 1..) if deep => said!("its {other} files were audited without --deep", other),
        (0, 1..) => said!("its {other} files were audited with --deep, which is needed here too", other),
        (0, 0) => said!("it has no files yet; run an audit with it first"),
    };
    let journal = args.journal.display();
    anstream::eprintln!("seedance-preflight: {}", said!("the journal {journal}: {hint}", journal, hint));
    Ok(())
}
