//! What is printed about each file.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, absolute};

use crate::language::{language, padded, said, translated_data};
use seedance_preflight::fix::{Loss, Plan, quoted_for_posix, quoted_for_powershell};
use seedance_preflight::render::printable;
use seedance_preflight::{Rational, Report};

use super::ffmpeg::shown_name;
use super::{Ffmpeg, FixError};

/// A file and its plan.
pub(crate) struct Shown<'a> {
    pub(crate) path: &'a Path,
    pub(crate) plan: &'a Plan,
}

impl Shown<'_> {
    /// The file is accepted as it is.
    pub(crate) fn nothing_to_do(&self) -> io::Result<()> {
        self.line("accepted", language().text("nothing to do"))
    }

    /// There is no fix.
    pub(crate) fn no_fix(&self) -> io::Result<()> {
        self.line("no fix", &self.plan.no_fix.map_or_else(Default::default, |why| translated_data(why.message())))
    }

    /// The plan could not be carried out.
    pub(crate) fn failed(&self, error: &FixError) -> io::Result<()> {
        self.line("failed", &translated_data(&error.to_string()))
    }

    /// The result is accepted.
    pub(crate) fn fixed(&self, target: &Path, report: &Report) -> io::Result<()> {
        let bytes = report.facts.bytes.unwrap_or_default();
        let said = said!("{target}, {bytes} bytes", target = printable(&target.to_string_lossy()), bytes);
        self.line("fixed", &format!("{said}{}", loss(self.plan)))
    }

    /// What would be run.
    pub(crate) fn command(&self, ffmpeg: &Ffmpeg, target: &Path) -> io::Result<()> {
        let program = ffmpeg.path().map_or_else(|_| shown_name().to_owned(), Into::into);
        let argv = self.plan.command(&program, &absolute(self.path)?, &absolute(target)?);
        let quote = |word: &OsString| if cfg!(windows) { quoted_for_powershell(word) } else { quoted_for_posix(word) };
        let words = argv.and_then(|argv| argv.iter().map(quote).collect::<Option<Vec<_>>>());
        match words {
            Some(words) => self.line("would fix", &words.join(" ")),
            None => self.line("would fix", &printable(&target.to_string_lossy())),
        }
    }

    fn line(&self, state: &str, what: &str) -> io::Result<()> {
        let (state, joint) = (padded(&translated_data(state), 9), language().text(": "));
        writeln!(io::stdout(), "{state} {}{joint}{what}", printable(&self.path.to_string_lossy()))
    }
}

/// What the plan loses, for a sentence; empty if that is nothing.
fn loss(plan: &Plan) -> String {
    let zero = Rational::from(0_u32);
    let Loss { picture_percent, seconds, .. } = plan.loss;
    let shown = |value: Rational| format!("{:.1}", value.to_f64());
    let picture = (picture_percent > zero)
        .then(|| said!("; {percent} % of the picture is cut off", percent = shown(picture_percent)));
    let time = (seconds > zero).then(|| said!("; {seconds} s is left out", seconds = shown(seconds)));
    picture.into_iter().chain(time).collect()
}
