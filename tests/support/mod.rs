//! Small files of every measured format, built byte by byte, for tests that need an exact size, rate or length.

#![allow(dead_code, unused_imports)] // Each test takes what it needs of this module.

mod audio;
mod corrupted;
mod image;
mod movie;

pub(crate) use audio::{mp3, wav};
pub(crate) use corrupted::corrupted_file;
pub(crate) use image::{crc32, jpeg, png, webp};
pub(crate) use movie::Movie;

use std::io;

use seedance_preflight::ReadAt;

/// A file that begins with `head` and goes on with zeros up to `length`, without holding them.
pub(crate) struct Padded {
    pub(crate) head: Vec<u8>,
    pub(crate) length: u64,
}

impl ReadAt for Padded {
    fn byte_len(&self) -> Option<u64> {
        Some(self.length)
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.length.saturating_sub(offset);
        let count = buffer.len().min(usize::try_from(left).unwrap());
        buffer[..count].fill(0);
        let from_head = self.head.get(usize::try_from(offset).unwrap()..).unwrap_or_default();
        let overlap = from_head.len().min(count);
        buffer[..overlap].copy_from_slice(&from_head[..overlap]);
        Ok(count)
    }
}

/// Bytes that come one to seven at a time, as over a slow line.
pub(crate) struct Sips(pub(crate) Vec<u8>);

impl ReadAt for Sips {
    fn byte_len(&self) -> Option<u64> {
        self.0.byte_len()
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let sip = buffer.len().min(1 + usize::try_from(offset % 7).unwrap());
        self.0.read_at(offset, &mut buffer[..sip])
    }
}
