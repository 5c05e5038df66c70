//! The bytes of the store, which follow the header in the journal's file.

use std::fs::File;
use std::io;

use redb::StorageBackend;
use redb::backends::FileBackend;

/// Length of the journal's own header: one page of the store, so that its pages stay aligned.
pub(super) const HEADER_LENGTH: u64 = 4096;

/// The store in the file. Locks are not taken here: the whole file is locked when it is opened.
#[derive(Debug)]
pub(super) struct Stored {
    file: FileBackend,
}

impl Stored {
    pub(super) fn new(file: File) -> Result<Self, redb::Error> {
        Ok(Self { file: FileBackend::new(file)? })
    }
}

impl StorageBackend for Stored {
    fn len(&self) -> Result<u64, io::Error> {
        Ok(self.file.len()?.saturating_sub(HEADER_LENGTH))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        self.file.read(after_header(offset)?, out)
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        self.file.set_len(after_header(len)?)
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        self.file.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        self.file.write(after_header(offset)?, data)
    }

    fn close(&self) -> Result<(), io::Error> {
        self.file.close()
    }
}

fn after_header(offset: u64) -> io::Result<u64> {
    offset.checked_add(HEADER_LENGTH).ok_or_else(|| io::ErrorKind::InvalidInput.into())
}
