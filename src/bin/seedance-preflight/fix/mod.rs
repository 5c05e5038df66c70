//! `fix`: makes files acceptable, and checks the results.

mod carry_out;
mod error;
mod ffmpeg;
mod fixer;
mod measure;
mod preview;
mod process;
mod shown;
mod target;

pub(crate) use error::FixError;
pub(crate) use ffmpeg::Ffmpeg;
pub(crate) use preview::preview;

use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::args::Fix;
use crate::exit::Exit;
use crate::input;
use crate::interrupt;
use crate::output::Error;
use crate::settings::{Flags, Settings};
use carry_out::carry_out;
use fixer::{Fixer, Source};
use shown::Shown;
use target::Target;

pub(crate) fn run(args: &Fix) -> Result<Exit, Error> {
    let flags = Flags { judging: &args.judging, rules: None, exclude: &[], output: Vec::new() };
    let settings = Settings::load(&flags, &args.judging.settings)?;
    let check = settings.options_for_files()?;
    let (path_rules, rules) = (settings.path_rules()?, check.rules.clone());
    let options = args.choice.options(&check);
    let mut fixer = Fixer {
        check,
        options,
        expected_kind: args.expected_kind(),
        ffmpeg: Ffmpeg::new(args.ffmpeg.clone(), Duration::from_secs(args.time_limit)),
    };
    let interrupted = interrupt::listen();
    let (mut any_failed, mut any_unfixed) = (false, false);
    for path in &args.files {
        if interrupted.load(Ordering::Relaxed) {
            return Ok(Exit::Interrupted);
        }
        if input::is_missing(path) {
            any_failed = true;
            continue;
        }
        fixer.check.rules = path_rules.for_path(path, &rules).into_owned();
        let source = Source::of(path, &fixer);
        let target = Target::of(path, args.output.as_deref(), &source.plan, args.force);
        let shown = Shown { path, plan: &source.plan };
        if source.plan.no_fix.is_some() {
            any_unfixed = true;
            shown.no_fix()?;
        } else if source.plan.is_empty() {
            shown.nothing_to_do()?;
        } else if args.dry_run {
            shown.command(&fixer.ffmpeg, &target.path)?;
        } else {
            match carry_out(path, &source, &target, &fixer) {
                Ok(report) => shown.fixed(&target.path, &report)?,
                Err(FixError::Interrupted) => return Ok(Exit::Interrupted),
                Err(error @ FixError::StillRefused { .. }) => {
                    any_unfixed = true;
                    shown.failed(&error)?;
                }
                Err(error) => {
                    any_failed = true;
                    shown.failed(&error)?;
                }
            }
        }
    }
    Ok(match (any_failed, any_unfixed) {
        (true, _) => Exit::Failed,
        (false, true) => Exit::Refused,
        (false, false) => Exit::Accepted,
    })
}
