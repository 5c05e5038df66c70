//! Whether a file is still the one that was measured.

use std::fs::Metadata;

/// What changes when a file's content does, as far as its directory entry tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FileStamp {
    /// Length in bytes.
    pub size: u64,
    /// Time of the last change, in nanoseconds since 1970-01-01 UTC; `None` where the file system does not keep it.
    pub modified_ns: Option<i128>,
    /// Number of the file within its file system; 0 where there is none.
    pub inode: u64,
}

impl FileStamp {
    /// The stamp of a file, from what the file system says of it.
    pub fn of(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), modified_ns: modified_ns(metadata), inode: inode(metadata) }
    }
}

#[cfg(unix)]
fn modified_ns(metadata: &Metadata) -> Option<i128> {
    use std::os::unix::fs::MetadataExt;
    Some(i128::from(metadata.mtime()) * 1_000_000_000 + i128::from(metadata.mtime_nsec()))
}

#[cfg(not(unix))]
fn modified_ns(metadata: &Metadata) -> Option<i128> {
    let since = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    i128::try_from(since.as_nanos()).ok()
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}
