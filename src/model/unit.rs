//! What a number counts.

use std::fmt;

use serde::Serialize;

/// The unit of a value in a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub enum Unit {
    /// Pixels: of a side, or of an area.
    #[serde(rename = "px")]
    Pixels,
    /// Seconds.
    #[serde(rename = "s")]
    Seconds,
    /// Frames a second.
    #[serde(rename = "fps")]
    FramesPerSecond,
    /// Bytes.
    #[serde(rename = "bytes")]
    Bytes,
    /// Width over height.
    #[serde(rename = "w/h")]
    WidthOverHeight,
    /// Degrees clockwise.
    #[serde(rename = "degrees")]
    Degrees,
    /// Hundredths of the whole.
    #[serde(rename = "%")]
    Percent,
    /// A plain count, of the thing that the quantity names.
    #[serde(rename = "count")]
    Count,
}

impl Unit {
    /// The symbol as in JSON.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Pixels => "px",
            Self::Seconds => "s",
            Self::FramesPerSecond => "fps",
            Self::Bytes => "bytes",
            Self::WidthOverHeight => "w/h",
            Self::Degrees => "degrees",
            Self::Percent => "%",
            Self::Count => "count",
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}
