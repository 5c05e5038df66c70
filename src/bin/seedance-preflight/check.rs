//! `check`: may these files be sent?

use std::io::{BufWriter, IsTerminal, Write};

use anstream::ColorChoice;
use seedance_preflight::{Verdict, render};

use crate::Exit;
use crate::args::{Check, Format};
use crate::input;
use crate::output::Error;
use crate::profiles;

pub(crate) fn run(args: &Check) -> Result<Exit, Error> {
    let profile = profiles::load(&args.judging.profile)?;
    if args.files.is_empty() {
        anstream::eprintln!("seedance-preflight: no file was named, so there is nothing to check");
        return Ok(Exit::NothingToCheck);
    }
    let stdout = std::io::stdout();
    let palette = match anstream::AutoStream::choice(&stdout) {
        ColorChoice::Never => render::Palette::PLAIN,
        _ => render::Palette::ANSI,
    };
    // A person sees each line as it comes; a pipe gets them in blocks.
    let line_by_line = stdout.is_terminal();
    let mut out = BufWriter::new(stdout.lock());
    let mut worst = Exit::Accepted;
    if args.format == Format::Json {
        out.write_all(b"[")?;
    }
    for (index, path) in args.files.iter().enumerate() {
        let name = path.to_string_lossy();
        let file_name = (!input::is_stdin(path)).then(|| name.to_string());
        let report = input::report(path, args.judging.deep, &profile, &args.options(file_name));
        match args.format {
            Format::Text => render::text_report(&name, &report, palette, &mut out)?,
            Format::Jsonl => {
                render::json_report(&name, &report, &mut out)?;
                out.write_all(b"\n")?;
            }
            Format::Json => {
                out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
                render::json_report(&name, &report, &mut out)?;
            }
        }
        if line_by_line {
            out.flush()?;
        }
        worst = worse(worst, report.verdict);
    }
    if args.format == Format::Json {
        out.write_all(b"\n]\n")?;
    }
    out.flush()?;
    Ok(worst)
}

/// One refused file makes the run refused; else one undecided makes it undecided.
fn worse(so_far: Exit, verdict: Verdict) -> Exit {
    match (so_far, verdict) {
        (Exit::Refused, _) | (_, Verdict::Refused) => Exit::Refused,
        (Exit::Undecided, _) | (_, Verdict::Undecided) => Exit::Undecided,
        _ => so_far,
    }
}
