//! Says of images, videos and sounds whether the Seedance 2.0 API will take them.

#![forbid(unsafe_code)]
// Whatever comes in, nothing here panics and no number is cut short. Tests may.
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

mod args;
mod assets;
mod check;
mod explain;
mod facts;
mod input;
mod output;
mod profiles;
mod request;
mod schema;
mod size;
#[cfg(feature = "submit")]
mod submit;
#[cfg(feature = "submit")]
mod task;
mod upstream;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// The result of a command that ran; see the table in the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    Accepted,
    Refused,
    Failed,
    NothingToCheck,
    Undecided,
    #[cfg(feature = "submit")]
    UnknownOutcome,
    #[cfg(feature = "submit")]
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Accepted => 0,
            Exit::Refused => 1,
            Exit::Failed => 2,
            Exit::NothingToCheck => 3,
            Exit::Undecided => 4,
            #[cfg(feature = "submit")]
            Exit::UnknownOutcome => 5,
            #[cfg(feature = "submit")]
            Exit::Interrupted => 130,
        })
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let outcome = match args.command {
        Command::Check(check) => check::run(&check),
        Command::Request(request) => request::run(&request),
        #[cfg(feature = "submit")]
        Command::Submit(submit) => submit::run(&submit),
        #[cfg(feature = "submit")]
        Command::Task(task) => task::run(&task),
        Command::Facts(facts) => facts::run(&facts),
        Command::Explain(explain) => explain::run(&explain),
        Command::Rules(rules) => explain::list(&rules),
        Command::Profiles(profiles) => profiles::run(&profiles),
        Command::Schema(schema) => schema::run(&schema),
        Command::Size(size) => size::run(&size),
    };
    match outcome {
        Ok(exit) => exit.into(),
        // Whoever reads our output has had enough of it, as `head` does: no word, but no verdict either.
        Err(error) if error.is_broken_pipe() => Exit::Failed.into(),
        Err(error) => {
            anstream::eprintln!("seedance-preflight: {error}");
            Exit::Failed.into()
        }
    }
}
