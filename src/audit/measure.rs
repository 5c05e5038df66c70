//! One file opened, probed and closed; nothing of it waits for another program.

use std::fs::{File, FileType, Metadata, OpenOptions};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{FileStamp, Origin};
use crate::model::Facts;
use crate::probe::{Budget, ReadAt, probe, probe_deep};

/// What a file was found to be.
pub(super) struct Measured {
    pub(super) facts: Facts,
    /// Of the file as it was measured; `None` where it was not.
    pub(super) stamp: Option<FileStamp>,
    pub(super) bytes_read: u64,
    pub(super) origin: Origin,
    /// Whether it is no file here; see [`Audit::elsewhere`](super::Audit::elsewhere).
    pub(super) is_elsewhere: bool,
}

/// Measures the file at `path`, which was seen to be regular; through a symbolic link only where `linked`.
///
/// A file that changes meanwhile is measured once more, and then given up as unreadable.
///
/// # Errors
/// Only where `cancel` was set meanwhile.
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
                is_elsewhere: false,
            });
        }
        before = after.unwrap_or(before);
    }
    let changes = io::Error::new(io::ErrorKind::ResourceBusy, "the file changes while it is read");
    Ok(Measured { bytes_read, ..Measured::unreadable(&changes) })
}

/// What the probe makes of the file. Decoders by many hands run in it: should one of them break, the other files still get
/// their answer.
fn probed(source: &Opened<'_>, deep: bool) -> Facts {
    let look = || if deep { probe_deep(source, &Budget::DEEP) } else { probe(source, &Budget::default()) };
    catch_unwind(AssertUnwindSafe(look))
        .unwrap_or_else(|_| Facts::of_unreadable(&io::Error::other("the probe itself broke on this file")))
}

/// Why a file of this type is not read: reading it may wait, never end, or do something.
pub(super) fn no_regular_file(file_type: FileType) -> io::Error {
    let what = if file_type.is_dir() { "a folder" } else { name_of_special(file_type) };
    io::Error::new(io::ErrorKind::InvalidInput, format!("is {what}, where a regular file is expected"))
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
    "no file"
}

/// Opens a regular file. It was one a moment ago; what has come in its place is neither waited for nor read.
pub(super) fn open(path: &Path, linked: bool) -> io::Result<(File, Metadata)> {
    let mut options = OpenOptions::new();
    options.read(true);
    guard(&mut options, linked);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_file() { Ok((file, metadata)) } else { Err(no_regular_file(metadata.file_type())) }
}

/// POSIX open(): a FIFO does not block, a terminal does not become ours, a symbolic link is refused.
#[cfg(unix)]
fn guard(options: &mut OpenOptions, linked: bool) {
    use std::os::unix::fs::OpenOptionsExt;

    let last = if linked { 0 } else { libc::O_NOFOLLOW };
    options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY | last);
}

#[cfg(not(unix))]
fn guard(_: &mut OpenOptions, _: bool) {}

/// An open file of known length, which counts what is read of it and reads no more once the audit is cancelled.
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
