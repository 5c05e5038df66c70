//! The header of an MPEG audio frame: ISO/IEC 11172-3 §2.4.1.3 and 13818-3, with the 2.5 extension for lower rates.

/// Version of the standard: the sampling rates and frame sizes go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// ISO/IEC 11172-3.
    Mpeg1,
    /// ISO/IEC 13818-3: half the sampling rates.
    Mpeg2,
    /// The unofficial extension of layer III: a quarter of the sampling rates.
    Mpeg25,
}

/// Layer of the coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::upper_case_acronyms, reason = "roman numerals, as the standard writes them")]
pub(super) enum Layer {
    I,
    II,
    III,
}

/// What the four bytes before each frame of MPEG audio say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrameHeader {
    pub(super) version: Version,
    pub(super) layer: Layer,
    /// Thousands of bits a second; `None` for free format, where the length of a frame is found only by its successor.
    pub(super) kbit_per_second: Option<u32>,
    /// Samples a second and channel.
    pub(super) sample_rate: u32,
    /// Whether one slot more than the bit rate asks for is in this frame.
    pub(super) padded: bool,
    /// Whether a check sum of two bytes follows the header.
    pub(super) has_crc: bool,
    /// One or two.
    pub(super) channels: u16,
}

impl FrameHeader {
    /// The header in these bytes, or `None` where they are none: no sync word, or a reserved value.
    pub(super) fn parse(bytes: [u8; 4]) -> Option<Self> {
        let [sync, id, rates, mode] = bytes;
        if sync != 0xFF || id & 0xE0 != 0xE0 {
            return None;
        }
        let version = match id >> 3 & 3 {
            0 => Version::Mpeg25,
            2 => Version::Mpeg2,
            3 => Version::Mpeg1,
            _ => return None,
        };
        let layer = match id >> 1 & 3 {
            1 => Layer::III,
            2 => Layer::II,
            3 => Layer::I,
            _ => return None,
        };
        let kbit_per_second = match rates >> 4 {
            0 => None,
            index => Some(bit_rate(version, layer, index)?),
        };
        let divisor = match version {
            Version::Mpeg1 => 1,
            Version::Mpeg2 => 2,
            Version::Mpeg25 => 4,
        };
        let sample_rate = match rates >> 2 & 3 {
            0 => 44_100 / divisor,
            1 => 48_000 / divisor,
            2 => 32_000 / divisor,
            _ => return None,
        };
        // Emphasis 2 is reserved.
        if mode & 3 == 2 {
            return None;
        }
        Some(Self {
            version,
            layer,
            kbit_per_second,
            sample_rate,
            padded: rates & 2 != 0,
            has_crc: id & 1 == 0,
            channels: if mode >> 6 == 3 { 1 } else { 2 },
        })
    }

    /// Bytes of the whole frame, its header included; `None` for free format.
    pub(super) fn length(&self) -> Option<u32> {
        let bits_per_second = self.kbit_per_second?.saturating_mul(1000);
        let padding = u32::from(self.padded);
        // §2.4.3.1: slots of four bytes in layer I, of one byte in the others.
        Some(match self.layer {
            Layer::I => (12 * bits_per_second / self.sample_rate + padding) * 4,
            _ => self.samples() / 8 * bits_per_second / self.sample_rate + padding,
        })
    }

    /// Samples that the frame holds for each channel.
    pub(super) fn samples(&self) -> u32 {
        match (self.layer, self.version) {
            (Layer::I, _) => 384,
            (Layer::III, Version::Mpeg2 | Version::Mpeg25) => 576,
            _ => 1152,
        }
    }

    /// Whether `other` can be a frame of the same stream: version, layer and sampling rate stay, the bit rate may not.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        (self.version, self.layer, self.sample_rate) == (other.version, other.layer, other.sample_rate)
    }
}

/// The largest distance of two frames of free bit rate that is looked at: 640 kbit/s at 32 kHz.
const FREE_FRAME: usize = 2881;

/// How many bytes tell whether a stream of free bit rate begins with them.
pub(super) const FREE_STREAM: usize = 2 * FREE_FRAME + 8;

/// The header of the stream of free bit rate (§2.4.2.3) that begins with `bytes`: the next two headers of its kind are
/// equally far apart, but for one byte of padding.
pub(super) fn free_stream(bytes: &[u8]) -> Option<FrameHeader> {
    let header_at = |at: usize| {
        let header = FrameHeader::parse(*bytes.get(at..)?.first_chunk()?)?;
        header.kbit_per_second.is_none().then_some(header)
    };
    let first = header_at(0)?;
    let is_next = |at: usize| header_at(at).is_some_and(|header| header.agrees_with(&first));
    let found = (24..=FREE_FRAME).any(|apart| is_next(apart) && (2 * apart - 1..=2 * apart + 1).any(is_next));
    found.then_some(first)
}

