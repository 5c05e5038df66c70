//! Where bytes come from.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

/// A source of bytes that can be read at any offset.
///
/// Implemented for byte slices, [`File`] and, through [`Seekable`], for anything that is `Read + Seek`.
/// The probe asks for a few small ranges and never for the whole.
///
/// ```
/// use seedance_preflight::ReadAt;
///
/// let bytes: &[u8] = b"RIFF";
/// let mut tail = [0; 4];
/// assert_eq!(bytes.read_at(2, &mut tail).unwrap(), 2);
/// assert_eq!(&tail[..2], b"FF");
/// assert_eq!(bytes.byte_len(), Some(4));
/// ```
pub trait ReadAt: Send + Sync {
    /// The length in bytes, if it is known before reading.
    fn byte_len(&self) -> Option<u64>;

    /// Reads into `buffer` from byte `offset` on, and says how many bytes it read.
    /// Fewer than asked for is no end; none is.
    ///
    /// # Errors
    /// Whatever keeps the source from being read.
    /// An error that holds a [`Fault`](crate::Fault) is taken by its word; of any other it is said that the input failed.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// Whether the `len` bytes from `offset` on cost next to nothing. A source in which that depends on the place, such
    /// as one behind a network, says no of what it would have to fetch; the probe then leaves open whether the file's end
    /// is there, and looks only where other facts depend on it.
    fn is_near(&self, offset: u64, len: u64) -> bool {
        let _ = (offset, len);
        true
    }
}

impl ReadAt for [u8] {
    fn byte_len(&self) -> Option<u64> {
        u64::try_from(self.len()).ok()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let mut rest = self.get(start..).unwrap_or_default();
        rest.read(buffer)
    }
}

impl ReadAt for Vec<u8> {
    fn byte_len(&self) -> Option<u64> {
        self.as_slice().byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.as_slice().read_at(offset, buffer)
    }
}

impl<T: ReadAt + ?Sized> ReadAt for &T {
    fn byte_len(&self) -> Option<u64> {
        (**self).byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        (**self).read_at(offset, buffer)
    }

    fn is_near(&self, offset: u64, len: u64) -> bool {
        (**self).is_near(offset, len)
    }
}

impl ReadAt for File {
    fn byte_len(&self) -> Option<u64> {
        self.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len())
    }

    #[cfg(unix)]
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(self, buffer, offset)
    }

    #[cfg(windows)]
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(self, buffer, offset)
    }
}

/// Reads at any offset by seeking: for sources that are `Read + Seek` and nothing better.
///
/// ```
/// use std::io::Cursor;
/// use seedance_preflight::{ReadAt, Seekable};
///
/// let source = Seekable::new(Cursor::new(b"RIFF".to_vec())).unwrap();
/// assert_eq!(source.byte_len(), Some(4));
/// ```
#[derive(Debug)]
pub struct Seekable<R> {
    inner: Mutex<R>,
    len: u64,
}

impl<R: Read + Seek> Seekable<R> {
    /// Wraps `inner`, whose length is found by seeking to its end.
    ///
    /// # Errors
    /// Where `inner` cannot seek to its end.
    pub fn new(mut inner: R) -> io::Result<Self> {
        let len = inner.seek(SeekFrom::End(0))?;
        Ok(Self { inner: Mutex::new(inner), len })
    }
}

impl<R: Read + Seek + Send> ReadAt for Seekable<R> {
    fn byte_len(&self) -> Option<u64> {
        Some(self.len)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        // A reader that panicked elsewhere is still at some position, and each read seeks first.
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.seek(SeekFrom::Start(offset))?;
        inner.read(buffer)
    }
}
