//! `completions` and `man`: from the definitions of the command line.

use std::io::{self, Write};

use clap::CommandFactory;

use crate::args::{Args, Completions, Man};
use crate::exit::Exit;
use crate::output::Error;

pub(crate) fn completions(args: &Completions) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), env!("CARGO_PKG_NAME"), &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Accepted)
}

pub(crate) fn man(args: &Man) -> Result<Exit, Error> {
    let mut program = Args::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| Error::UnknownCommand(name.clone()))?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    io::stdout().lock().write_all(&page)?;
    Ok(Exit::Accepted)
}
