//! What has changed since a git revision.

use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use seedance_preflight::audit::{PathGlobs, WalkOptions};

use crate::args::Audit;
use crate::input::path_of;
use crate::output::Error;

/// The files below the named folders, or below this one, that differ from `revision` or that git does not know yet.
pub(super) fn since(revision: &str, args: &Audit, walk: &WalkOptions) -> Result<Vec<PathBuf>, Error> {
    let here = [PathBuf::from(".")];
    let folders = if args.roots.is_empty() { &here } else { args.roots.as_slice() };
    let mut changed = Vec::new();
    for folder in folders {
        if !folder.is_dir() {
            return Err(Error::NoFolder(folder.clone()));
        }
        let excluded = PathGlobs::new(walk.exclude_from.as_ref().unwrap_or(folder), &walk.exclude)?;
        if git(folder, &["rev-parse", "--git-dir"]).is_err_and(|error| matches!(error, Error::Git { .. })) {
            return Err(Error::NoRepository(folder.clone()));
        }
        // `d` leaves out what was deleted; names are relative to the folder, and a rename is a new name.
        let diff = ["diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", "--diff-filter=d"];
        let diff = [&diff[..], &["--ignore-submodules", "--end-of-options", revision, "--", "."]].concat();
        let untracked = ["ls-files", "-z", "--others", "--exclude-standard", "--", "."];
        for arguments in [diff.as_slice(), untracked.as_slice()] {
            let names = git(folder, arguments)?;
            let names = names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
            let names = names.map(|name| path_of(name.to_vec()));
            let seen = names.filter(|name| walk.hidden || !is_hidden(name)).map(|name| folder.join(name));
            changed.extend(seen.filter(|file| !excluded.has_file(file)));
        }
    }
    changed.sort();
    changed.dedup();
    Ok(changed)
}

/// Runs git in `folder`, and takes what it prints.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Error> {
    let failed = |reason: String| Error::Git { folder: folder.to_owned(), reason };
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr);
    Err(failed(message.trim().lines().next().unwrap_or_default().to_owned()))
}

fn is_hidden(name: &Path) -> bool {
    let dotted = |component: Component<'_>| component.as_os_str().as_encoded_bytes().starts_with(b".");
    name.components().any(dotted)
}
