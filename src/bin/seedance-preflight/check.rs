//! `check`: may these files be sent?

use std::io::{BufWriter, IsTerminal, Write};

use anstream::ColorChoice;
use seedance_preflight::{Subject, Verdict, check_facts, render};

use crate::Exit;
use crate::args::{Check, Format};
use crate::input;
use crate::output::Error;
use crate::profiles;
use crate::remote::{self, Remote};

pub(crate) fn run(args: &Check) -> Result<Exit, Error> {
    let options = args.judging.options(profiles::load(&args.judging.profile)?);
    if args.files.is_empty() {
        anstream::eprintln!("seedance-preflight: no file was named, so there is nothing to check");
        return Ok(Exit::NothingToCheck);
    }
    let remote = Remote::new(&args.fetching, args.judging.deep)?;
    let stdout = std::io::stdout();
    let palette = match anstream::AutoStream::choice(&stdout) {
        ColorChoice::Never => render::Palette::PLAIN,
        _ => render::Palette::ANSI,
    };
    // A person sees each line as it comes; a pipe gets them in blocks.
    let line_by_line = stdout.is_terminal();
    let mut out = BufWriter::new(stdout.lock());
    let mut worst = Exit::Accepted;
    let mut any_missing = false;
    if args.format == Format::Json {
        out.write_all(b"[")?;
    }
    for (index, path) in args.files.iter().enumerate() {
        let name = path.to_string_lossy();
        let mut subject = Subject { expected_kind: args.expected_kind(), ..Subject::default() };
        let facts = match remote::url_of(path) {
            Some(url) => {
                subject.name = Some(remote::without_query(&name));
                subject.is_fetched = true;
                remote.measure(url).facts
            }
            None => {
                subject.name = (!input::is_stdin(path)).then_some(&name);
                any_missing |= input::is_missing(path);
                input::facts(path, args.judging.deep)
            }
        };
        let report = check_facts(facts, &subject, &options);
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
    remote.say_what_was_spent();
    Ok(if any_missing { Exit::Failed } else { worst })
}

/// One refused file makes the run refused; else one undecided makes it undecided.
fn worse(so_far: Exit, verdict: Verdict) -> Exit {
    match (so_far, verdict) {
        (Exit::Refused, _) | (_, Verdict::Refused) => Exit::Refused,
        (Exit::Undecided, _) | (_, Verdict::Undecided) => Exit::Undecided,
        _ => so_far,
    }
}
