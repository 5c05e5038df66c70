//! What the journal keeps of one file.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::coded::{Coded, coded_struct};
use crate::audit::FileStamp;
use crate::model::Facts;
use crate::probe;

/// What is known besides the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// The version of the probe that measured.
    pub(super) probe_version: u32,
    /// The file as it was then.
    pub(super) stamp: FileStamp,
    /// Whether a later change must show in the stamp.
    pub(super) settled: bool,
    /// When it was measured, in whole seconds since 1970-01-01 UTC.
    pub(super) measured: u64,
}

coded_struct!(Heading { probe_version, stamp, settled, measured });
coded_struct!(FileStamp { size, modified_ns, inode });

impl Heading {
    /// Of a file that had this stamp at this time, and is measured by the probe as it is.
    pub(super) fn new(stamp: FileStamp, at: SystemTime) -> Self {
        let measured = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        Self { probe_version: probe::VERSION, stamp, settled: stamp.is_settled(at), measured }
    }

    /// Whether the facts are of the probe as it is now.
    pub(super) fn is_current(&self) -> bool {
        self.probe_version == probe::VERSION
    }

    pub(super) fn measured(&self) -> SystemTime {
        UNIX_EPOCH.checked_add(Duration::from_secs(self.measured)).unwrap_or(UNIX_EPOCH)
    }
}

/// The bytes of an entry.
pub(super) fn write(heading: &Heading, facts: &Facts) -> Vec<u8> {
    let mut out = Vec::with_capacity(128);
    heading.put(&mut out);
    facts.put(&mut out);
    out
}

/// The heading of an entry, and the bytes of its facts.
pub(super) fn read_heading(mut entry: &[u8]) -> Option<(Heading, &[u8])> {
    let heading = Heading::take(&mut entry)?;
    Some((heading, entry))
}

/// The facts, where they are of the probe as it is now: those of another version may be written otherwise.
pub(super) fn read_facts(mut facts: &[u8]) -> Option<Facts> {
    let read = Facts::take(&mut facts)?;
    facts.is_empty().then_some(read)
}
