//! Where a repository keeps its own list of exclusions.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Longest line that is read from a file of git, in bytes.
const LONGEST_LINE: u64 = 64 << 10;

/// The file `info/exclude` of the repository whose top is `folder`.
///
/// In a linked worktree `.git` is a file that names the worktree's own folder, whose file `commondir` names the folder that
/// all worktrees share (gitrepository-layout). Both may be relative to where they are. The variables `GIT_DIR` and `GIT_COMMON_DIR` are not read: a walk may cross
/// several repositories.
pub(super) fn exclude_file(folder: &Path) -> Option<PathBuf> {
    let git = folder.join(".git");
    let shared = if git.is_file() {
        let line = first_line(&git).ok()?;
        let own = folder.join(line.strip_prefix("gitdir: ")?);
        let shared = own.join("commondir");
        // Opening a pipe would wait for its writer.
        let shared = shared.is_file().then(|| first_line(&shared)).and_then(Result::ok)?;
        own.join(shared)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_linked_worktree_has_the_list_of_its_repository() {
        let top = tempfile::tempdir().unwrap();
        let (own, work) = (top.path().join("main/.git/worktrees/w"), top.path().join("work"));
        std::fs::create_dir_all(&own).unwrap();
        std::fs::create_dir_all(&work).unwrap();
        std::fs::write(own.join("commondir"), "../..\n").unwrap();
        for own_folder in [own.to_str().unwrap(), "../main/.git/worktrees/w"] {
            std::fs::write(work.join(".git"), format!("gitdir: {own_folder}\n")).unwrap();
            let found = exclude_file(&work).unwrap();
            let shared = found.parent().unwrap().parent().unwrap();
            assert_eq!(shared.canonicalize().unwrap(), top.path().join("main/.git").canonicalize().unwrap());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_place_of_a_file_of_git_is_not_opened() {
        let top = tempfile::tempdir().unwrap();
        std::fs::write(top.path().join(".git"), "gitdir: own\n").unwrap();
        std::fs::create_dir(top.path().join("own")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(top.path().join("own/commondir")).status().unwrap();
        assert!(made.success());
        assert_eq!(exclude_file(top.path()), None);
    }
}
