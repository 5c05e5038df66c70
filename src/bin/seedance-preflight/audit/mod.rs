//! `audit`: may the files of whole folders be sent?

mod outputs;

use seedance_preflight::{Audit, AuditSummary, CheckOptions, Profile, VerdictCounts};

use crate::Exit;
use crate::args;
use crate::output::Error;
use crate::profiles;
use outputs::Outputs;

pub(crate) fn run(args: &args::Audit) -> Result<Exit, Error> {
    let profile = profiles::load(&args.judging.profile)?;
    if args.roots.is_empty() {
        anstream::eprintln!("seedance-preflight: no folder or file was named, so there is nothing to check");
        return Ok(Exit::NothingToCheck);
    }
    let mut outputs = Outputs::open(&profile, args)?;
    let mut audit = audit(args, &profile);
    audit.walk.skip = outputs.files();
    let summary = audit.run(args.roots.iter().cloned(), &mut outputs.all);
    outputs.say_failures()?;
    let summary = summary?;
    if !outputs.text_on_stdout && !args.quiet {
        summary.write_text(&mut std::io::stderr().lock())?;
    }
    Ok(exit(&summary))
}

/// What the arguments say to the library.
fn audit<'a>(args: &args::Audit, profile: &'a Profile) -> Audit<'a> {
    let mut audit = Audit::new(profile);
    audit.check = check_options(args);
    audit.deep = args.judging.deep;
    audit.all = args.all;
    audit.sort = args.sort;
    audit.jobs = args.jobs;
    audit.walk.hidden = args.hidden;
    audit.walk.no_ignore = args.no_ignore;
    audit.walk.follow = args.follow;
    audit.walk.exclude.clone_from(&args.exclude);
    audit
}

fn check_options(args: &args::Audit) -> CheckOptions {
    let mut options = args.judging.options();
    options.expected_kind = args.expected_kind.map(Into::into);
    options
}

/// One refused file makes the audit refused; else one undecided makes it undecided.
fn exit(summary: &AuditSummary) -> Exit {
    match summary.verdicts {
        VerdictCounts { refused: 1.., .. } => Exit::Refused,
        VerdictCounts { undecided: 1.., .. } => Exit::Undecided,
        VerdictCounts { accepted: 1.., .. } => Exit::Accepted,
        _ => Exit::NothingToCheck,
    }
}