/// Table of §2.4.2.3 and its counterpart in 13818-3; `None` for the forbidden index 15.
fn bit_rate(version: Version, layer: Layer, index: u8) -> Option<u32> {
    const MPEG1_I: [u32; 14] = [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448];
    const MPEG1_II: [u32; 14] = [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384];
    const MPEG1_III: [u32; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    const MPEG2_I: [u32; 14] = [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256];
    const MPEG2_II_III: [u32; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    let table = match (version, layer) {
        (Version::Mpeg1, Layer::I) => &MPEG1_I,
        (Version::Mpeg1, Layer::II) => &MPEG1_II,
        (Version::Mpeg1, Layer::III) => &MPEG1_III,
        (_, Layer::I) => &MPEG2_I,
        (_, Layer::II | Layer::III) => &MPEG2_II_III,
    };
    table.get(usize::from(index.checked_sub(1)?)).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_samples_of_a_frame_depend_on_version_and_layer() {
        let samples = |second| FrameHeader::parse([0xFF, second, 0x90, 0x64]).map(|header| header.samples());
        // MPEG-1, layers I to III; MPEG-2, the same; MPEG-2.5, layer III.
        assert_eq!([0xFF, 0xFD, 0xFB].map(samples), [Some(384), Some(1152), Some(1152)]);
        assert_eq!([0xF7, 0xF5, 0xF3, 0xE3].map(samples), [Some(384), Some(1152), Some(576), Some(576)]);
    }

    #[test]
    fn a_common_frame_of_layer_three() {
        let header = FrameHeader::parse([0xFF, 0xFB, 0x90, 0x64]).unwrap();
        assert_eq!((header.version, header.layer), (Version::Mpeg1, Layer::III));
        assert_eq!((header.kbit_per_second, header.sample_rate, header.channels), (Some(128), 44_100, 2));
        assert_eq!((header.length(), header.samples()), (Some(417), 1152));
        assert!(!header.has_crc);
        assert_eq!(FrameHeader::parse([0xFF, 0xFB, 0x92, 0x64]).unwrap().length(), Some(418));
    }

    #[test]
    fn lower_sampling_rates_hold_half_the_samples() {
        let mpeg2 = FrameHeader::parse([0xFF, 0xF3, 0x84, 0xC4]).unwrap();
        assert_eq!((mpeg2.kbit_per_second, mpeg2.sample_rate, mpeg2.channels), (Some(64), 24_000, 1));
        assert_eq!((mpeg2.length(), mpeg2.samples()), (Some(192), 576));
        let mpeg25 = FrameHeader::parse([0xFF, 0xE3, 0x18, 0xC4]).unwrap();
        assert_eq!((mpeg25.version, mpeg25.sample_rate, mpeg25.length()), (Version::Mpeg25, 8000, Some(72)));
    }

    #[test]
    fn layers_one_and_two_have_their_own_sizes() {
        let two = FrameHeader::parse([0xFF, 0xFD, 0xA4, 0x00]).unwrap();
        assert_eq!((two.layer, two.kbit_per_second, two.length()), (Layer::II, Some(192), Some(576)));
        let one = FrameHeader::parse([0xFF, 0xFF, 0xC4, 0x00]).unwrap();
        assert_eq!((one.layer, one.kbit_per_second, one.length()), (Layer::I, Some(384), Some(384)));
    }

    #[test]
    fn free_format_has_no_length_of_its_own() {
        let free = FrameHeader::parse([0xFF, 0xFB, 0x00, 0x64]).unwrap();
        assert_eq!((free.kbit_per_second, free.length()), (None, None));
    }

    #[test]
    fn reserved_values_are_not_a_header() {
        for bytes in [
            [0xFF, 0xEB, 0x90, 0x64], // version
            [0xFF, 0xF1, 0x90, 0x64], // layer: this is ADTS
            [0xFF, 0xFB, 0xF0, 0x64], // bit rate
            [0xFF, 0xFB, 0x9C, 0x64], // sampling rate
            [0xFF, 0xFB, 0x90, 0x66], // emphasis
            [0xFE, 0xFB, 0x90, 0x64], // sync
        ] {
            assert_eq!(FrameHeader::parse(bytes), None, "{bytes:02X?}");
        }
    }

    proptest! {
        #[test]
        fn lengths_are_sane(bytes: [u8; 4]) {
            if let Some(header) = FrameHeader::parse(bytes) {
                prop_assert!(header.samples() > 0 && header.sample_rate >= 8000);
                prop_assert!(header.length().is_none_or(|length| (24..=2881).contains(&length)));
            }
        }
    }
}
