//! How the hosts of this crate open files. An audit, during which files may change, is stricter.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::windows::{exact, leaves};

/// Opens a regular file. Any other is refused before it is opened: opening a FIFO would wait for its writer, and reading a
/// device might not end.
///
/// ```
/// use seedance_preflight::open_regular;
///
/// assert!(open_regular(std::env::temp_dir()).is_err());
/// ```
///
/// # Errors
/// If the file does not exist, it may not be read, or it is a directory ([`io::ErrorKind::IsADirectory`]), a FIFO, a
/// socket or a device ([`io::ErrorKind::InvalidInput`]).
pub fn open_regular(path: impl AsRef<Path>) -> io::Result<File> {
    let path = &*exact(path.as_ref())?;
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
    }
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a regular file"));
    }
    File::open(path)
}

/// The file that a request names in place of a URL, by a path relative to `folder`; `None` if there is none. What has a scheme is
/// for the rules to judge.
///
/// A request may be anybody's, so on Windows a path to another machine is not looked up: that would sign the user in there.
///
/// ```
/// use seedance_preflight::file_in_place_of;
///
/// assert!(file_in_place_of("https://media.example.com/cat.jpg", ".").is_none());
/// assert!(file_in_place_of("src/lib.rs", env!("CARGO_MANIFEST_DIR")).is_some());
/// ```
pub fn file_in_place_of(url: &str, folder: impl AsRef<Path>) -> Option<PathBuf> {
    // No path is as long.
    const LONGEST: usize = 4096;
    // One letter before the colon is a drive.
    let has_scheme = url.find("://").is_some_and(|at| at != 1);
    if url.is_empty() || url.len() > LONGEST || has_scheme || url.contains('\0') || leaves(url, cfg!(windows)) {
        return None;
    }
    let path = folder.as_ref().join(url);
    path.is_file().then_some(path)
}
