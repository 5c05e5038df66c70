//! Sources of bytes.

#[cfg(any(unix, windows))]
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

/// A source of bytes that can be read at any offset.
///
/// Implemented for byte slices, [`File`] and, through [`Seekable`], for anything that is `Read + Seek`.
/// The probe reads a few small ranges and never the whole file.
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

    /// Reads into `buffer` from byte `offset` on, and returns the number of bytes read.
    /// A short read is not the end of the source; a read of 0 bytes is.
    ///
    /// # Errors
    /// Any error of the source. One that holds a [`Fault`](crate::Fault) is reported as that fault, any other as an
    /// input error.
    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// A hint: whether reading the `len` bytes from `offset` on is cheap. The default says yes.
    ///
    /// A source whose cost depends on the place, such as a remote one, answers no for bytes that it would have to fetch.
    /// The probe then skips reads that only confirm that the end of the file is present.
    fn is_cheap(&self, offset: u64, len: u64) -> bool {
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

    fn is_cheap(&self, offset: u64, len: u64) -> bool {
        (**self).is_cheap(offset, len)
    }
}

// Other targets, such as WebAssembly without a system, have no files.
#[cfg(any(unix, windows))]
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

/// Reads at any offset by seeking: for sources that are only `Read + Seek`.
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
    /// Wraps `inner` and finds its length by seeking to its end.
    ///
    /// # Errors
    /// If `inner` cannot seek to its end.
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
        // A panic while the lock was held leaves some position, and each read seeks first.
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.seek(SeekFrom::Start(offset))?;
        inner.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_a_length_and_a_folder_has_none() {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let file = File::open(here.join("testdata/accepted/photo.jpg")).unwrap();
        let expected = u64::try_from(include_bytes!("../../testdata/accepted/photo.jpg").len()).unwrap();
        assert_eq!(file.byte_len(), Some(expected));
        #[cfg(unix)]
        assert_eq!(File::open(here.join("testdata")).unwrap().byte_len(), None);
    }
}
