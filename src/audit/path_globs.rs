//! Globs over paths, relative to one folder.

use std::borrow::Cow;
use std::env;
use std::path::{Component, Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::AuditError;
use crate::windows::rooted;

/// Globs in the syntax of `.gitignore`, relative to a folder. They match files and folders below it, however their paths are
/// spelled. On Windows a backslash separates names as a slash does, unless one of `[]{}!#` or a blank follows, which it
/// makes ordinary.
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
            builder
                .add_line(None, &with_slashes(glob.as_ref(), cfg!(windows)))
                .map_err(|error| failed(glob.as_ref(), error))?;
        }
        let globs = builder.build().map_err(|error| failed("", error))?;
        let here = env::current_dir().unwrap_or_default();
        Ok(Self { globs, folder: lexical(&here.join(rooted(folder))), here })
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
        let path = lexical(&self.here.join(rooted(path)));
        match path.strip_prefix(&self.folder) {
            Ok(below) => Some(below.to_owned()),
            Err(_) if cfg!(windows) => below_in_any_case(&path, &self.folder),
            Err(_) => None,
        }
    }
}

/// A glob as the matcher takes it, in which a backslash makes any character ordinary. No name on Windows contains `*`, `?` or
/// a backslash, so before these it separates names.
pub(super) fn with_slashes(glob: &str, windows: bool) -> Cow<'_, str> {
    if !windows || !glob.contains('\\') {
        return Cow::Borrowed(glob);
    }
    let mut slashed = String::with_capacity(glob.len());
    let mut rest = glob.chars().peekable();
    while let Some(character) = rest.next() {
        let is_separator = character == '\\'
            && rest.peek().is_none_or(|next| !matches!(next, '[' | ']' | '{' | '}' | '!' | '#' | ' '));
        // Two separate as one does.
        while is_separator && rest.next_if_eq(&'\\').is_some() {}
        slashed.push(if is_separator { '/' } else { character });
    }
    Cow::Owned(slashed)
}

/// What is below a folder whose names may be spelled in another case, which Windows ignores.
fn below_in_any_case(path: &Path, folder: &Path) -> Option<PathBuf> {
    let same = |one: Component<'_>, other: Component<'_>| {
        let lower = |part: Component<'_>| part.as_os_str().to_str().map(str::to_lowercase);
        one == other || lower(one).is_some_and(|one| lower(other) == Some(one))
    };
    let mut rest = path.components();
    folder
        .components()
        .all(|part| rest.next().is_some_and(|other| same(part, other)))
        .then(|| rest.as_path().to_owned())
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
    fn a_backslash_separates_names_on_windows() {
        for (glob, wanted) in [
            (r"drafts\*.png", "drafts/*.png"),
            (r"drafts\", "drafts/"),
            (r"a\**\b?.png", "a/**/b?.png"),
            (r"a\\b", "a/b"),
            (r"a/b\c", "a/b/c"),
            (r"\!a", r"\!a"),
            (r"\#a\b", r"\#a/b"),
            (r"a\[1\].png", r"a\[1\].png"),
            (r"a\ ", r"a\ "),
            ("a/b", "a/b"),
        ] {
            assert_eq!(with_slashes(glob, true), wanted);
            assert_eq!(with_slashes(glob, false), glob);
        }
    }

    #[test]
    fn a_folder_may_be_spelled_in_another_case() {
        let below = |path: &str, folder: &str| below_in_any_case(Path::new(path), Path::new(folder));
        assert_eq!(below("/Project/Clips/A.png", "/project/clips"), Some("A.png".into()));
        assert_eq!(below("/ÄRGER/a", "/ärger"), Some("a".into()));
        assert_eq!(below("/project2/a", "/project"), None);
        assert_eq!(below("/project", "/project/clips"), None);
    }

    #[test]
    fn an_invalid_glob_is_named() {
        let error = PathGlobs::new(Path::new(""), &["ok", "a{b"]).unwrap_err();
        assert!(matches!(error, AuditError::Glob { glob, .. } if glob == "a{b"));
    }
}
