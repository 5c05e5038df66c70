//! Outputs that a settings file names.

use std::path::{Component, Path, PathBuf};

/// The file that a project's settings name for an output: below `folder`, where the settings are.
///
/// Settings come with a project that may be anybody's, and an output overwrites its file. So it leads nowhere else, neither
/// by its spelling nor through a link, and not into git's own folder, whose files are commands.
pub(super) fn inside(folder: &Path, file: &Path) -> Result<PathBuf, String> {
    let outside = || format!("the output {file:?} is outside of the folder of the settings; name it with --output");
    let is_below = |component: Component<'_>| match component {
        Component::Normal(name) => !name.eq_ignore_ascii_case(".git"),
        Component::CurDir => true,
        _ => false,
    };
    if !file.components().all(is_below) {
        return Err(outside());
    }
    let path = folder.join(file);
    if path.is_symlink() {
        return Err(format!("the output {file:?} is a symbolic link; name it with --output"));
    }
    // A folder that does not exist leads nowhere; opening the output fails.
    match (path.parent().map(Path::canonicalize), folder.canonicalize()) {
        (Some(Ok(parent)), Ok(folder)) if !parent.starts_with(&folder) => Err(outside()),
        _ => Ok(path),
    }
}
