//! What is printed about each file.

use std::io;
use std::path::{Path, absolute};

use seedance_preflight::fix::{Plan, quoted_command};
use seedance_preflight::render::printable;

use super::done::Done;
use super::ffmpeg::shown_name;
use super::{Ffmpeg, Target};
use crate::language::{language, padded, said, translated_data};

/// The line about what became of a file.
pub(super) fn done(path: &Path, done: &Done) -> String {
    match done {
        Done::Accepted => line("accepted", path, language().text("nothing to do")),
        Done::NoFix(why) => line("no fix", path, &translated_data(why.message())),
        Done::Failed(error) => line("failed", path, &translated_data(&error.to_string())),
        Done::Fixed { path: target, bytes, loss } => {
            let said = said!("{target}, {bytes} bytes", target = printable(&target.to_string_lossy()), bytes);
            line("fixed", path, &format!("{said}{}", loss.described_in(language())))
        }
    }
}

/// What would be made of a file, and the command for that on a line of its own, to be copied.
pub(super) fn command(path: &Path, plan: &Plan, target: &Target, ffmpeg: &Ffmpeg) -> io::Result<String> {
    let program = ffmpeg.path().map_or_else(|_| shown_name().to_owned(), Into::into);
    let argv = plan.command(&program, &absolute(path)?, &absolute(&target.path)?);
    let would_fix = line("would fix", path, &printable(&target.path.to_string_lossy()));
    Ok(match argv.and_then(|argv| quoted_command(&argv)) {
        Some(command) => format!("{would_fix}\n  {}", said!("fix: {command}", command)),
        None => would_fix,
    })
}

/// "fixed     a.mov: …".
pub(super) fn line(state: &str, path: &Path, what: &str) -> String {
    let (state, joint) = (padded(&translated_data(state), 9), language().text(": "));
    format!("{state} {}{joint}{what}", printable(&path.to_string_lossy()))
}
