//! `recheck`: may the files of a journal be sent, by another profile or tolerance?

use std::time::SystemTime;

use seedance_preflight::{Audit, JournalReader, Recheck};

use crate::Exit;
use crate::args;
use crate::audit::{Outputs, Progress, Wanted, Watched, exit, listen, refuse_as_output};
use crate::output::Error;
use crate::profiles;

pub(crate) fn run(args: &args::Recheck) -> Result<Exit, Error> {
    let profile = profiles::load(&args.judging.profile)?;
    let journal = JournalReader::open(&args.journal)?;
    refuse_as_output(&args.journal, &args.outputs)?;
    let progress = Progress::new(args.quiet);
    let wanted = Wanted { outputs: &args.outputs, accepted_too: args.verbose, with_baseline: false, profile: &profile };
    let mut outputs = Outputs::open(&wanted, &progress)?;
    let mut audit = Audit::new(&profile);
    audit.check = args.judging.options();
    audit.check.expected_kind = args.expected_kind.map(Into::into);
    audit.deep = args.judging.deep;
    audit.all = args.all;
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
    if !args.quiet {
        if !outputs.text_on_stdout {
            found.summary.write_text(&mut std::io::stderr().lock())?;
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
    let deep = args.judging.deep;
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
