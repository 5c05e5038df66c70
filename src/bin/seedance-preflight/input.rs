//! Files and standard input as sources of bytes.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use seedance_preflight::{Budget, Facts, ReadAt, open_regular, probe, probe_deep};

/// What is held in memory at most, of standard input or of a request: more than any limit of the service, and little enough to hold.
const MOST_HELD: u64 = 256 << 20;

/// Measures the file at `path`, or standard input for `-`. If it cannot be opened, the facts contain the fault.
pub(crate) fn facts(path: &Path, deep: bool) -> Facts {
    let measure = |source: &dyn ReadAt| match deep {
        true => probe_deep(source, &Budget::DEEP),
        false => probe(source, &Budget::default()),
    };
    let opened =
        if is_stdin(path) { read_stdin().map(|bytes| measure(&bytes)) } else { open(path).map(|file| measure(&file)) };
    opened.unwrap_or_else(|error| Facts::of_unreadable(&error))
}

/// Whether `path` does not exist, which is wrong usage; reports it on standard error.
pub(crate) fn is_missing(path: &Path) -> bool {
    let error = match std::fs::metadata(path) {
        Err(error) if !is_stdin(path) => error,
        _ => return false,
    };
    let is_missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    if is_missing {
        anstream::eprintln!("seedance-preflight: {path:?}: {error}");
    }
    is_missing
}

/// The bytes of a request, from a file or from standard input.
pub(crate) fn request(path: &Path) -> io::Result<Vec<u8>> {
    if is_stdin(path) { read_stdin() } else { read_all(open(path)?) }
}

/// Whether the argument stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Opens a regular file; of another it says what to do instead.
fn open(path: &Path) -> io::Result<File> {
    open_regular(path).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidInput => io::Error::new(error.kind(), format!("{error}; pipe it in and name it `-`")),
        _ => error,
    })
}

fn read_stdin() -> io::Result<Vec<u8>> {
    read_all(io::stdin().lock())
}

fn read_all(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MOST_HELD + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_HELD) {
        let message =
            format!("more than {MOST_HELD} bytes are not held in memory; name a media file instead of piping it in");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// The path of these bytes, which need be no UTF-8 where the system does not ask for it.
#[cfg(unix)]
pub(crate) fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    std::ffi::OsString::from_vec(bytes).into()
}

/// The path of these bytes, which are UTF-8.
#[cfg(not(unix))]
pub(crate) fn path_of(bytes: Vec<u8>) -> PathBuf {
    String::from_utf8_lossy(&bytes).into_owned().into()
}
