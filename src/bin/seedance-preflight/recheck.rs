//! `recheck`: may the files of a journal be sent, by another profile or tolerance?

use std::time::SystemTime;

use seedance_preflight::audit::{Audit, JournalReader, Recheck};

use crate::Exit;
use crate::args;
use crate::audit::{Outputs, Progress, Watched, baseline, exit, listen, refuse_as_output};
use crate::output::Error;
use crate::profiles;

pub(crate) fn run(args: &args::Recheck) -> Result<Exit, Error> {
    let reporting = &args.reporting;
    let profile = profiles::load(&reporting.judging.profile)?;
    let journal = JournalReader::open(&args.journal)?;
    refuse_as_output(&args.journal, &reporting.outputs)?;
    let progress = Progress::new(reporting.quiet);
    let baseline = baseline::read(reporting)?;
    let mut outputs = Outputs::open(reporting, &profile, &progress)?;
    let mut audit = Audit::new(reporting.judging.options(profile));
    audit.expected_kind = reporting.expected_kind();
    audit.deep = reporting.judging.deep;
    audit.all = reporting.all;
    audit.baseline = baseline.as_ref();
    audit.cancel = Some(listen());
    let mut watched = Watched { outputs: &mut outputs.all, progress: &progress };
    let ran = audit.recheck(&journal, args.under.as_deref(), &mut watched);
    let all_written = outputs.say_failures();
    let found = match ran {
        Ok(found) => found,
        // Which output it was has been said.
        Err(_) if !all_written => return Ok(Exit::Failed),
        Err(error) => return Err(error.into()),
    };
    if !reporting.quiet {
        if !outputs.text_on_stdout {
            found.summary.write_text(&mut std::io::stderr().lock())?;
        }
        if let Some(baseline) = &baseline {
            baseline::say_not_met(baseline, &mut std::io::stderr().lock())?;
        }
        say_age(&found);
    }
    if found.outdated > 0 {
        anstream::eprintln!(
            "seedance-preflight: {} files are left out, since another version of this program measured them; audit them again",
            found.outdated
        );
    } else if found.summary.files == 0 {
        say_what_else_there_is(&journal, args)?;
    }
    Ok(match exit(&found.summary) {
        _ if !all_written => Exit::Failed,
        // What was left out is not decided.
        Exit::Accepted | Exit::NothingToCheck if found.outdated > 0 => Exit::Undecided,
        exit => exit,
    })
}

/// Says of when the facts are.
fn say_age(found: &Recheck) {
    let age = |measured: SystemTime| measured.elapsed().unwrap_or_default().as_secs();
    if let (Some(oldest), Some(youngest)) = (found.oldest, found.youngest) {
        let (oldest, youngest) = (words(age(oldest)), words(age(youngest)));
        let between = if youngest == oldest { oldest } else { format!("{youngest} to {oldest}") };
        anstream::eprintln!("seedance-preflight: no file was looked at; they were measured {between} ago");
    }
}

/// A length of time in its largest unit, rounded up.
fn words(seconds: u64) -> String {
    let (unit, length) = [("days", 86_400), ("hours", 3_600), ("minutes", 60)]
        .into_iter()
        .find(|(_, length)| seconds >= 2 * length)
        .unwrap_or(("seconds", 1));
    format!("{} {unit}", seconds.div_ceil(length))
}

/// Says why there may be nothing, where the journal has what was not asked for.
fn say_what_else_there_is(journal: &JournalReader, args: &args::Recheck) -> Result<(), Error> {
    let deep = args.reporting.judging.deep;
    let (asked, other) = (journal.files(deep)?, journal.files(!deep)?);
    let hint = match (asked, other) {
        (1.., _) => format!("none of its {asked} files is below the folder that --under names"),
        (0, 1..) if deep => format!("its {other} files were audited without --deep"),
        (0, 1..) => format!("its {other} files were audited with --deep, which is needed here too"),
        (0, 0) => "it has no files yet; give it to an audit first".to_owned(),
    };
    anstream::eprintln!("seedance-preflight: the journal {}: {hint}", args.journal.display());
    Ok(())
}
