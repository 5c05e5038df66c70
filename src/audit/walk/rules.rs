//! The ignore files that apply where a walk is.

use std::array;
use std::env;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder, Glob};

use super::level::Level;

/// The ignore files of a walk's folder, of the folders above it, and of those between it and where the walk is.
///
/// They decide as the walk of the crate `ignore` does. That walk asks each folder above about each file, which makes a tree
/// quadratic in its depth; here only folders that have rules are asked.
pub(super) struct IgnoreRules {
    /// As given.
    root: PathBuf,
    /// The same folder, absolute and without links.
    absolute: PathBuf,
    /// Of the folders above the root, outermost first.
    above: Vec<Level>,
    /// Of the root and the folders below it, with their depth, outermost first.
    below: Vec<(usize, Level)>,
    /// Git's own setting `core.excludesFile`.
    global: Gitignore,
}

impl IgnoreRules {
    /// The rules for a walk of `root`, and what is wrong in the files above it.
    pub(super) fn new(root: &Path) -> (Self, Vec<ignore::Error>) {
        let global = env::current_dir().map(|here| GitignoreBuilder::new(here).build_global().0);
        let global = global.unwrap_or_else(|_| Gitignore::empty());
        let mut rules =
            Self { root: root.to_owned(), absolute: PathBuf::new(), above: Vec::new(), below: Vec::new(), global };
        let mut errors = Vec::new();
        if let Ok(absolute) = root.canonicalize() {
            for folder in absolute.ancestors().skip(1) {
                let (level, mut wrong) = Level::of(folder);
                errors.append(&mut wrong);
                rules.above.extend(Some(level).filter(|level| !level.is_empty()));
            }
            rules.above.reverse();
            rules.absolute = absolute;
        }
        (rules, errors)
    }

    /// Goes into a folder, after the files before it. Returns what is wrong in its ignore files.
    pub(super) fn enter(&mut self, folder: &Path, depth: usize) -> Vec<ignore::Error> {
        let (level, errors) = Level::listed(folder);
        self.leave(depth);
        self.below.extend(Some((depth, level)).filter(|(_, level)| !level.is_empty()));
        errors
    }

    /// Whether a file or folder of the folder that the walk is in, at `depth` below the root, is excluded.
    ///
    /// Of each name of ignore files the innermost that matches decides; names come in the order `.preflightignore`,
    /// `.ignore`, `.gitignore`, `info/exclude`, and git's global file.
    pub(super) fn matched(&mut self, path: &Path, depth: usize, is_dir: bool) -> Match<&Glob> {
        self.leave(depth);
        let levels = || self.below.iter().map(|(_, level)| level).chain(&self.above);
        let in_repository = levels().any(|level| level.is_repository);
        let mut search = Search { matches: array::from_fn(|_| Match::None), is_dir, git_applies: in_repository };
        for (_, level) in self.below.iter().rev() {
            search.ask(level, path);
        }
        if !self.above.is_empty() {
            let path = self.absolute.join(path.strip_prefix(&self.root).unwrap_or(path));
            for level in self.above.iter().rev() {
                search.ask(level, &path);
            }
        }
        let global = if in_repository { self.global.matched(path, is_dir) } else { Match::None };
        search.matches.into_iter().fold(Match::None, Match::or).or(global)
    }

    /// Number of folders with rules from the root to where the walk is.
    #[cfg(test)]
    pub(super) fn below(&self) -> usize {
        self.below.len()
    }

    /// Leaves the folders that do not hold what is at `depth`.
    fn leave(&mut self, depth: usize) {
        while self.below.pop_if(|(level, _)| *level >= depth).is_some() {}
    }
}

/// What the innermost ignore file of each name decides, from the inside out.
struct Search<'a> {
    matches: [Match<&'a Glob>; 4],
    is_dir: bool,
    /// Until the top of the repository.
    git_applies: bool,
}

impl<'a> Search<'a> {
    fn ask(&mut self, level: &'a Level, path: &Path) {
        let git = level.git.iter().filter(|_| self.git_applies);
        for (found, globs) in self.matches.iter_mut().zip(level.plain.iter().chain(git)) {
            if found.is_none() {
                *found = globs.matched(path, self.is_dir);
            }
        }
        self.git_applies &= !level.is_repository;
    }
}
