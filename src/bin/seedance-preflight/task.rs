//! `task`: what became of it?

use std::path::Path;

use seedance_preflight::request::{Counts, RequestDocument};
use seedance_preflight::submit::SubmitError;

use crate::args::Task;
use crate::exit::Exit;
use crate::input;
use crate::output::Error;
use crate::submit::{Connection, Interrupt, Printer, exit_of, follow, how_to_go_on, interrupted};

pub(crate) fn run(args: &Task) -> Result<Exit, Error> {
    let interrupt = Interrupt::default();
    let connection = Connection { service: &args.service, env_proxy: args.env_proxy };
    let client = connection.client(interrupt.signal())?;
    let counts = args.request.as_deref().map(counts).transpose()?.flatten();
    let printer = Printer { size: None, counts, format: args.format };
    let words = how_to_go_on(&args.id, &args.waiting, &connection);
    interrupt.follows(words.clone(), true)?;
    let task = match client.task(&args.id) {
        Ok(task) => task,
        Err(SubmitError::Stopped { .. }) => return Ok(interrupted(&interrupt, &words)),
        Err(error) => return printer.error(&error),
    };
    if args.waiting.waits() {
        return follow(&client, task, &args.waiting, &connection, &interrupt, &printer);
    }
    printer.task(&task, &[])?;
    Ok(exit_of(&task))
}

fn counts(path: &Path) -> Result<Option<Counts>, Error> {
    let text = input::request(path).map_err(|source| Error::Request { path: path.to_owned(), source })?;
    Ok(RequestDocument::read(&text).counts())
}
