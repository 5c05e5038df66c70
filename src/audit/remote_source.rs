//! Sources other than files, which lists may name.

use std::path::Path;

use crate::model::Facts;

/// Probes what is not a local file, such as a URL.
pub trait RemoteSource: Sync {
    /// Its facts; `None` if this source does not know the path.
    fn measure(&self, path: &Path) -> Option<Facts>;
}
