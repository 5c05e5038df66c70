//! Outputs that a settings file names.

use std::path::{Component, Path, PathBuf};

/// The file that a project's settings name for an output: below `folder`, where the settings are.
///
/// Settings come with a project that may be anybody's, and an output overwrites its file. So it leads nowhere else, neither
/// by its spelling nor through a link, and not into git's own folder, whose files are commands.
pub(super) fn inside(folder: &Path, file: &Path) -> Result<PathBuf, String> {
    let outside = || format!("the output {file:?} is outside of the folder of the settings; name it with --output");
    let is_below = |component: Component<'_>| match component {
        // On Windows a colon leads into another stream of the file or folder before it.
        Component::Normal(name) if cfg!(windows) && name.as_encoded_bytes().contains(&b':') => false,
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
    // A folder that does not exist leads nowhere; opening the output fails. The system's own names of what exists are
    // looked at as well: Windows has several for `.git`, such as `git~1`.
    let Ok(folder) = folder.canonicalize() else { return Ok(path) };
    let mut real = [path.parent().map(Path::canonicalize), Some(path.canonicalize())].into_iter().flatten().flatten();
    let leads_below = |real: PathBuf| real.strip_prefix(&folder).is_ok_and(|below| below.components().all(is_below));
    if real.all(leads_below) { Ok(path) } else { Err(outside()) }
}
