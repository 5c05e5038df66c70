//! What the targets begin with: the files of `testdata`, and of other people where there are some.

use std::path::{Path, PathBuf};

/// The longest file that is taken: changes to a longer one hardly ever fall on what is read of it.
const LONGEST: u64 = 64 << 10;

/// Every file in `testdata/FOLDER`, by name.
pub(crate) fn of_testdata(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    files(&testdata().join(folder))
}

/// The folder of test data, from wherever this is compiled.
pub(crate) fn testdata() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().find(|folder| folder.join("testdata").is_dir());
    root.expect("a folder with `testdata`").join("testdata")
}

/// Files of a corpus with one of these extensions, at most `most`, spread over all that there are.
pub(crate) fn of_corpus(extensions: &[&str], most: usize) -> Vec<(PathBuf, Vec<u8>)> {
    let Some(root) = std::env::var_os("PREFLIGHT_CORPUS").map(PathBuf::from) else { return Vec::new() };
    let mut paths = Vec::new();
    for folder in std::fs::read_dir(root.join("files")).into_iter().flatten().flatten() {
        let files = std::fs::read_dir(folder.path()).into_iter().flatten().flatten().map(|entry| entry.path());
        paths.extend(files.filter(|path| {
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            let fits = std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() <= LONGEST);
            fits && extensions.contains(&extension.to_ascii_lowercase().as_str())
        }));
    }
    paths.sort();
    let step = paths.len().div_ceil(most.max(1)).max(1);
    paths.into_iter().step_by(step).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|path| path.is_file()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}
