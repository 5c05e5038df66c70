//! How many bytes samples of audio take that have no size of their own: QTFF "Sound sample description".

use super::super::reader::Reader;
use super::boxes::BoxAt;
use crate::model::{Codec, Fault};

/// So many samples that always take so many bytes together: a sample of PCM in all channels, or a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AudioUnit {
    samples: u64,
    bytes: u64,
}

impl AudioUnit {
    fn new(samples: u32, bytes: u32) -> Option<Self> {
        (samples > 0 && bytes > 0).then_some(Self { samples: samples.into(), bytes: bytes.into() })
    }

    /// The bytes of `samples` samples.
    pub(super) fn bytes_of(self, samples: u64) -> u64 {
        samples.div_ceil(self.samples).saturating_mul(self.bytes)
    }
}

/// The unit of an audio entry of QuickTime's `version`. Version 0 is PCM; version 1 states samples per packet and bytes per
/// frame, which is a packet of all channels; version 2 states bytes and samples of a packet.
pub(super) fn read(
    reader: &mut Reader<'_>,
    entry: &BoxAt,
    version: usize,
    codec: &Codec,
) -> Result<Option<AudioUnit>, Fault> {
    let mut number =
        |at| -> Result<u32, Fault> { Ok(entry.field(reader, at)?.map(u32::from_be_bytes).unwrap_or_default()) };
    Ok(match (version, codec.name().strip_prefix("pcm_")) {
        (1, _) => AudioUnit::new(number(28)?, number(36)?),
        (2, _) => AudioUnit::new(number(60)?, number(56)?),
        (_, Some(pcm)) => {
            let digits: String = pcm.chars().filter(char::is_ascii_digit).collect();
            // `mulaw` and `alaw` have 8 bits (ITU-T G.711).
            let bytes = digits.parse().unwrap_or(8_u32).div_ceil(8);
            // The channels, and the width that the entry states, in 16 bits each.
            AudioUnit::new(1, bytes.saturating_mul(number(16)? >> 16))
        }
        (_, None) => None,
    })
}
