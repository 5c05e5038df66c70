//! Opens and probes one file without waiting for another program.

use std::fs::{File, FileType, Metadata};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{FileStamp, Origin};
use crate::model::Facts;
use crate::probe::{Budget, ReadAt, probe, probe_deep};
use crate::windows::exact;

/// The facts of one file.
pub(super) struct Measured {
    pub(super) facts: Facts,
    /// The stamp of the file as it was measured; `None` if it was not.
    pub(super) stamp: Option<FileStamp>,
    pub(super) bytes_read: u64,
    pub(super) origin: Origin,
    /// Whether it is not a local file; see [`RemoteSource`](super::RemoteSource).
    pub(super) is_remote: bool,
    /// Whether it was found by a listing of its source, and not named itself.
    pub(super) is_listed: bool,
}

/// Probes the file at `path`, which was a regular file; through a symbolic link only if `linked`.
///
/// A file that changes meanwhile is probed once more, and then reported as unreadable.
///
/// # Errors
/// Only if `cancel` was set meanwhile.
pub(super) fn file(path: &Path, linked: bool, deep: bool, cancel: Option<&AtomicBool>) -> io::Result<Measured> {
    let (file, metadata) = match open(path, linked) {
        Ok(opened) => opened,
        Err(error) => return Ok(Measured::unreadable(&error)),
    };
    let mut before = FileStamp::of(&metadata);
    let mut bytes_read = 0;
    for _ in 0..2 {
        let source = Opened { file: &file, length: before.size, bytes_read: AtomicU64::new(0), cancel };
        let facts = probed(&source, deep);
        if source.is_cancelled() {
            return Err(cancelled());
        }
        bytes_read += source.bytes_read.into_inner();
        let after = file.metadata().map(|metadata| FileStamp::of(&metadata));
        if after.as_ref().is_ok_and(|after| *after == before) {
            return Ok(Measured {
                facts,
                stamp: Some(before),
                bytes_read,
                origin: Origin::Probed,
                is_remote: false,
                is_listed: false,
            });
        }
        before = after.unwrap_or(before);
    }
    let changes = io::Error::new(io::ErrorKind::ResourceBusy, "the file changed while it was being read");
    Ok(Measured { bytes_read, ..Measured::unreadable(&changes) })
}

/// Probes the file. Should a decoder from one of the dependencies panic, the other files still get
/// their results.
fn probed(source: &Opened<'_>, deep: bool) -> Facts {
    let look = || if deep { probe_deep(source, &Budget::DEEP) } else { probe(source, &Budget::default()) };
    catch_unwind(AssertUnwindSafe(look))
        .unwrap_or_else(|_| Facts::of_unreadable(&io::Error::other("the probe panicked on this file")))
}

/// Why a file of this type is not read: reading it may block, never end, or have side effects.
pub(super) fn not_regular(file_type: FileType) -> io::Error {
    let what = if file_type.is_dir() { "a folder" } else { name_of_special(file_type) };
    io::Error::new(io::ErrorKind::InvalidInput, format!("is {what}; expected a regular file"))
}

#[cfg(unix)]
fn name_of_special(file_type: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;

    if file_type.is_fifo() {
        "a FIFO"
    } else if file_type.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn name_of_special(_: FileType) -> &'static str {
    "not a file"
}

/// Opens a regular file. If something else has replaced it, that is neither waited for nor read.
pub(super) fn open(path: &Path, linked: bool) -> io::Result<(File, Metadata)> {
    let file = open_guarded(&exact(path)?, linked)?;
    let metadata = file.metadata()?;
    if metadata.is_file() { Ok((file, metadata)) } else { Err(not_regular(metadata.file_type())) }
}

/// POSIX open(2): do not block on a FIFO, do not acquire a terminal, and refuse a symbolic link.
#[cfg(unix)]
fn open_guarded(path: &Path, linked: bool) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    let last = if linked { 0 } else { libc::O_NOFOLLOW };
    File::options().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY | last).open(path)
}

/// Opens a symbolic link itself, which is not a regular file; see CreateFileW.
#[cfg(windows)]
fn open_guarded(path: &Path, linked: bool) -> io::Result<File> {
    use std::os::windows::fs::{MetadataExt, OpenOptionsExt};

    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    const FILE_ATTRIBUTE_REPARSE_POINT: u32 = 0x0400;

    if linked {
        return File::open(path);
    }
    let file = File::options().read(true).custom_flags(FILE_FLAG_OPEN_REPARSE_POINT).open(path)?;
    let metadata = file.metadata()?;
    // Files in a cloud and deduplicated files are reparse points too; only an ordinary open reads their content.
    let is_elsewhere = metadata.file_attributes() & FILE_ATTRIBUTE_REPARSE_POINT != 0 && !metadata.is_symlink();
    if is_elsewhere { File::open(path) } else { Ok(file) }
}

#[cfg(not(any(unix, windows)))]
fn open_guarded(path: &Path, _: bool) -> io::Result<File> {
    File::open(path)
}

/// An open file of known length that counts the bytes read, and stops reading once the audit is cancelled.
struct Opened<'a> {
    file: &'a File,
    length: u64,
    bytes_read: AtomicU64,
    cancel: Option<&'a AtomicBool>,
}

impl Opened<'_> {
    fn is_cancelled(&self) -> bool {
        self.cancel.is_some_and(|cancel| cancel.load(Ordering::Relaxed))
    }
}

impl ReadAt for Opened<'_> {
    fn byte_len(&self) -> Option<u64> {
        Some(self.length)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_cancelled() {
            return Err(cancelled());
        }
        let count = ReadAt::read_at(self.file, offset, buffer)?;
        self.bytes_read.fetch_add(u64::try_from(count).unwrap_or_default(), Ordering::Relaxed);
        Ok(count)
    }
}

fn cancelled() -> io::Error {
    io::Error::other("the audit was cancelled")
}
