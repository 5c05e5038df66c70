//! Opens the store without modifying its file.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use redb::StorageBackend;

use super::storage::Stored;

/// Size of the blocks in which changes are kept.
const BLOCK: u64 = 4096;

/// The store with all writes held in memory and dropped when it is closed.
///
/// redb writes to its file as soon as it opens it, before it knows whether the file is damaged. A damaged journal must not
/// be modified, nor one that is only read.
#[derive(Debug)]
pub(super) struct Trial {
    file: Stored,
    written: Mutex<Written>,
}

#[derive(Debug)]
struct Written {
    len: u64,
    /// How much of the file is still visible. The rest was truncated, and reads as zero if the length grows again.
    shown: u64,
    blocks: BTreeMap<u64, Vec<u8>>,
}

impl Trial {
    pub(super) fn new(file: Stored) -> io::Result<Self> {
        let len = file.len()?;
        Ok(Self { file, written: Mutex::new(Written { len, shown: len, blocks: BTreeMap::new() }) })
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The current content of one block.
    fn block(&self, written: &Written, index: u64) -> io::Result<Vec<u8>> {
        if let Some(block) = written.blocks.get(&index) {
            return Ok(block.clone());
        }
        let start = index * BLOCK;
        let mut block = vec![0; to_usize(BLOCK)?];
        let from_file = to_usize(written.shown.saturating_sub(start).min(BLOCK))?;
        if let Some(shown) = block.get_mut(..from_file).filter(|shown| !shown.is_empty()) {
            self.file.read(start, shown)?;
        }
        Ok(block)
    }
}

impl StorageBackend for Trial {
    fn len(&self) -> Result<u64, io::Error> {
        Ok(self.written().len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        let written = self.written();
        if offset.checked_add(to_u64(out.len())?).is_none_or(|end| end > written.len) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut at = offset;
        let mut rest = out;
        while !rest.is_empty() {
            let block = self.block(&written, at / BLOCK)?;
            let from = block.get(to_usize(at % BLOCK)?..).unwrap_or_default();
            let count = from.len().min(rest.len());
            let (now, later) = rest.split_at_mut_checked(count).ok_or(io::ErrorKind::InvalidInput)?;
            now.copy_from_slice(from.get(..count).unwrap_or_default());
            rest = later;
            at += to_u64(count)?;
        }
        Ok(())
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        let mut written = self.written();
        if len < written.len {
            let cut = len / BLOCK;
            let mut last = self.block(&written, cut)?;
            if let Some(rest) = last.get_mut(to_usize(len % BLOCK)?..) {
                rest.fill(0);
            }
            written.blocks.split_off(&cut);
            written.blocks.insert(cut, last);
            written.shown = written.shown.min(len);
        }
        written.len = len;
        Ok(())
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        let mut written = self.written();
        if offset.checked_add(to_u64(data.len())?).is_none_or(|end| end > written.len) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let mut at = offset;
        let mut rest = data;
        while !rest.is_empty() {
            let index = at / BLOCK;
            let mut block = self.block(&written, index)?;
            let into = block.get_mut(to_usize(at % BLOCK)?..).unwrap_or_default();
            let count = into.len().min(rest.len());
            let (now, later) = rest.split_at_checked(count).ok_or(io::ErrorKind::InvalidInput)?;
            into.get_mut(..count).unwrap_or_default().copy_from_slice(now);
            written.blocks.insert(index, block);
            rest = later;
            at += to_u64(count)?;
        }
        Ok(())
    }

    fn close(&self) -> Result<(), io::Error> {
        self.file.close()
    }
}

fn to_usize(count: u64) -> io::Result<usize> {
    usize::try_from(count).map_err(|_| io::ErrorKind::InvalidInput.into())
}

fn to_u64(count: usize) -> io::Result<u64> {
    u64::try_from(count).map_err(|_| io::ErrorKind::InvalidInput.into())
}
