//! `facts`: what was measured, judged by nothing.

use std::io::{BufWriter, Write};
use std::path::PathBuf;

use seedance_preflight::{FaultKind, render};

use crate::args::Facts;
use crate::exit::Exit;
use crate::input;
use crate::language::said;
use crate::measured::Measured;
use crate::output::Error;
use crate::remote::{self, Remote};

pub(crate) fn run(args: &Facts) -> Result<Exit, Error> {
    if args.files.is_empty() {
        anstream::eprintln!("seedance-preflight: {}", said!("no file was named, so there is nothing to measure"));
        return Ok(Exit::NothingToCheck);
    }
    let remote = Remote::new(&args.fetching, args.deep)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut exit = Exit::Accepted;
    let mut any_missing = false;
    let urls: Vec<_> = args.files.iter().filter_map(|path| remote::url_of(path)).collect();
    let mut measure = |path: &PathBuf, fetched: &mut dyn Iterator<Item = Option<Measured>>| {
        let facts = match remote::url_of(path) {
            Some(url) => fetched.next().flatten().unwrap_or_else(|| remote.measure(url)).facts,
            None => {
                any_missing |= input::is_missing(path);
                input::facts(path, args.deep)
            }
        };
        any_missing |= facts.faults.iter().any(|fault| fault.kind == FaultKind::NotFetched);
        if facts.faults.iter().any(|fault| fault.kind == FaultKind::Io) {
            exit = Exit::Undecided;
        }
        render::json_facts(path, &facts, &mut out)?;
        out.write_all(b"\n")
    };
    remote.measure_all(&urls, |fetched| args.files.iter().try_for_each(|path| measure(path, fetched)))?;
    out.flush()?;
    remote.print_fetch_totals();
    Ok(if any_missing { Exit::Failed } else { exit })
}
