//! Files and standard input as sources of bytes.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::language::translated_data;
use seedance_preflight::{Budget, Facts, Fault, FaultKind, ReadAt, Seekable, open_regular, probe, probe_deep};

/// Bytes that are read of standard input or of a request: more than any limit of the service.
const MOST_READ: u64 = 256 << 20;

/// Bytes of a profile or of settings.
const MOST_SETTINGS: u64 = 1 << 20;

/// Bytes of standard input that stay in memory; the rest goes to a temporary file.
const HELD: usize = 1 << 20;

/// Measures the file at `path`, or standard input for `-`. If it cannot be opened, the facts contain the fault.
pub(crate) fn facts(path: &Path, deep: bool) -> Facts {
    let measure = |source: &dyn ReadAt| match deep {
        true => probe_deep(source, &Budget::DEEP),
        false => probe(source, &Budget::default()),
    };
    let measured = if is_stdin(path) { of_stdin(measure) } else { open(path).map(|file| measure(&file)) };
    measured.unwrap_or_else(|error| Facts::of_unreadable(&error))
}

/// Measures standard input, in memory that does not grow with its length.
fn of_stdin(measure: impl FnOnce(&dyn ReadAt) -> Facts) -> io::Result<Facts> {
    let mut spool = tempfile::spooled_tempfile(HELD);
    let length = io::copy(&mut io::stdin().lock().take(MOST_READ + 1), &mut spool)?;
    let mut facts = measure(&Seekable::new(spool)?);
    if length > MOST_READ {
        // The rest was not read, so what is missing here may well be in the file. Its size decides.
        (facts.truncated, facts.declared_bytes, facts.body) = (None, None, None);
        facts.faults = vec![Fault::new(FaultKind::Budget, MOST_READ, "standard input was not read to its end")];
    }
    Ok(facts)
}

/// Why a path that looks like the URL of some other service cannot be opened.
pub(crate) fn foreign_scheme(path: &Path) -> Option<io::Error> {
    let (scheme, _) = path.to_str()?.split_once("://")?;
    // One letter before the colon is a drive.
    let is_scheme =
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then(|| io::Error::new(io::ErrorKind::Unsupported, format!("{scheme}:// URLs are not fetched")))
}

/// Whether `path` does not exist, which is wrong usage; reports it on standard error.
pub(crate) fn is_missing(path: &Path) -> bool {
    let error = match std::fs::metadata(path) {
        Err(error) if !is_stdin(path) => error,
        _ => return false,
    };
    let is_missing = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => true,
        // No file of Windows can have such a name, as `*.png`: its shells leave wildcards to the program.
        io::ErrorKind::InvalidFilename => cfg!(windows),
        _ => false,
    };
    if is_missing {
        let error = foreign_scheme(path).unwrap_or(error);
        anstream::eprintln!("seedance-preflight: {path:?}: {}", translated_data(&error.to_string()));
    }
    is_missing
}

/// The bytes of a request, from a file or from standard input.
pub(crate) fn request(path: &Path) -> io::Result<Vec<u8>> {
    if is_stdin(path) { read_stdin() } else { read_all(open(path)?) }
}

/// The text of a profile or of settings: a regular file of UTF-8. No more is read than any of them needs.
pub(crate) fn settings_text(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    open_regular(path)?.take(MOST_SETTINGS + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_SETTINGS) {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("longer than {MOST_SETTINGS} bytes")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        io::Error::new(io::ErrorKind::InvalidData, format!("not UTF-8 at byte {at}"))
    })
}

/// Whether the argument means standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Opens a regular file.
fn open(path: &Path) -> io::Result<File> {
    open_regular(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => foreign_scheme(path).unwrap_or(error),
        _ => error,
    })
}

fn read_stdin() -> io::Result<Vec<u8>> {
    read_all(io::stdin().lock())
}

fn read_all(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MOST_READ + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_READ) {
        let message = format!("longer than {MOST_READ} bytes; expected a request");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// The path with these bytes, which need not be UTF-8 where the system does not require it.
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
