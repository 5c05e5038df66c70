//! Where facts outlive an audit.

use std::path::Path;

use super::FileStamp;
use crate::Facts;

/// Keeps facts from one audit to the next. Asked and told from many threads at once.
pub trait FactsStore: Send + Sync {
    /// The facts of the file at `path`, if they were measured when it had this stamp.
    fn recall(&self, path: &Path, stamp: &FileStamp) -> Option<Facts>;

    /// Keeps the facts of the file at `path`, as they are measured with this stamp.
    fn remember(&self, path: &Path, stamp: &FileStamp, facts: &Facts);
}
