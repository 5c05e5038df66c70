//! A size and the rectangle that is cut out of it.

use super::bits::Bits;

/// Width and height in pixels.
pub(in super::super) type Size = (u32, u32);

/// How much is cropped, left and right, top and bottom, in units of the chroma samples.
pub(super) struct Crop {
    across: u32,
    down: u32,
}

/// Reads a cropping rectangle: a flag, and if set the four sides (ITU-T H.264 §7.3.2.1.1, H.265 §7.3.2.2.1).
pub(super) fn crop(bits: &mut Bits<'_>) -> Option<Crop> {
    if !bits.flag()? {
        return Some(Crop { across: 0, down: 0 });
    }
    let across = bits.unsigned()?.checked_add(bits.unsigned()?)?;
    let down = bits.unsigned()?.checked_add(bits.unsigned()?)?;
    Some(Crop { across, down })
}

impl Crop {
    /// What is left of `whole`, if anything is.
    pub(super) fn apply(&self, whole: Size, unit: (u32, u32)) -> Option<Size> {
        let width = whole.0.checked_sub(self.across.checked_mul(unit.0)?)?;
        let height = whole.1.checked_sub(self.down.checked_mul(unit.1)?)?;
        (width > 0 && height > 0).then_some((width, height))
    }
}
