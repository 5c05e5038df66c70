//! From a task to its results.

use std::time::Duration;

use anstream::eprintln;
use indicatif::{ProgressBar, ProgressStyle};
use seedance_preflight::render::printable;
use seedance_preflight::submit::{Client, SubmitError, Task, TaskStatus, WaitPolicy};

use super::download_error::DownloadError;
use super::interrupt::how_to_go_on;
use super::{Connection, Interrupt, Printer, download};
use crate::args::Waiting;
use crate::exit::Exit;
use crate::language::{said, translated_data};
use crate::output::Error;

/// Waits for a task and saves its results, as it was asked for, and prints what became of it.
pub(crate) fn follow(
    client: &Client,
    task: Task,
    waiting: &Waiting,
    connection: &Connection<'_>,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<Exit, Error> {
    let words = how_to_go_on(&task.id, waiting, connection);
    interrupt.follows(words.clone(), false)?;
    let ended = if task.is_finished() { Ok(task.clone()) } else { wait(client, &task, waiting) };
    match ended {
        Ok(task) => {
            let saved = match &waiting.download {
                Some(folder) if task.status == TaskStatus::Completed => {
                    download::all(&task, folder, connection, interrupt)
                }
                _ => Ok(Vec::new()),
            };
            // The links are printer even where they could not be followed.
            printer.task(&task, saved.as_deref().unwrap_or_default())?;
            match saved {
                Ok(_) => Ok(exit_of(&task)),
                Err(DownloadError::Stopped) => Ok(interrupted(interrupt, &words)),
                Err(error) => Err(Error::Download(Box::new(error))),
            }
        }
        Err(SubmitError::Stopped { last }) => {
            printer.unfinished(last.as_deref().unwrap_or(&task))?;
            Ok(interrupted(interrupt, &words))
        }
        Err(SubmitError::TimedOut { id, last, waited }) => {
            printer.unfinished(last.as_deref().unwrap_or(&task))?;
            let seconds = waited.as_secs();
            eprintln!(
                "seedance-preflight: {}",
                said!("{id} has not finished within {seconds} s; {words}", id, seconds, words)
            );
            Ok(Exit::Undecided)
        }
        Err(error) => {
            printer.unfinished(&task)?;
            let exit = printer.error_of_query(&error);
            eprintln!("  {words}");
            Ok(exit)
        }
    }
}

/// The exit code of a task that is not waited for any more.
pub(crate) fn exit_of(task: &Task) -> Exit {
    match task.status {
        TaskStatus::Completed => Exit::Accepted,
        TaskStatus::Failed | TaskStatus::Cancelled => Exit::Refused,
        _ => Exit::Undecided,
    }
}

/// Ends in order, and says how to go on.
pub(crate) fn interrupted(interrupt: &Interrupt, words: &str) -> Exit {
    interrupt.ends();
    eprintln!("seedance-preflight: {}", said!("interrupted; {words}", words));
    Exit::Interrupted
}

fn wait(client: &Client, task: &Task, waiting: &Waiting) -> Result<Task, SubmitError> {
    let mut policy = WaitPolicy::default();
    policy.timeout = waiting.timeout();
    // Hidden if standard error is not a terminal.
    let bar = ProgressBar::new(100).with_style(style());
    bar.enable_steady_tick(Duration::from_millis(200));
    let show = |task: &Task| {
        bar.set_position(task.progress.unwrap_or_default().into());
        let left = task.estimated_time.filter(|_| !task.is_finished());
        let estimate =
            left.map(|time| said!(", estimated at {seconds} s", seconds = time.as_secs())).unwrap_or_default();
        bar.set_message(printable(&format!("{}{estimate}", translated_data(task.status.name()))));
    };
    show(task);
    let ended = client.wait(&task.id, &policy, show);
    bar.finish_and_clear();
    ended
}

fn style() -> ProgressStyle {
    let template = "{bar:30} {pos:>3} %  {elapsed}  {msg}";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
