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
mod audit;
mod check;
mod explain;
mod facts;
#[cfg(feature = "fetch")]
mod fetcher;
mod input;
mod output;
mod profiles;
mod recheck;
mod remote;
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
    Interrupted,
}

impl Exit {
    /// The number that the system is told.
    const fn code(self) -> u8 {
        match self {
            Self::Accepted => 0,
            Self::Refused => 1,
            Self::Failed => 2,
            Self::NothingToCheck => 3,
            Self::Undecided => 4,
            #[cfg(feature = "submit")]
            Self::UnknownOutcome => 5,
            // As shells say of a program that SIGINT, signal 2, has ended: 128 + 2.
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let outcome = match args.command {
        Command::Check(check) => check::run(&check),
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
