//! Sources other than files, which lists may name.

use std::num::NonZeroUsize;
use std::path::Path;

use crate::model::{Facts, RemoteStamp};

/// Probes what is not a local file, such as a URL.
pub trait RemoteSource: Sync {
    /// Where the path leads; `None` if this source does not know it.
    fn locate(&self, path: &Path) -> Option<RemotePlace>;

    /// Whether the path is never a local file, so that none is looked for.
    fn is_never_local(&self, path: &Path) -> bool {
        let _ = path;
        false
    }

    /// Measures what is at the path, unless it is of the version `known`. Runs on many threads at once.
    fn measure(&self, path: &Path, known: Option<&RemoteStamp>) -> RemoteFacts;
}

/// Where a path of a [`RemoteSource`] leads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RemotePlace {
    /// The host that is asked, such as `https://media.example.com`. Paths of one host share its connections.
    pub host: String,
    /// The file's name in a journal: the same whenever the file is the same, and without secrets. `None` if it is not kept.
    pub key: Option<String>,
    /// What a listing says of the file's version, if that is how it was found. It is then not asked for if the journal has
    /// that version, and not reported if it is not media.
    pub listed: Option<RemoteStamp>,
}

impl RemotePlace {
    /// A file of this host, with this name in a journal.
    pub fn new(host: impl Into<String>, key: Option<String>) -> Self {
        Self { host: host.into(), key, listed: None }
    }
}

/// What a [`RemoteSource`] measured.
#[derive(Debug, Clone, PartialEq, Eq)]
// Made and matched once for each file, at the cost of a request.
#[allow(clippy::large_enum_variant)]
pub enum RemoteFacts {
    /// The file is of the version that was known.
    Unchanged,
    /// The file was read, or could not be read.
    Measured {
        /// The facts. If the file could not be fetched, a fault says why.
        facts: Facts,
        /// What recognizes the version that was read.
        stamp: RemoteStamp,
        /// Bytes read.
        bytes_read: u64,
    },
}

/// How many remote sources are asked at the same time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connections {
    /// In total.
    pub total: NonZeroUsize,
    /// Of one host. Twice as many may be in progress, since a source that waits before another try needs no connection.
    pub per_host: NonZeroUsize,
}

impl Connections {
    /// That many in total and for each host.
    pub fn new(total: NonZeroUsize, per_host: NonZeroUsize) -> Self {
        Self { total, per_host }
    }
}

impl Default for Connections {
    /// 64 in total, and 8 for each host.
    fn default() -> Self {
        const TOTAL: NonZeroUsize = NonZeroUsize::new(64).unwrap();
        const PER_HOST: NonZeroUsize = NonZeroUsize::new(8).unwrap();
        Self::new(TOTAL, PER_HOST)
    }
}
