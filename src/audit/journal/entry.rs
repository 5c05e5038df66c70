//! The bytes of one entry.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::coded::{Coded, coded_struct};
use crate::audit::FileStamp;
use crate::model::Facts;
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

impl Heading {
    /// The heading of a file with this stamp at this time, measured by the current probe.
    pub(super) fn new(stamp: FileStamp, at: SystemTime) -> Self {
        let measured = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        Self { probe_version: probe::VERSION, stamp, settled: stamp.is_settled(at), measured }
    }

    /// Whether the current version of the probe measured the facts.
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

/// Decodes facts of the current version of the probe: other versions may have another encoding.
pub(super) fn read_facts(mut facts: &[u8]) -> Option<Facts> {
    let read = Facts::take(&mut facts)?;
    facts.is_empty().then_some(read)
}
