//! The journal's file: whose it is, whether it is sound, and that nobody else uses it.
//!
//! It begins with a header of our own, so that a file of another program, even one that uses the same store, is told
//! before anything of it is touched. The store lies behind it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use redb::{Builder, Database};

use super::JournalError;
use super::storage::Stored;
use super::tables::{self, Changes};
use super::trial::Trial;

/// Length of our header, a page of the store's, so that its pages stay aligned.
pub(super) const HEADER_LENGTH: u64 = 4096;

/// The latest format, which is raised when the tables or the form of their entries change. What the facts hold has its
/// own number, the version of the probe.
const FORMAT: u32 = 1;

const MAGIC: &[u8] = b"seedance-preflight journal\nformat ";

/// What the store may hold of its file in memory.
const CACHE_BYTES: usize = 16 << 20;

/// Opens a journal to read and to write, or makes one where there is no file or an empty one.
///
/// The whole of it is verified first, without writing. The lock lasts as long as what is returned.
pub(super) fn open(path: &Path) -> Result<Database, JournalError> {
    let failed = |source| JournalError::open(path, source);
    refuse_what_is_no_file(path)?;
    let mut options = OpenOptions::new();
    let mut file = options.read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
    lock(path, file.try_lock())?;
    if read_header(path, &mut file)? == State::Unfinished {
        write_header(&mut file, UNFINISHED).map_err(failed)?;
        let made = store(path, &file)?;
        tables::write(&made, &Changes::new()).map_err(|source| JournalError::write(path, source))?;
        drop(made);
        write_header(&mut file, FINISHED).map_err(failed)?;
    } else {
        drop(try_out(path, &file)?);
    }
    store(path, &file)
}

/// Opens a journal to read, and leaves it as it is. Several may do that at once.
pub(super) fn open_to_read(path: &Path) -> Result<Database, JournalError> {
    refuse_what_is_no_file(path)?;
    let mut file = File::open(path).map_err(|source| JournalError::open(path, source))?;
    lock(path, file.try_lock_shared())?;
    match read_header(path, &mut file)? {
        State::Unfinished => Err(JournalError::damaged(path, "it was never finished, and holds nothing")),
        State::Finished => try_out(path, &file),
    }
}

/// Opening a FIFO would wait for its other end.
fn refuse_what_is_no_file(path: &Path) -> Result<(), JournalError> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => Ok(()),
        Ok(_) => Err(JournalError::NotAJournal { path: path.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(JournalError::open(path, source)),
    }
}

fn lock(path: &Path, outcome: Result<(), TryLockError>) -> Result<(), JournalError> {
    match outcome {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(JournalError::InUse { path: path.to_owned() }),
        Err(TryLockError::Error(source)) => Err(JournalError::Lock { path: path.to_owned(), source }),
    }
}

/// How far making the file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unfinished,
    Finished,
}

/// What stands behind the format in the header until the store is made; a run that is killed before has lost nothing.
const UNFINISHED: &[u8] = b"\nunfinished\n";
const FINISHED: &[u8] = b"\nfinished\n";

fn header(state: &[u8]) -> Vec<u8> {
    let mut header = [MAGIC, FORMAT.to_string().as_bytes(), state].concat();
    header.resize(usize::try_from(HEADER_LENGTH).unwrap_or_default(), 0);
    header
}

fn write_header(file: &mut File, state: &[u8]) -> io::Result<()> {
    if state == UNFINISHED {
        file.set_len(0)?;
    }
    file.rewind()?;
    file.write_all(&header(state))?;
    file.sync_all()
}

/// Tells whether the file is a journal that we know. All bytes of the header count, so that damage to it is told too.
fn read_header(path: &Path, file: &mut File) -> Result<State, JournalError> {
    let mut found = Vec::new();
    file.take(HEADER_LENGTH).read_to_end(&mut found).map_err(|source| JournalError::open(path, source))?;
    let unfinished = header(UNFINISHED);
    if found == header(FINISHED) {
        return Ok(State::Finished);
    }
    if unfinished.starts_with(&found) {
        return Ok(State::Unfinished);
    }
    let Some(rest) = found.strip_prefix(MAGIC) else {
        return Err(JournalError::NotAJournal { path: path.to_owned() });
    };
    let digits: Vec<u8> = rest.iter().copied().take_while(u8::is_ascii_digit).collect();
    match String::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()) {
        Some(found) if found > FORMAT => Err(JournalError::LaterFormat { path: path.to_owned(), found, known: FORMAT }),
        _ => Err(JournalError::damaged(path, "its header is not as it was written")),
    }
}

/// The store, verified whole, its file left as it is.
fn try_out(path: &Path, file: &File) -> Result<Database, JournalError> {
    let stored = stored(path, file)?;
    let trial = Trial::new(stored).map_err(|source| JournalError::open(path, source))?;
    // An open without this check trusts what a clean end left, and may panic on damage.
    let mut builder = builder();
    builder.set_check_integrity_on_open(true);
    if redb::StorageBackend::len(&trial).is_ok_and(|length| length == 0) {
        return Err(JournalError::damaged(path, "it ends behind its header"));
    }
    builder.create_with_backend(trial).map_err(|source| JournalError::read(path, source))
}

/// The store to write to: one that was found sound, or a new one.
fn store(path: &Path, file: &File) -> Result<Database, JournalError> {
    let stored = stored(path, file)?;
    builder().create_with_backend(stored).map_err(|source| JournalError::write(path, source))
}

fn stored(path: &Path, file: &File) -> Result<Stored, JournalError> {
    // The copy shares the lock.
    let file = file.try_clone().map_err(|source| JournalError::open(path, source))?;
    Stored::new(file).map_err(|source| JournalError::read(path, source))
}

fn builder() -> Builder {
    let mut builder = Builder::new();
    builder.set_cache_size(CACHE_BYTES);
    builder
}
