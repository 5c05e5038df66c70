//! The bytes of one entry: of a file, or of a remote source.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::coded::{Coded, coded_struct};
use crate::audit::FileStamp;
use crate::model::{Facts, RemoteStamp};
use crate::probe;

/// What is known about a file besides its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// The version of the probe that measured the facts.
    pub(super) probe_version: u32,
    /// The file's stamp at that time.
    pub(super) stamp: FileStamp,
    /// Whether any later change shows in the stamp.
    pub(super) settled: bool,
    /// When it was measured, in whole seconds since 1970-01-01 UTC.
    pub(super) measured: u64,
}

coded_struct!(Heading { probe_version, stamp, settled, measured });
coded_struct!(FileStamp { size, modified_ns, inode });

/// What is known about a file at a remote source besides its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RemoteHeading {
    /// The version of the probe that measured the facts.
    pub(super) probe_version: u32,
    /// What recognizes the version of the file.
    pub(super) stamp: RemoteStamp,
    /// When it was measured or last confirmed, in whole seconds since 1970-01-01 UTC.
    pub(super) measured: u64,
}

coded_struct!(RemoteHeading { probe_version, stamp, measured });
coded_struct!(RemoteStamp { etag, last_modified, bytes });

impl RemoteHeading {
    /// The heading of a file that was asked for at this time, measured by the current probe.
    pub(super) fn new(stamp: RemoteStamp, at: SystemTime) -> Self {
        Self { probe_version: probe::VERSION, stamp, measured: seconds(at) }
    }

    /// Whether the current version of the probe measured the facts.
    pub(super) fn is_current(&self) -> bool {
        self.probe_version == probe::VERSION
    }

    pub(super) fn measured(&self) -> SystemTime {
        time(self.measured)
    }
}

impl Heading {
    /// The heading of a file with this stamp at this time, measured by the current probe.
    pub(super) fn new(stamp: FileStamp, at: SystemTime) -> Self {
        Self { probe_version: probe::VERSION, stamp, settled: stamp.is_settled(at), measured: seconds(at) }
    }

    /// Whether the current version of the probe measured the facts.
    pub(super) fn is_current(&self) -> bool {
        self.probe_version == probe::VERSION
    }

    pub(super) fn measured(&self) -> SystemTime {
        time(self.measured)
    }
}

fn seconds(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

fn time(seconds: u64) -> SystemTime {
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).unwrap_or(UNIX_EPOCH)
}

/// The bytes of an entry.
pub(super) fn write(heading: &impl Coded, facts: &Facts) -> Vec<u8> {
    let mut out = Vec::with_capacity(128);
    heading.put(&mut out);
    facts.put(&mut out);
    out
}

/// The heading of an entry, and the bytes of its facts.
pub(super) fn read_heading<T: Coded>(mut entry: &[u8]) -> Option<(T, &[u8])> {
    let heading = T::take(&mut entry)?;
    Some((heading, entry))
}

/// Decodes facts of the current version of the probe: other versions may have another encoding.
pub(super) fn read_facts(mut facts: &[u8]) -> Option<Facts> {
    let read = Facts::take(&mut facts)?;
    facts.is_empty().then_some(read)
}
