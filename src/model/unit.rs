//! The unit of a number.

use super::named::named_enum;

named_enum! {
    /// The unit of a value in a finding.
    pub enum Unit {
        /// Pixels, of a side or an area.
        Pixels = "px",
        /// Seconds.
        Seconds = "s",
        /// Frames per second.
        FramesPerSecond = "fps",
        /// Bytes.
        Bytes = "bytes",
        /// Width divided by height.
        WidthOverHeight = "w/h",
        /// Degrees clockwise.
        Degrees = "degrees",
        /// Hundredths of the whole.
        Percent = "%",
        /// A plain count of what the quantity names.
        Count = "count",
    }
}
