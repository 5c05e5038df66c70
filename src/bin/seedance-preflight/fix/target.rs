//! Where a result goes.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use seedance_preflight::fix::Plan;

use super::FixError;

/// The final name of a result.
pub(crate) struct Target {
    pub(crate) path: PathBuf,
    pub(crate) may_overwrite: bool,
}

impl Target {
    /// `NAME.EXT` in the folder of results, or `NAME.fixed.EXT` beside the file. If another file shares the name, `NAME` is
    /// with the file's own extension, as in `a.bmp.png`.
    pub(crate) fn of(
        source: &Path,
        folder: Option<&Path>,
        plan: &Plan,
        shares_name: bool,
        may_overwrite: bool,
    ) -> Self {
        let name = if shares_name { source.file_name() } else { source.file_stem() };
        let mut name: OsString = name.unwrap_or_default().to_owned();
        if folder.is_none() {
            name.push(".fixed");
        }
        name.push(".");
        name.push(plan.extension().unwrap_or_default());
        let folder = folder.or_else(|| source.parent()).unwrap_or(Path::new(""));
        Self { path: folder.join(name), may_overwrite }
    }

    /// The folder of the result, which the result's temporary name is in too, so that a rename suffices.
    pub(crate) fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    /// Whether the result may be written there.
    pub(crate) fn check(&self, source: &Path) -> Result<(), FixError> {
        let is_same = |target: &Path| matches!((target.canonicalize(), source.canonicalize()), (Ok(target), Ok(source)) if target == source);
        if is_same(&self.path) {
            return Err(FixError::IsInput(source.to_owned()));
        }
        if !self.may_overwrite && self.path.symlink_metadata().is_ok() {
            return Err(FixError::Exists(self.path.clone()));
        }
        Ok(())
    }
}

/// Of each file, whether the name of its result would be that of an earlier one's, but for the extension.
pub(super) fn sharing_a_name(files: &[PathBuf], folder: Option<&Path>) -> Vec<bool> {
    sharing(files, folder, cfg!(any(windows, target_vendor = "apple")))
}

/// The same where the case of names is ignored, or where it is not.
fn sharing(files: &[PathBuf], folder: Option<&Path>, in_any_case: bool) -> Vec<bool> {
    let mut seen = HashSet::new();
    let place = |file: &PathBuf| {
        let folder = folder.or_else(|| file.parent()).unwrap_or(Path::new(""));
        let place = folder.join(file.file_stem().unwrap_or_default());
        match place.to_str() {
            Some(text) if in_any_case => text.to_lowercase().into(),
            _ => place,
        }
    };
    files.iter().map(|file| !seen.insert(place(file))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_share_a_name_where_the_system_ignores_the_case() {
        let files = ["a/Clip.mov", "a/clip.webm", "b/clip.webm", "a/Clip.mkv"].map(PathBuf::from);
        assert_eq!(sharing(&files, None, true), [false, true, false, true]);
        assert_eq!(sharing(&files, None, false), [false, false, false, true]);
        assert_eq!(sharing(&files, Some(Path::new("out")), true), [false, true, true, true]);
    }
}
