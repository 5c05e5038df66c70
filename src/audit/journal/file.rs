//! The journal's file: recognized, verified and locked.
//!
//! It begins with a header of our own, so that a file of another program, even one with the same store, is recognized
//! before it is modified. The store follows the header.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use redb::{Builder, Database};

use super::JournalError;
use super::storage::{HEADER_LENGTH, Stored};
use super::tables::{self, Changes};
use super::trial::Trial;

/// The latest format. It is raised when the tables or the layout of entries change; the contents of facts have their own
/// version, that of the probe.
const FORMAT: u32 = 1;

const MAGIC: &[u8] = b"seedance-preflight journal\nformat ";

/// The store's cache.
const CACHE_BYTES: usize = 16 << 20;

/// Opens a journal for reading and writing, or creates one if the file does not exist or is empty.
///
/// It is verified completely first, without writing. The lock is held as long as the returned value lives.
pub(super) fn open(path: &Path) -> Result<Database, JournalError> {
    let failed = |source| JournalError::open(path, source);
    refuse_special_files(path)?;
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

/// Opens a journal for reading, without modifying it. Several readers may do so at once.
pub(super) fn open_to_read(path: &Path) -> Result<Database, JournalError> {
    refuse_special_files(path)?;
    let mut file = File::open(path).map_err(|source| JournalError::open(path, source))?;
    lock(path, file.try_lock_shared())?;
    match read_header(path, &mut file)? {
        State::Unfinished => Err(JournalError::damaged(path, "it was never completed")),
        State::Finished => try_out(path, &file),
    }
}

/// Opening a FIFO would block until its other end is opened.
fn refuse_special_files(path: &Path) -> Result<(), JournalError> {
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

/// Whether the creation of the file was completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Unfinished,
    Finished,
}

/// Follows the format in the header until the store exists; a run that is killed before has lost nothing.
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

/// Recognizes the file by all bytes of its header, so that damage to the header is detected too.
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
        _ => Err(JournalError::damaged(path, "its header was altered")),
    }
}

/// The store, verified completely without modifying its file.
fn try_out(path: &Path, file: &File) -> Result<Database, JournalError> {
    let stored = stored(path, file)?;
    let trial = Trial::new(stored).map_err(|source| JournalError::open(path, source))?;
    // Without this check redb trusts a cleanly closed file, and may panic on damage.
    let mut builder = builder();
    builder.set_check_integrity_on_open(true);
    if redb::StorageBackend::len(&trial).is_ok_and(|length| length == 0) {
        return Err(JournalError::damaged(path, "it ends after its header"));
    }
    builder.create_with_backend(trial).map_err(|source| JournalError::read(path, source))
}

/// The store for writing: one that was verified, or a new one.
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
