//! Globs over paths, relative to one folder.

use std::env;
use std::path::{Component, Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::AuditError;

/// Globs in the syntax of `.gitignore`, relative to a folder. They match files and folders below it, however their paths are
/// spelled.
///
/// ```
/// use std::path::Path;
/// use seedance_preflight::audit::PathGlobs;
///
/// let drafts = PathGlobs::new(Path::new("/project"), &["drafts/", "*.tmp.mp4"]).unwrap();
/// assert!(drafts.has_file(Path::new("/project/clips/drafts/a.mp4")));
/// assert!(drafts.has_file(Path::new("/project/clips/../a.tmp.mp4")));
/// assert!(!drafts.has_file(Path::new("/elsewhere/drafts/a.mp4")));
/// ```
#[derive(Debug, Clone)]
pub struct PathGlobs {
    globs: Gitignore,
    /// Absolute.
    folder: PathBuf,
    /// Where relative paths start.
    here: PathBuf,
}

impl PathGlobs {
    /// The globs `globs`, relative to `folder`; a relative `folder` and relative paths start in the current folder.
    ///
    /// # Errors
    /// [`AuditError::Glob`] for an invalid glob.
    pub fn new<S: AsRef<str>>(folder: &Path, globs: &[S]) -> Result<Self, AuditError> {
        let failed =
            |glob: &str, error: ignore::Error| AuditError::Glob { glob: glob.to_owned(), reason: reason(&error) };
        // Paths are made relative to the folder before they are matched.
        let mut builder = GitignoreBuilder::new("");
        for glob in globs {
            builder.add_line(None, glob.as_ref()).map_err(|error| failed(glob.as_ref(), error))?;
        }
        let globs = builder.build().map_err(|error| failed("", error))?;
        let here = env::current_dir().unwrap_or_default();
        Ok(Self { globs, folder: lexical(&here.join(folder)), here })
    }

    /// Whether the file at `path`, or a folder above it, matches.
    pub fn has_file(&self, path: &Path) -> bool {
        self.relative(path).is_some_and(|path| self.globs.matched_path_or_any_parents(path, false).is_ignore())
    }

    /// Whether `path` itself matches.
    pub(super) fn has_entry(&self, path: &Path, is_dir: bool) -> bool {
        self.relative(path).is_some_and(|path| self.globs.matched(path, is_dir).is_ignore())
    }

    fn relative(&self, path: &Path) -> Option<PathBuf> {
        let path = lexical(&self.here.join(path));
        path.strip_prefix(&self.folder).ok().map(Path::to_owned)
    }
}

/// What is wrong with a glob, without the glob itself.
fn reason(error: &ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err.clone(),
        other => other.to_string(),
    }
}

/// The path without `.` and `..`, by its spelling: a link is not followed.
fn lexical(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_any_spelling_match_relative_to_the_folder() {
        let globs = PathGlobs::new(Path::new("testdata"), &["/refused", "*.webp", "a/**/b.png"]).unwrap();
        let here = env::current_dir().unwrap();
        for path in
            ["testdata/refused/a.png", "./testdata//refused/./x", "src/../testdata/x.webp", "testdata/a/c/b.png"]
        {
            assert!(globs.has_file(Path::new(path)) && globs.has_file(&here.join(path)), "{path}");
        }
        for path in ["refused/a.png", "testdata/accepted/refused", "x.webp", "", "/", ".."] {
            assert!(!globs.has_file(Path::new(path)), "{path}");
        }
        assert!(globs.has_entry(Path::new("testdata/refused"), true));
        assert!(!globs.has_entry(Path::new("testdata/refused/a.png"), false), "its folder is not asked");
    }

    #[test]
    fn an_invalid_glob_is_named() {
        let error = PathGlobs::new(Path::new(""), &["ok", "a{b"]).unwrap_err();
        assert!(matches!(error, AuditError::Glob { glob, .. } if glob == "a{b"));
    }
}
