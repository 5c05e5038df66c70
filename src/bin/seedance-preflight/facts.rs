//! `facts`: what was measured, judged by nothing.

use std::io::{BufWriter, Write};

use seedance_preflight::{FaultKind, render};

use crate::Exit;
use crate::args::Facts;
use crate::input;
use crate::output::Error;

pub(crate) fn run(args: &Facts) -> Result<Exit, Error> {
    if args.files.is_empty() {
        anstream::eprintln!("seedance-preflight: no file was named, so there is nothing to measure");
        return Ok(Exit::NothingToCheck);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut exit = Exit::Accepted;
    for path in &args.files {
        let facts = input::facts(path, args.deep);
        if facts.faults.iter().any(|fault| fault.kind == FaultKind::Io) {
            exit = Exit::Failed;
        }
        render::json_facts(&path.to_string_lossy(), &facts, &mut out)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(exit)
}
