//! The `fmt ` chunk: WAVEFORMAT, PCMWAVEFORMAT, WAVEFORMATEX and WAVEFORMATEXTENSIBLE.

use super::Reader;
use super::riff::Chunk;
use crate::model::{Fault, FaultKind};

/// What the `fmt ` chunk states (Microsoft, "New Multimedia Data Types and Data Techniques").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WaveFormat {
    /// Where the chunk's content starts.
    pub(super) offset: u64,
    /// wFormatTag, or its equivalent in SubFormat; `None` for a SubFormat without one.
    pub(super) tag: Option<u16>,
    pub(super) channels: u16,
    pub(super) sample_rate: u32,
    /// nAvgBytesPerSec.
    pub(super) byte_rate: u32,
    /// nBlockAlign.
    pub(super) block_align: u16,
    /// wBitsPerSample; zero if the chunk has none.
    pub(super) bits: u16,
    /// wSamplesPerBlock, which ADPCM and others keep in the first two bytes of their extension.
    pub(super) block_samples: Option<u16>,
}

/// WAVE_FORMAT_EXTENSIBLE: the coding is named by SubFormat.
const EXTENSIBLE: u16 = 0xFFFE;

/// The last 12 bytes of KSDATAFORMAT_SUBTYPE_WAVEFORMATEX, less the two of Data2: a format tag becomes a GUID.
const TAG_GUID: [u8; 10] = [0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];
/// The same in RIFX, whose writers swap Data3 with the other numbers.
const TAG_GUID_BE: [u8; 10] = [0x00, 0x10, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71];
/// The last eight bytes of SUBTYPE_AMBISONIC_B_FORMAT_PCM and its equivalent for floats; Data1 is a tag here too.
const AMBISONIC_GUID: [u8; 8] = [0x86, 0x44, 0xC8, 0xC1, 0xCA, 0x00, 0x00, 0x00];

/// Bytes of the largest sample: 64 bits.
const LARGEST_CONTAINER: u64 = 8;

impl WaveFormat {
    /// Reads the chunk, of any length from the 14 bytes of WAVEFORMAT on.
    pub(super) fn read(reader: &mut Reader<'_>, chunk: &Chunk, big_endian: bool) -> Result<Self, Fault> {
        if chunk.size < 14 {
            return Err(Fault::new(
                FaultKind::Malformed,
                chunk.body,
                format!("the `fmt ` chunk has {} bytes; expected at least 14", chunk.size),
            ));
        }
        // WAVEFORMATEXTENSIBLE is 40 bytes long; nothing after it is needed.
        let wanted = usize::try_from(chunk.size.min(40)).unwrap_or(40);
        let fields = Fields { bytes: reader.exact(chunk.body, wanted)?, big_endian };
        let written_tag = fields.u16(0);
        Ok(Self {
            offset: chunk.body,
            tag: if written_tag == Some(EXTENSIBLE) { fields.sub_format() } else { written_tag },
            channels: fields.u16(2).unwrap_or(0),
            sample_rate: fields.u32(4).unwrap_or(0),
            byte_rate: fields.u32(8).unwrap_or(0),
            block_align: fields.u16(12).unwrap_or(0),
            bits: fields.u16(14).unwrap_or(0),
            block_samples: fields.u16(18).filter(|_| fields.u16(16) >= Some(2) && written_tag != Some(EXTENSIBLE)),
        })
    }

    /// Bytes of one stored sample of PCM: its container's, or wBitsPerSample rounded up to bytes.
    ///
    /// WAVEFORMAT may store 24 bits in four bytes. nBlockAlign states the container if nAvgBytesPerSec agrees with it, or
    /// if wBitsPerSample is zero.
    pub(super) fn sample_bytes(&self) -> Option<u64> {
        let (align, by_bits) = (u64::from(self.block_align), u64::from(self.bits.div_ceil(8)));
        let rate_agrees = u64::from(self.byte_rate) == align.saturating_mul(u64::from(self.sample_rate));
        let by_align = self.block_align.checked_div(self.channels).map(u64::from);
        let is_container = |&bytes: &u64| {
            bytes.saturating_mul(u64::from(self.channels)) == align
                && (by_bits == 0 || rate_agrees)
                && (by_bits..=LARGEST_CONTAINER).contains(&bytes)
        };
        by_align.filter(is_container).or(Some(by_bits)).filter(|&bytes| bytes > 0)
    }

    /// Bytes of one sample of PCM in all channels; a fault if the header contradicts itself, so that readers differ.
    ///
    /// nBlockAlign must be that number, and nAvgBytesPerSec that times the rate. Files get one of them wrong, such as a
    /// 24 bit sample of scipy/scipy, "inconsistent" by name, which states 4 for three channels; two against one leave the
    /// duration open.
    pub(super) fn frame_bytes(&self) -> Result<u64, Fault> {
        let malformed = || Fault::new(FaultKind::Malformed, self.offset, "samples of no size");
        let frame = self.sample_bytes().ok_or_else(malformed)?.saturating_mul(u64::from(self.channels));
        let byte_rate = frame.saturating_mul(u64::from(self.sample_rate));
        if u64::from(self.block_align) == frame || u64::from(self.byte_rate) == byte_rate {
            return Ok(frame);
        }
        let what = format!(
            "block align is {} and byte rate {}; {} channels of {} bits at {} Hz expect {frame} and {byte_rate}",
            self.block_align, self.byte_rate, self.channels, self.bits, self.sample_rate
        );
        Err(Fault::new(FaultKind::Unsupported, self.offset, what))
    }
}

/// Numbers at offsets, in the form's byte order.
struct Fields<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

impl Fields<'_> {
    fn at<const N: usize>(&self, offset: usize) -> Option<[u8; N]> {
        self.bytes.get(offset..)?.first_chunk().copied()
    }

    fn u16(&self, offset: usize) -> Option<u16> {
        self.at(offset).map(if self.big_endian { u16::from_be_bytes } else { u16::from_le_bytes })
    }

    fn u32(&self, offset: usize) -> Option<u32> {
        self.at(offset).map(if self.big_endian { u32::from_be_bytes } else { u32::from_le_bytes })
    }

    /// The format tag in SubFormat, bytes 24 to 39.
    fn sub_format(&self) -> Option<u16> {
        let data1 = self.u32(24)?;
        // SoX writes the tag of RIFX as two numbers of 16 bits, the tag first.
        let swapped = if self.big_endian { data1.rotate_left(16) } else { data1 };
        let tag = u16::try_from(data1).or_else(|_| u16::try_from(swapped)).ok()?;
        let tail = self.at::<10>(30)?;
        let known = tail == TAG_GUID || (self.big_endian && tail == TAG_GUID_BE) || tail.ends_with(&AMBISONIC_GUID);
        known.then_some(tag)
    }
}
