//! `fix`: makes files acceptable, and checks the results.

mod carry_out;
mod done;
mod error;
mod ffmpeg;
mod fixer;
mod measure;
mod mirror;
mod process;
mod progress;
mod publish;
mod request;
mod said;
mod shown;
mod target;
mod version;

pub(crate) use error::FixError;
use ffmpeg::Ffmpeg;
pub(crate) use fixer::Fixer;
pub(crate) use mirror::Mirror;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use crate::ahead::ahead;
use crate::args::Fix;
use crate::exit::Exit;
use crate::input;
use crate::interrupt;
use crate::output::Error;
use crate::settings::{Flags, Settings};
use crate::wrap;
use done::Done;
use progress::Progress;
use said::Said;
use target::{Target, sharing_a_name};

pub(crate) fn run(args: &Fix) -> Result<Exit, Error> {
    let flags = Flags { judging: &args.judging, rules: None, exclude: &[], output: Vec::new() };
    let settings = Settings::load(&flags, &args.judging.settings)?;
    let check = settings.options_for_files()?;
    let fixer = Fixer::new(check, settings.path_rules()?, args.expected_kind(), &args.choice, args.quiet);
    interrupt::listen();
    let progress = Progress::new(args.files.len(), args.quiet || args.dry_run);
    let shared = sharing_a_name(&args.files, args.output.as_deref());
    let files: Vec<_> = args.files.iter().map(PathBuf::as_path).zip(shared).collect();
    let profile = settings.profile.value.as_path();
    let work = |&(path, shares_name): &(&Path, bool)| match request::is_request(path) {
        _ if interrupt::is_set() => Ok(None),
        true => request::fix(path, profile, args, &fixer, &progress.file()),
        false => one(path, shares_name, args, &fixer, &progress),
    };
    let (mut left, mut any_failed, mut any_unfixed, mut any_undecided) = (files.len(), false, false, false);
    ahead(&files, args.jobs.unwrap_or_else(usual_jobs).get(), work, |results| {
        for said in results {
            // A panic has said on stderr what happened.
            let said = said.unwrap_or(Ok(Some(Said { line: None, exit: Exit::Failed })))?;
            let Some(Said { line, exit }) = said else { continue };
            left -= 1;
            any_failed |= exit == Exit::Failed;
            any_unfixed |= exit == Exit::Refused;
            any_undecided |= exit == Exit::Undecided;
            if let Some(line) = line {
                progress.above(|| io::stdout().write_all(wrap::report(&line).as_bytes()))?;
            }
        }
        io::Result::Ok(())
    })?;
    progress.finish();
    Ok(match (any_failed, any_unfixed, any_undecided) {
        _ if left > 0 => Exit::Interrupted,
        (true, ..) => Exit::Failed,
        (_, true, _) => Exit::Refused,
        (.., true) => Exit::Undecided,
        _ => Exit::Accepted,
    })
}

/// Half of what the machine runs at once: ffmpeg has threads of its own.
pub(crate) fn usual_jobs() -> NonZeroUsize {
    let all = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    NonZeroUsize::new(all / 2).unwrap_or(NonZeroUsize::MIN)
}

/// Fixes one file; `None` after Ctrl-C.
fn one(path: &Path, shares_name: bool, args: &Fix, fixer: &Fixer, progress: &Progress) -> io::Result<Option<Said>> {
    if input::is_missing(path) {
        return Ok(Some(Said { line: None, exit: Exit::Failed }));
    }
    let part = progress.file();
    let source = fixer.source(path);
    let target = Target::of(path, args.output.as_deref(), &source.plan, shares_name, args.choice.force);
    if args.dry_run && !source.plan.steps.is_empty() {
        let line = shown::command(path, &source.plan, &target, &fixer.ffmpeg)?;
        return Ok(Some(Said { line: Some(line), exit: Exit::Accepted }));
    }
    let done = done::fix(path, &source, &target, fixer, &part);
    let exit = match &done {
        Done::Failed(FixError::Interrupted) => return Ok(None),
        Done::NoFix(_) | Done::Failed(FixError::StillRefused { .. }) => Exit::Refused,
        Done::Failed(_) => Exit::Failed,
        Done::Accepted | Done::Fixed { .. } => Exit::Accepted,
    };
    Ok(Some(Said { line: Some(shown::done(path, &done)), exit }))
}
