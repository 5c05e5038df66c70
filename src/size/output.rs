//! The size of the output.

use serde::{Deserialize, Serialize};

use crate::profile::SizeRow;

/// Size of the output, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OutputSize {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Whether the ratio is a prediction of what the service chooses for `adaptive`, whose metric is not documented.
    pub predicted: bool,
}

impl OutputSize {
    /// The size of a row of the profile's table.
    pub(super) const fn of(row: &SizeRow, predicted: bool) -> Self {
        Self { width: row.width, height: row.height, predicted }
    }
}
