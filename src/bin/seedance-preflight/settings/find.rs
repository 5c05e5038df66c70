//! Finds the files of settings.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::origin::FileKind;
use super::place::SettingsError;
use crate::args::SettingsArgs;

/// The name of a project's file.
const PROJECT_FILE: &str = "seedance-preflight.toml";

/// The path of the user's file below the folder of settings.
const USER_FILE: &str = "seedance-preflight/config.toml";

/// The variable that names a file as `--config` does.
const VARIABLE: &str = "SEEDANCE_PREFLIGHT_CONFIG";

/// A file to read.
#[derive(Debug)]
pub(crate) struct SettingsFile {
    pub(crate) kind: FileKind,
    pub(crate) path: PathBuf,
    /// What its globs and outputs are relative to.
    pub(crate) folder: PathBuf,
}

/// The files to read, the strongest first: the one that is named, or else the project's and the user's.
pub(super) fn files(which: &SettingsArgs) -> Result<Vec<SettingsFile>, SettingsError> {
    if which.no_config {
        return Ok(Vec::new());
    }
    let named = which.config.clone().or_else(|| variable(VARIABLE).map(PathBuf::from));
    if let Some(path) = named {
        let absolute = std::path::absolute(&path).map_err(|source| SettingsError::Read { path, source })?;
        return Ok(vec![SettingsFile::below_its_folder(FileKind::Named, absolute)]);
    }
    // Without a current folder there is no project.
    let here = env::current_dir().unwrap_or_default();
    let project = project_file(&here).map(|path| SettingsFile::below_its_folder(FileKind::Project, path));
    // The user's file belongs to no folder of media.
    let user = user_file().map(|path| SettingsFile { kind: FileKind::User, path, folder: here });
    Ok(project.into_iter().chain(user).collect())
}

impl SettingsFile {
    fn below_its_folder(kind: FileKind, path: PathBuf) -> Self {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        Self { kind, path, folder }
    }
}

/// The nearest file in `here` or above it; a repository is a project, so its root ends the search.
fn project_file(here: &Path) -> Option<PathBuf> {
    for folder in here.ancestors() {
        let file = folder.join(PROJECT_FILE);
        if exists(&file) {
            return Some(file);
        }
        // A folder, or in a worktree or submodule a file.
        if exists(&folder.join(".git")) {
            return None;
        }
    }
    None
}

/// The user's own file, if there is one.
fn user_file() -> Option<PathBuf> {
    // The XDG base directory specification ignores relative paths.
    let of = |name: &str| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let platform = if cfg!(windows) {
        of("APPDATA")
    } else {
        env::home_dir().filter(|home| home.is_absolute()).map(|home| home.join(".config"))
    };
    let file = of("XDG_CONFIG_HOME").or(platform)?.join(USER_FILE);
    exists(&file).then_some(file)
}

/// Whether something has this name, even if it cannot be read: that is an error, and not a missing file.
fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The variable, if it is set and not empty.
pub(super) fn variable(name: &str) -> Option<OsString> {
    env::var_os(name).filter(|value| !value.is_empty())
}
