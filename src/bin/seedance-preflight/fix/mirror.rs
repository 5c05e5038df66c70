//! `audit --fix-to`: a folder like the audited one, in which every file is accepted.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use seedance_preflight::audit::{AuditedFile, FileFixer, FixOutcome, FixedFile};
use seedance_preflight::fix::Plan;
use seedance_preflight::{Facts, Verdict};

use super::done::{self, Done};
use super::fixer::Fixer;
use super::measure::measure_by_ffprobe;
use super::progress::Progress;
use super::publish::copy;
use super::{FixError, Target};
use crate::interrupt;

/// Puts the result of each file where the file is, below another folder.
pub(crate) struct Mirror {
    fixer: Fixer,
    /// The audited folder, as it is spelled.
    from: PathBuf,
    to: PathBuf,
    may_overwrite: bool,
    /// What exists since before is of an earlier run.
    start: SystemTime,
}

impl Mirror {
    /// A mirror of the folder `from` below `to`, which is created.
    pub(crate) fn new(fixer: Fixer, from: &Path, to: &Path, may_overwrite: bool) -> Result<Self, FixError> {
        let cannot_write = |source| FixError::Write { path: to.to_owned(), source };
        fs::create_dir_all(to).map_err(cannot_write)?;
        let (real_from, real_to) = (from.canonicalize(), to.canonicalize().map_err(cannot_write)?);
        let real_from = real_from.map_err(|source| FixError::Read { path: from.to_owned(), source })?;
        if real_to.starts_with(&real_from) || real_from.starts_with(&real_to) {
            return Err(FixError::WithinEachOther(to.to_owned()));
        }
        Ok(Self { fixer, from: from.to_owned(), to: to.to_owned(), may_overwrite, start: SystemTime::now() })
    }

    fn mirrored(&self, file: &AuditedFile) -> Result<FixedFile, FixError> {
        let path = &file.path;
        let relative = path.strip_prefix(&self.from).map_err(|_| FixError::NotBelow(path.clone()))?;
        if file.report.verdict == Verdict::Accepted {
            return self.unchanged(path, &self.target(relative, None)?);
        }
        let source = self.fixer.source_of(path, self.facts(path, &file.report.facts));
        if let Some(why) = source.plan.no_fix {
            let mut fixed = FixedFile::new(FixOutcome::NoFix);
            fixed.no_fix = Some(why);
            return Ok(fixed);
        }
        let target = self.target(relative, Some(&source.plan))?;
        if let Some(kept) = self.kept(path, &target) {
            return Ok(kept);
        }
        match done::fix(path, &source, &target, &self.fixer, &Progress::hidden().file()) {
            Done::Fixed { loss, .. } => {
                let mut fixed = result(FixOutcome::Fixed, &target);
                fixed.loss = loss;
                Ok(fixed)
            }
            Done::Failed(error) => Err(error),
            // It was changed since it was judged.
            Done::Accepted | Done::NoFix(_) => self.unchanged(path, &target),
        }
    }

    /// The facts of the report; by ffprobe where the library does not measure the format.
    fn facts(&self, path: &Path, facts: &Facts) -> Facts {
        measure_by_ffprobe(path, facts, &self.fixer.ffmpeg).unwrap_or_else(|| facts.clone())
    }

    /// Where the result of the file at `relative` goes, in a folder that exists. A file whose format changes keeps its name,
    /// with the new extension after it: `a.png` and `a.bmp` stay apart.
    fn target(&self, relative: &Path, plan: Option<&Plan>) -> Result<Target, FixError> {
        let mut path = self.to.join(relative);
        if let Some(extension) = plan.and_then(|plan| new_extension(plan, relative)) {
            let suffix = format!(".{extension}");
            path.as_mut_os_string().push(&suffix);
            let mut other = self.from.join(relative);
            other.as_mut_os_string().push(&suffix);
            if other.symlink_metadata().is_ok() {
                return Err(FixError::NameTaken(other));
            }
        }
        let target = Target { path, may_overwrite: self.may_overwrite };
        let cannot_write = |source| FixError::Write { path: target.path.clone(), source };
        fs::create_dir_all(target.folder()).map_err(cannot_write)?;
        // A link in the mirror may lead elsewhere, even into the audited folder.
        let (folder, to) = (target.folder().canonicalize(), self.to.canonicalize());
        if !folder.map_err(cannot_write)?.starts_with(to.map_err(cannot_write)?) {
            return Err(FixError::LeadsElsewhere(target.path));
        }
        Ok(target)
    }

    /// Links or copies an accepted file.
    fn unchanged(&self, path: &Path, target: &Target) -> Result<FixedFile, FixError> {
        if is_same(path, &target.path) {
            return Ok(result(FixOutcome::Kept, target));
        }
        if let Some(kept) = self.kept(path, target) {
            return Ok(kept);
        }
        target.check(path)?;
        // Of a symbolic link, what it leads to. An existing file is replaced by a copy, in one step.
        let linked = path.canonicalize().and_then(|path| fs::hard_link(path, &target.path));
        match linked {
            Ok(()) => Ok(result(FixOutcome::Linked, target)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && !target.may_overwrite => {
                Err(FixError::Exists(target.path.clone()))
            }
            // Another file system, or one without hard links.
            Err(_) => copy(path, target).map(|()| result(FixOutcome::Copied, target)),
        }
    }

    /// The result of an earlier run, if there is one that is newer than the file and accepted.
    fn kept(&self, path: &Path, target: &Target) -> Option<FixedFile> {
        let there = target.path.symlink_metadata().ok().filter(|there| there.is_file() && !self.may_overwrite)?;
        let (old, new) = (path.metadata().ok()?.modified().ok()?, there.modified().ok()?);
        let is_kept = old <= new && new < self.start && self.fixer.checked(path, &target.path).is_ok();
        is_kept.then(|| result(FixOutcome::Kept, target))
    }
}

impl FileFixer for Mirror {
    fn fix(&self, file: &AuditedFile) -> Option<FixedFile> {
        if interrupt::is_set() {
            return None;
        }
        match self.mirrored(file) {
            Ok(fixed) => Some(fixed),
            Err(FixError::Interrupted) => None,
            Err(error) => {
                let is_refused = matches!(error, FixError::StillRefused { .. });
                let mut fixed = FixedFile::new(if is_refused { FixOutcome::Refused } else { FixOutcome::Failed });
                fixed.error = Some(error.to_string());
                Some(fixed)
            }
        }
    }
}

/// An accepted result.
fn result(outcome: FixOutcome, target: &Target) -> FixedFile {
    let mut fixed = FixedFile::new(outcome);
    fixed.path = Some(target.path.clone());
    fixed
}

/// The extension of the result, unless the file at `path` has one of its format.
fn new_extension(plan: &Plan, path: &Path) -> Option<&'static str> {
    let extensions = plan.result.as_ref()?.format.extensions();
    let own = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    extensions.first().copied().filter(|_| !extensions.iter().any(|known| known.eq_ignore_ascii_case(own)))
}

/// Whether both paths lead to one file.
#[cfg(unix)]
fn is_same(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let file = |metadata: &fs::Metadata| (metadata.dev(), metadata.ino());
    matches!((one.metadata(), other.symlink_metadata()), (Ok(one), Ok(other)) if file(&one) == file(&other))
}

/// Whether both paths lead to one file, which is not known here: a link is then treated like a copy.
#[cfg(not(unix))]
fn is_same(_: &Path, _: &Path) -> bool {
    false
}
