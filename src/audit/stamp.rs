//! Detects whether a file has changed since it was measured.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The coarsest time resolution of a file system in use: FAT's, by Microsoft's *FAT: General Overview of On-Disk
/// Format*, 1.03.
const COARSEST_TIME: Duration = Duration::from_secs(2);

/// The metadata that changes with a file's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FileStamp {
    /// Length in bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970-01-01 UTC; `None` if the file system does not record it.
    pub modified_ns: Option<i128>,
    /// Inode number. On Windows, where metadata have none, the time of creation in units of 100 ns since 1601, which tells a
    /// file from one that replaces it. 0 if there is neither.
    pub inode: u64,
}

impl FileStamp {
    /// The stamp in a file's metadata.
    pub fn of(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), modified_ns: modified_ns(metadata), inode: inode(metadata) }
    }

    /// Whether every change after `now`, when the stamp was taken, shows in it. A recently changed file can change again
    /// within the same tick of its file system's clock without a new stamp; git calls such a file "racily clean", and
    /// compares its content.
    pub(crate) fn is_settled(&self, now: SystemTime) -> bool {
        let before = now.checked_sub(COARSEST_TIME).and_then(|before| before.duration_since(UNIX_EPOCH).ok());
        let before = before.and_then(|before| i128::try_from(before.as_nanos()).ok());
        self.modified_ns.zip(before).is_some_and(|(modified, before)| modified < before)
    }
}

#[cfg(unix)]
fn modified_ns(metadata: &Metadata) -> Option<i128> {
    use std::os::unix::fs::MetadataExt;
    Some(i128::from(metadata.mtime()) * 1_000_000_000 + i128::from(metadata.mtime_nsec()))
}

#[cfg(not(unix))]
fn modified_ns(metadata: &Metadata) -> Option<i128> {
    match metadata.modified().ok()?.duration_since(UNIX_EPOCH) {
        Ok(since) => i128::try_from(since.as_nanos()).ok(),
        Err(before) => i128::try_from(before.duration().as_nanos()).ok().map(i128::wrapping_neg),
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(windows)]
fn inode(metadata: &Metadata) -> u64 {
    std::os::windows::fs::MetadataExt::creation_time(metadata)
}

#[cfg(not(any(unix, windows)))]
fn inode(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_settles_after_the_clocks_resolution() {
        let stamp = |modified_ns| FileStamp { size: 1, modified_ns, inode: 1 };
        let now = UNIX_EPOCH + Duration::from_secs(100);
        for (modified_ns, settled) in [
            (Some(0), true),
            (Some(-5), true),
            (Some(98_000_000_000 - 1), true),
            (Some(98_000_000_000), false),
            (Some(100_000_000_000), false),
            (Some(2_000_000_000_000), false),
            (None, false),
        ] {
            assert_eq!(stamp(modified_ns).is_settled(now), settled, "{modified_ns:?}");
        }
    }
}
