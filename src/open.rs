//! How the hosts of this crate open files. An audit, during which files may change, is stricter.

use std::fs::{self, File};
use std::io;
use std::path::Path;

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
    let path = &*crate::windows::exact(path.as_ref())?;
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
    }
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "is not a regular file"));
    }
    File::open(path)
}
