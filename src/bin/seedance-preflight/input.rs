//! Files and standard input as sources of bytes.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use seedance_preflight::{Budget, Facts, ReadAt, probe, probe_deep};

/// What is held in memory at most, of standard input or of a request: more than any limit of the service, and little enough to hold.
const MOST_HELD: u64 = 256 << 20;

/// Measures the file at `path`, or standard input for `-`. What cannot be opened gives facts that say so.
pub(crate) fn facts(path: &Path, deep: bool) -> Facts {
    let measure = |source: &dyn ReadAt| match deep {
        true => probe_deep(source, &Budget::DEEP),
        false => probe(source, &Budget::default()),
    };
    let opened =
        if is_stdin(path) { read_stdin().map(|bytes| measure(&bytes)) } else { open(path).map(|file| measure(&file)) };
    opened.unwrap_or_else(|error| Facts::of_unreadable(&error))
}

/// The bytes of a request, from a file or from standard input.
pub(crate) fn request(path: &Path) -> io::Result<Vec<u8>> {
    if is_stdin(path) { read_stdin() } else { read_all(open(path)?) }
}

/// Whether the argument stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Opens a regular file. Another is refused before it is opened, since opening a FIFO would wait for its writer.
fn open(path: &Path) -> io::Result<File> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a directory"));
    }
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "is no regular file; pipe it in and name it `-`"));
    }
    File::open(path)
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
