//! `--baseline`: the findings of an earlier audit.

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

use seedance_preflight::audit::Baseline;

use crate::args::{OutputArg, Reporting};
use crate::language::said;
use crate::output::Error;

/// The baseline that the arguments name. Is read before any output is opened, since that empties its file.
pub(crate) fn read(args: &Reporting, outputs: &[OutputArg]) -> Result<Option<Baseline>, Error> {
    let Some(path) = &args.baseline else {
        return Ok(None);
    };
    if outputs.iter().filter_map(|output| output.file.as_deref()).any(|output| is_same_file(output, path)) {
        return Err(Error::BaselineIsOutput(path.clone()));
    }
    let file = File::open(path).map_err(|source| Error::BaselineFile { path: path.clone(), source })?;
    let baseline = Baseline::read(BufReader::new(file))
        .map_err(|source| Error::Baseline { path: path.clone(), source: Box::new(source) })?;
    // Without a current folder, paths are compared as they are written.
    Ok(Some(match std::env::current_dir() {
        Ok(folder) => baseline.relative_to(&folder),
        Err(_) => baseline,
    }))
}

/// Prints how many findings of the baseline no longer occur.
pub(crate) fn print_unmatched(baseline: &Baseline, out: &mut dyn Write) -> std::io::Result<()> {
    match baseline.not_met() {
        0 => Ok(()),
        count => {
            let text = said!(
                "{count} findings of the baseline did not occur: fixed, or in files that were not checked",
                count
            );
            writeln!(out, "{text}")
        }
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
