//! Carries out one plan: to a temporary name, checked again, and only then renamed.

use std::fs;
use std::io::Read;
use std::panic::catch_unwind;
use std::path::{Path, absolute};

use seedance_preflight::Report;
use seedance_preflight::fix::{Plan, fix_image};

use super::fixer::{Fixer, Source};
use super::progress::Part;
use super::publish::{copy_bytes, open, publish, work_folder};
use super::{FixError, Target};

/// Bytes of an image that are read: more than any that decodes within the limit of memory.
const MOST_READ: u64 = 1 << 30;

/// Writes the result of a plan to its target, if the result is accepted.
pub(super) fn carry_out(
    path: &Path,
    source: &Source,
    target: &Target,
    fixer: &Fixer,
    part: &Part,
) -> Result<Report, FixError> {
    target.check(path)?;
    let work = work_folder(target)?;
    let attempt = |plan: &Plan, name: &str| {
        let result = work.path().join(format!("{name}.{}", plan.extension().unwrap_or_default()));
        make(path, plan, &result, fixer, part)?;
        fixer.checked(path, &result).map(|report| (result, report))
    };
    let (result, report) = attempt(&source.plan, "first").or_else(|error| {
        if !error.may_retry() {
            return Err(error);
        }
        // A plan for several files together is not replaced by one for this file only.
        if fixer.plan(&source.facts, path, &fixer.options) != source.plan {
            return Err(error);
        }
        // Copied streams may carry along what made the file undecided, or not fit into the container.
        let mut options = fixer.options.clone();
        options.reencode = true;
        let plan = fixer.plan(&source.facts, path, &options);
        if plan == source.plan || plan.no_fix.is_some() {
            return Err(error);
        }
        attempt(&plan, "second")
    })?;
    publish(&result, target)?;
    Ok(report)
}

fn make(path: &Path, plan: &Plan, result: &Path, fixer: &Fixer, part: &Part) -> Result<(), FixError> {
    if plan.is_copy() {
        return copy_bytes(path, result);
    }
    let cannot_read = |source| FixError::Read { path: path.to_owned(), source };
    if plan.is_native() {
        let mut bytes = Vec::new();
        open(path)?.take(MOST_READ).read_to_end(&mut bytes).map_err(cannot_read)?;
        // Should a decoder panic, the other files still get their results.
        let fixed = catch_unwind(|| fix_image(plan, &bytes)).map_err(|_| FixError::Panicked)??;
        return fs::write(result, fixed).map_err(|source| FixError::Write { path: result.to_owned(), source });
    }
    let (input, output) = (absolute(path).map_err(cannot_read)?, absolute(result).map_err(cannot_read)?);
    fixer.ffmpeg.run(plan, &input, &output, part)
}
