//! The ignore files of one folder.

use std::fs;
use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::git;

/// Name of the ignore files, in the syntax of `.gitignore`, that apply to audits only.
const OWN: &str = ".preflightignore";
const IGNORE: &str = ".ignore";
const GITIGNORE: &str = ".gitignore";
/// The folder of a repository, or a file that names it.
const GIT: &str = ".git";
/// The folder of a repository of Jujutsu, which honours the files of git.
const JUJUTSU: &str = ".jj";

/// What the ignore files of one folder exclude.
pub(super) struct Level {
    /// `.preflightignore`, then `.ignore`.
    pub(super) plain: [Gitignore; 2],
    /// `.gitignore`, then the repository's `info/exclude`. They apply in a repository only.
    pub(super) git: [Gitignore; 2],
    /// Whether it is the top of a repository. The rules of git in the folders above do not apply in it.
    pub(super) is_repository: bool,
}

impl Level {
    /// The ignore files of `folder`, found by their names, and what is wrong with them.
    pub(super) fn of(folder: &Path) -> (Self, Vec<ignore::Error>) {
        Self::read(folder, |_| true)
    }

    /// The same, found in one listing of `folder`: each name asked for costs the kernel a look at every folder above.
    pub(super) fn listed(folder: &Path) -> (Self, Vec<ignore::Error>) {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            names.extend([OWN, IGNORE, GITIGNORE, GIT, JUJUTSU].into_iter().filter(|&special| name == special));
        }
        Self::read(folder, |name| names.contains(&name))
    }

    fn read(folder: &Path, may_exist: impl Fn(&'static str) -> bool) -> (Self, Vec<ignore::Error>) {
        let mut errors = Vec::new();
        let mut globs = |name| match may_exist(name) {
            true => globs_of(&folder.join(name), folder, &mut errors),
            false => Gitignore::empty(),
        };
        let plain = [globs(OWN), globs(IGNORE)];
        let gitignore = globs(GITIGNORE);
        let exclude = may_exist(GIT).then(|| git::exclude_file(folder)).flatten();
        let exclude = exclude.map_or_else(Gitignore::empty, |file| globs_of(&file, folder, &mut errors));
        let is_repository = [GIT, JUJUTSU].into_iter().any(|name| may_exist(name) && folder.join(name).exists());
        (Self { plain, git: [gitignore, exclude], is_repository }, errors)
    }

    /// Whether it changes nothing for the files below it.
    pub(super) fn is_empty(&self) -> bool {
        !self.is_repository && self.plain.iter().chain(&self.git).all(Gitignore::is_empty)
    }
}

/// The globs in `file`, relative to `folder`. A file that cannot be read has none.
fn globs_of(file: &Path, folder: &Path, errors: &mut Vec<ignore::Error>) -> Gitignore {
    // Opening a pipe would wait for its writer.
    if !file.is_file() {
        return Gitignore::empty();
    }
    let mut builder = GitignoreBuilder::new(folder);
    errors.extend(builder.add(file).filter(|error| !error.is_io()));
    builder.build().unwrap_or_else(|error| {
        errors.push(error);
        Gitignore::empty()
    })
}
