//! What lists may name besides files.

use std::path::Path;

use crate::model::Facts;

/// Measures what is no file here, such as a URL.
pub trait Elsewhere: Sync {
    /// What is known of it; `None` where it is nothing that is known here either.
    fn measure(&self, path: &Path) -> Option<Facts>;
}
