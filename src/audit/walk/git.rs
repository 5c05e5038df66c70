//! Where a repository keeps its own list of exclusions.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Longest line that is read from a file of git, in bytes.
const LONGEST_LINE: u64 = 64 << 10;

/// The file `info/exclude` of the repository whose top is `folder`.
///
/// In a linked worktree `.git` is a file that names the worktree's own folder, whose file `commondir` names the folder that
/// all worktrees share (gitrepository-layout). The variables `GIT_DIR` and `GIT_COMMON_DIR` are not read: a walk may cross
/// several repositories.
pub(super) fn exclude_file(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git");
    let shared = if git.is_file() {
        let line = first_line(&git).ok()?;
        let own = PathBuf::from(line.strip_prefix("gitdir: ")?);
        let shared = first_line(&own.join("commondir")).ok()?;
        if shared.starts_with('.') { own.join(shared) } else { PathBuf::from(shared) }
    } else {
        git
    };
    Some(shared.join("info/exclude"))
}

/// Without its line ending.
fn first_line(path: &Path) -> io::Result<String> {
    let mut line = String::new();
    BufReader::new(File::open(path)?).take(LONGEST_LINE).read_line(&mut line)?;
    let end = line.trim_end_matches(['\n', '\r']).len();
    line.truncate(end);
    Ok(line)
}
