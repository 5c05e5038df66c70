//! Carries out one plan: to a temporary name, checked again, and only then renamed.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf, absolute};

use seedance_preflight::fix::{Plan, fix_image};
use seedance_preflight::{Outcome, Report, Subject, Verdict, check_facts, open_regular};
use tempfile::{TempDir, TempPath};

use super::fixer::{Fixer, Source};
use super::{FixError, Target};
use crate::input;
use crate::language::language;

/// Bytes of an image that are read: more than any that decodes within the limit of memory.
const MOST_READ: u64 = 1 << 30;

/// Writes the result of a plan to its target, if the result is accepted.
pub(crate) fn carry_out(path: &Path, source: &Source, target: &Target, fixer: &Fixer) -> Result<Report, FixError> {
    target.check(path)?;
    let cannot_write = |source| FixError::Write { path: target.path.clone(), source };
    fs::create_dir_all(target.folder()).map_err(cannot_write)?;
    // A folder that disappears with whatever is in it, so that nothing half-written ever has a final name.
    let work = tempfile::Builder::new().prefix(".seedance-fix-").tempdir_in(target.folder()).map_err(cannot_write)?;
    let (result, report) = attempt(path, &source.plan, &work, fixer, "first").or_else(|error| {
        if !error.may_retry() {
            return Err(error);
        }
        // Copied streams may carry along what made the file undecided, or not fit into the container.
        let mut options = fixer.options.clone();
        options.reencode = true;
        let plan = fixer.plan(&source.facts, path, &options);
        if plan == source.plan || plan.no_fix.is_some() {
            return Err(error);
        }
        attempt(path, &plan, &work, fixer, "second")
    })?;
    publish(&result, target).map_err(cannot_write)?;
    Ok(report)
}

/// Makes the result in `work`, and checks it.
fn attempt(path: &Path, plan: &Plan, work: &TempDir, fixer: &Fixer, name: &str) -> Result<(PathBuf, Report), FixError> {
    let result = work.path().join(format!("{name}.{}", plan.extension().unwrap_or_default()));
    make(path, plan, &result, fixer)?;
    let name = result.to_string_lossy();
    let subject = Subject { expected_kind: fixer.expected_kind, ..Subject::named(&name) };
    let report = check_facts(input::facts(&result, true), &subject, &fixer.check);
    if report.verdict == Verdict::Accepted {
        return Ok((result, report));
    }
    let refusing = report.findings.iter().filter(|finding| finding.outcome != Outcome::Notes);
    let findings =
        refusing.map(|finding| format!("{} [{}]", finding.message_in(language()), finding.rule.id)).collect::<Vec<_>>();
    Err(FixError::StillRefused { verdict: report.verdict, findings: findings.join("; ") })
}

fn make(path: &Path, plan: &Plan, result: &Path, fixer: &Fixer) -> Result<(), FixError> {
    let cannot_write = |source| FixError::Write { path: result.to_owned(), source };
    if plan.is_copy() {
        let mut source = open(path)?;
        let mut copy = File::create_new(result).map_err(cannot_write)?;
        return io::copy(&mut source, &mut copy).map(drop).map_err(cannot_write);
    }
    if plan.is_native() {
        let mut bytes = Vec::new();
        let read = open(path)?.take(MOST_READ).read_to_end(&mut bytes);
        read.map_err(|source| FixError::Read { path: path.to_owned(), source })?;
        return fs::write(result, fix_image(plan, &bytes)?).map_err(cannot_write);
    }
    let absolute = |path: &Path| absolute(path).map_err(|source| FixError::Read { path: path.to_owned(), source });
    let argv = plan.command(fixer.ffmpeg.path()?.as_os_str(), &absolute(path)?, &absolute(result)?);
    fixer.ffmpeg.run(&argv.ok_or(FixError::NotReadByFfmpeg(plan.source))?)
}

fn open(path: &Path) -> Result<File, FixError> {
    open_regular(path).map_err(|source| FixError::Read { path: path.to_owned(), source })
}

/// Gives the result its final name.
fn publish(result: &Path, target: &Target) -> io::Result<()> {
    File::open(result)?.sync_all()?;
    let result = TempPath::try_from_path(result)?;
    // The name may exist by now.
    let published =
        if target.may_overwrite { result.persist(&target.path) } else { result.persist_noclobber(&target.path) };
    Ok(published?)
}
