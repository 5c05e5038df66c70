//! `submit`: send an approved request, and follow its task.

mod confirm;
mod download;
mod download_error;
mod follow;
mod interrupt;
mod service;
mod show;

use anstream::eprintln;
use seedance_preflight::request::RequestDocument;
use seedance_preflight::submit::SubmitError;
use seedance_preflight::{Finding, NotApproved, Outcome, RequestReport, RuleSelection, Severity, Verdict};

use crate::args::{Format, Submit};
use crate::exit::Exit;
use crate::language::said;
use crate::output::Error;
use crate::{profiles, request};

pub(crate) use download_error::DownloadError;
pub(crate) use follow::{exit_of, follow, interrupted};
pub(crate) use interrupt::{Interrupt, how_to_go_on};
pub(crate) use service::Connection;
pub(crate) use show::Printer;

pub(crate) fn run(args: &Submit) -> Result<Exit, Error> {
    if args.request.convert {
        return request::convert(&args.request);
    }
    // What is wrong with the key is said before any work is done.
    let interrupt = Interrupt::default();
    let connection = Connection { service: &args.service, env_proxy: args.request.fetching.env_proxy };
    let client = connection.client(interrupt.signal())?;
    let text = request::read(&args.request)?;
    let document = RequestDocument::read(&text);
    let settings = request::settings(&args.request, None, Vec::new())?;
    let profile = profiles::load_for(&settings.profile.value, &document)?;
    let mut options = settings.options(profile.clone())?;
    // Nothing is sent past a rule that a settings file leaves out.
    options.rules = RuleSelection::default();
    let report = request::judge(&args.request, &document, &options, false)?;

    confirm::show(args, &document, &report, &profile)?;
    let exit = match report.verdict() {
        Verdict::Refused => Some(Exit::Refused),
        _ if needing_confirmation(&report).next().is_some() && !confirm::is_confirmed(args)? => Some(Exit::Undecided),
        _ => None,
    };
    if let Some(exit) = exit {
        eprintln!("seedance-preflight: {}", said!("nothing was sent"));
        show::not_sent(args, &report)?;
        return Ok(exit);
    }
    let waived: Vec<_> = needing_confirmation(&report).map(|finding| finding.rule.id).collect();
    let approved = report.approve_waiving(&waived).map_err(not_approved)?;

    interrupt.install(interrupt::on_the_way(&args.service))?;
    let printer = Printer { size: report.output_size(), counts: document.counts(), format: args.format };
    let task = match client.create(&approved) {
        Ok(task) => task,
        Err(SubmitError::Stopped { .. }) => {
            eprintln!("seedance-preflight: {}", said!("interrupted; nothing was created"));
            return Ok(Exit::Interrupted);
        }
        Err(error) => return printer.error(&error),
    };
    // The task costs from here on: its id is said, come what may.
    if let Err(error) = printer.created(&task) {
        eprintln!("seedance-preflight: {}", said!("created {id}", id = task.id));
        return Err(error);
    }
    if args.waiting.waits() || interrupt.is_set() {
        return follow(&client, task, &args.waiting, &connection, &interrupt, &printer);
    }
    if args.format == Format::Json {
        printer.task(&task, &[])?;
    }
    Ok(Exit::Accepted)
}

/// What needs confirmation: warnings, and undecided rules that could refuse.
fn needing_confirmation(report: &RequestReport) -> impl Iterator<Item = &Finding> {
    let counts = |finding: &&Finding| match finding.outcome {
        Outcome::Undecided => finding.severity > Severity::Note,
        _ => finding.severity == Severity::Warning,
    };
    report.findings().iter().filter(counts)
}

fn not_approved(why: NotApproved) -> Error {
    Error::NotApproved(Box::new(why))
}
