//! Sources that count, that give little at a time, and that do not know their length.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

use seedance_preflight::ReadAt;

/// Counts what is read through it.
pub(crate) struct Counting<'a> {
    source: &'a dyn ReadAt,
    bytes: AtomicU64,
}

impl<'a> Counting<'a> {
    pub(crate) fn new(source: &'a dyn ReadAt) -> Self {
        Self { source, bytes: AtomicU64::new(0) }
    }

    /// Bytes read so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

impl ReadAt for Counting<'_> {
    fn byte_len(&self) -> Option<u64> {
        self.source.byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read_at(offset, buffer)?;
        self.bytes.fetch_add(u64::try_from(count).unwrap(), Ordering::Relaxed);
        Ok(count)
    }
}

/// Gives a part of what is asked for, another one each time, and is interrupted now and then.
pub(crate) struct Chunked<'a> {
    bytes: &'a [u8],
    reads: AtomicU64,
}

impl<'a> Chunked<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, reads: AtomicU64::new(0) }
    }
}

impl ReadAt for Chunked<'_> {
    fn byte_len(&self) -> Option<u64> {
        self.bytes.byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reads.fetch_add(1, Ordering::Relaxed);
        if read % 5 == 3 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let most = usize::try_from(1 + (offset ^ read) % 509).unwrap().min(buffer.len());
        self.bytes.read_at(offset, &mut buffer[..most])
    }
}

/// Bytes of unknown length.
pub(crate) struct Endless<'a>(pub(crate) &'a [u8]);

impl ReadAt for Endless<'_> {
    fn byte_len(&self) -> Option<u64> {
        None
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_at(offset, buffer)
    }
}
