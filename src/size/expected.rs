//! The size of the video that will come out.

use serde::{Deserialize, Serialize};

/// Pixels of the video that will come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ExpectedSize {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Whether the service's own choice was guessed, as of the ratio `adaptive`.
    pub predicted: bool,
}
