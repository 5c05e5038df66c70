//! The number of sample frames in a number of bytes.

use super::codec::{Coding, coding};
use super::format::WaveFormat;
use crate::model::{Fault, FaultKind};

/// A block of GSM 06.10 as WAVE stores it: two frames of 160 samples in 65 bytes (RFC 2361, WAVE_FORMAT_GSM610).
const GSM_BLOCK: u64 = 65;
const GSM_SAMPLES: u64 = 320;

/// Samples of each channel in `bytes` of audio, complete ones only; `fact` is the count in the `fact` chunk.
pub(super) fn sample_frames(format: &WaveFormat, bytes: u64, fact: Option<u64>) -> Result<u64, Fault> {
    if bytes == 0 {
        return Ok(0);
    }
    let channels = u64::from(format.channels);
    match coding(format) {
        Coding::Pcm { .. } => bytes.checked_div(format.frame_bytes()?).ok_or_else(|| no_samples(format)),
        Coding::Companded => bytes.checked_div(channels).ok_or_else(|| no_samples(format)),
        Coding::Nibbles => bytes.saturating_mul(2).checked_div(channels).ok_or_else(|| no_samples(format)),
        Coding::Adpcm { header_bytes, header_samples } => {
            let align = u64::from(format.block_align);
            if align == 0 {
                return Err(Fault::new(FaultKind::Malformed, format.offset, "block align is 0"));
            }
            let block =
                Block { bytes: align, header_bytes: header_bytes.saturating_mul(channels), header_samples, channels };
            let full = block.samples_in(align).ok_or_else(|| no_samples(format))?;
            // The extension may state that a block is not used up.
            let full =
                format.block_samples.map(u64::from).filter(|&stated| 0 < stated && stated <= full).unwrap_or(full);
            let rest = block.samples_in(bytes % block.bytes).unwrap_or(0).min(full);
            Ok(trimmed(fact, (bytes / align).saturating_mul(full).saturating_add(rest), full))
        }
        Coding::Gsm => Ok(trimmed(fact, (bytes / GSM_BLOCK).saturating_mul(GSM_SAMPLES), GSM_SAMPLES)),
        Coding::Other => by_fact(format, bytes, fact),
    }
}

fn no_samples(format: &WaveFormat) -> Fault {
    Fault::new(FaultKind::Malformed, format.offset, "samples of no size")
}

/// One block of ADPCM: the headers of all channels, then four bits per sample.
struct Block {
    bytes: u64,
    header_bytes: u64,
    header_samples: u64,
    channels: u64,
}

impl Block {
    /// Samples per channel in the first `bytes` of a block; `None` if not even the header is complete.
    fn samples_in(&self, bytes: u64) -> Option<u64> {
        let nibbles = bytes.checked_sub(self.header_bytes)?.saturating_mul(2);
        Some(self.header_samples.saturating_add(nibbles.checked_div(self.channels)?))
    }
}

/// The `fact` chunk states how many samples of the last block count: believed if it ends in that block.
fn trimmed(fact: Option<u64>, frames: u64, block: u64) -> u64 {
    fact.filter(|&fact| fact <= frames && frames - fact < block).unwrap_or(frames)
}

/// Other codings are measured only by the `fact` chunk, if nAvgBytesPerSec agrees with it to one part in 16, or to a
/// quarter of a second.
fn by_fact(format: &WaveFormat, bytes: u64, fact: Option<u64>) -> Result<u64, Fault> {
    let expected = u128::from(bytes) * u128::from(format.sample_rate);
    let stated = |fact: u64| u128::from(fact) * u128::from(format.byte_rate);
    let slack = (expected / 16).max(u128::from(format.byte_rate) * u128::from(format.sample_rate) / 4);
    fact.filter(|&fact| fact > 0 && stated(fact).abs_diff(expected) <= slack).ok_or_else(|| {
        Fault::new(
            FaultKind::Unsupported,
            format.offset,
            "this coding needs a `fact` chunk that agrees with the byte rate",
        )
    })
}
