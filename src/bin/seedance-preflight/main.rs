//! Checks whether prompts, images, videos and audio will be accepted by the Seedance 2.0 API.

#![forbid(unsafe_code)]
// No input makes the program panic or truncates a number. Tests are exempt.
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss
)]

mod about;
mod ahead;
mod args;
mod assets;
mod audit;
#[cfg(feature = "s3")]
mod buckets;
mod check;
mod config;
mod exit;
mod explain;
mod facts;
#[cfg(feature = "fetch")]
mod fetcher;
mod fix;
mod input;
mod interrupt;
#[cfg(feature = "fetch")]
mod interruptible;
mod language;
mod measured;
mod nearest;
mod output;
mod page;
mod profiles;
mod recheck;
mod remote;
mod request;
mod request_fix;
mod schema;
mod settings;
mod size;
#[cfg(feature = "submit")]
mod submit;
#[cfg(feature = "submit")]
mod task;
mod upstream;
mod usage_error;
mod wrap;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use seedance_preflight::render;

use args::{Args, Command};
use exit::Exit;

fn main() -> ExitCode {
    let args = arguments();
    let outcome = match args.command {
        Command::Check(check) => check::run(&check),
        Command::Fix(fix) => fix::run(&fix),
        Command::Audit(audit) => audit::run(&audit),
        Command::Recheck(recheck) => recheck::run(&recheck),
        Command::Request(request) => request::run(&request),
        #[cfg(feature = "submit")]
        Command::Submit(submit) => submit::run(&submit),
        #[cfg(feature = "submit")]
        Command::Task(task) => task::run(&task),
        Command::Facts(facts) => facts::run(&facts),
        Command::Explain(explain) => explain::run(&explain),
        Command::Rules(rules) => explain::list(&rules),
        Command::Profiles(profiles) => profiles::run(&profiles),
        Command::Config(config) => config::run(&config),
        Command::Schema(schema) => schema::run(&schema),
        Command::Size(size) => size::run(&size),
        Command::Page(page) => page::run(&page),
        Command::Completions(completions) => about::completions(&completions),
        Command::Man(man) => about::man(&man),
    };
    match outcome {
        Ok(exit) => exit.into(),
        // The reader of the output closed it, as `head` does: no message, but no verdict either.
        Err(error) if error.is_broken_pipe() => Exit::Failed.into(),
        Err(error) => {
            // An error may name a file, whose name a terminal must not obey.
            let message = render::printable(&language::translated_data(&error.to_string()));
            anstream::eprintln!("seedance-preflight: {message}");
            Exit::Failed.into()
        }
    }
}

/// The arguments; their help and errors are in the language that they and the environment choose.
fn arguments() -> Args {
    let words: Vec<_> = std::env::args_os().collect();
    language::choose(&words);
    let mut command = language::localised(Args::command());
    let matches = command.clone().try_get_matches_from(words);
    let parsed =
        matches.and_then(|matches| Args::from_arg_matches(&matches).map_err(|error| error.format(&mut command)));
    parsed.unwrap_or_else(|error| usage_error::exit(error))
}
