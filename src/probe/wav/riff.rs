//! The RIFF form and its chunks: Multimedia Programming Interface and Data Specifications 1.0, "Resource Interchange
//! File Format"; EBU Tech 3306 for RF64, ITU-R BS.2088 for BW64.

use super::{Reader, as_u64};
use crate::model::{Fault, FaultKind};

/// The outermost chunk.
#[derive(Debug)]
pub(super) struct Form {
    /// RIFX: every number is big endian.
    pub(super) big_endian: bool,
    /// Where the form ends by its own size; `None` if a streaming writer left the size open.
    pub(super) declared_end: Option<u64>,
    /// Size of `data` by the `ds64` chunk.
    pub(super) long_data: Option<u64>,
}

impl Form {
    /// After `RIFF`, a size and `WAVE`.
    pub(super) const FIRST_CHUNK: u64 = 12;

    /// Reads the form's header, and the `ds64` chunk that must follow it in RF64 and BW64 (EBU Tech 3306, "ds64 chunk").
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        let [head @ .., w, a, v, e] = reader.array::<12>(0)?;
        if [w, a, v, e] != *b"WAVE" {
            return Err(Fault::new(FaultKind::Malformed, 8, "the form is not `WAVE`"));
        }
        let [i, d, f, x, size @ ..] = head;
        let long = matches!(&[i, d, f, x], b"RF64" | b"BW64");
        let mut form = Self { big_endian: [i, d, f, x] == *b"RIFX", declared_end: None, long_data: None };
        let size = form.u32(size);
        let available = reader.len().map(|len| len.saturating_sub(8));
        form.declared_end = known_size(u64::from(size), available).map(|size| size.saturating_add(8));
        if long {
            form.read_long_sizes(reader, size)?;
        }
        Ok(form)
    }

    /// EBU Tech 3306: `ds64` holds riffSize and dataSize, 64 bits each, low word first.
    fn read_long_sizes(&mut self, reader: &mut Reader<'_>, short_size: u32) -> Result<(), Fault> {
        let first = Chunk::read(reader, self, Self::FIRST_CHUNK)?;
        let Some(chunk) = first.filter(|chunk| chunk.id == *b"ds64" && chunk.size >= 16) else {
            return Err(Fault::new(FaultKind::Malformed, Self::FIRST_CHUNK, "expected a `ds64` chunk"));
        };
        let riff_size = u64::from_le_bytes(reader.array(chunk.body)?);
        let data_size = u64::from_le_bytes(reader.array(chunk.body.saturating_add(8))?);
        // A size of zero was never filled in.
        let filled = |size: u64| Some(size).filter(|&size| size != 0 && size != u64::MAX);
        if short_size == u32::MAX {
            let available = reader.len().map(|len| len.saturating_sub(8));
            let known = filled(riff_size).and_then(|size| known_size(size, available));
            self.declared_end = known.map(|size| size.saturating_add(8));
        }
        self.long_data = filled(data_size);
        Ok(())
    }

    /// A number of four bytes, in this form's byte order.
    pub(super) fn u32(&self, bytes: [u8; 4]) -> u32 {
        if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
    }
}

/// A chunk size, unless a writer that cannot seek left it open; `available` is what the source has from there on.
///
/// Such a size is zero, all ones (ffmpeg; or a little less, as in `issue-819.wav` of Borewit/music-metadata), the largest
/// signed number or a little less (SoX, speech synthesisers), or any other that is far beyond the source.
pub(super) fn known_size(size: u64, available: Option<u64>) -> Option<u64> {
    let is_open = match size {
        0 | 0xFFFF_FF00..=0xFFFF_FFFF | 0x7FF0_0000..=0x8000_0100 | 2_000_000_000 => true,
        _ => available.is_some_and(|available| size >= LEAST_PLACEHOLDER && size / 4 > available),
    };
    (!is_open).then_some(size)
}

/// The least size that is taken for a placeholder: hours of speech, or minutes of music.
const LEAST_PLACEHOLDER: u64 = 64 << 20;

/// The header of one chunk.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) id: [u8; 4],
    /// As written; for `data` it may be a placeholder, see [`Samples`](super::data::Samples).
    pub(super) size: u64,
    /// Where its content starts.
    pub(super) body: u64,
}

impl Chunk {
    /// The chunk at `at`, or `None` if too little is left for one.
    pub(super) fn read(reader: &mut Reader<'_>, form: &Form, at: u64) -> Result<Option<Self>, Fault> {
        reader.count_element(at)?;
        let Some(&[i, d, f, x, ref size @ ..]) = reader.up_to(at, 8)?.first_chunk::<8>() else { return Ok(None) };
        let id = [i, d, f, x];
        let short = form.u32(*size);
        let size = match form.long_data {
            // EBU Tech 3306: the 64-bit size applies if the 32-bit one is all ones.
            Some(long) if id == *b"data" && short == u32::MAX => long,
            _ => u64::from(short),
        };
        Ok(Some(Self { id, size, body: at.saturating_add(8) }))
    }

    /// Where its content ends.
    pub(super) fn end(&self) -> u64 {
        self.body.saturating_add(self.size)
    }

    /// Where the next chunk starts: at an even offset, except for writers that omit the padding byte.
    pub(super) fn next(&self, reader: &mut Reader<'_>, form: &Form) -> Result<u64, Fault> {
        let end = self.end();
        let padded = end.saturating_add(self.size % 2);
        if padded == end || starts_chunk(reader, form, padded)? || !starts_chunk(reader, form, end)? {
            return Ok(padded);
        }
        Ok(end)
    }
}

/// Whether a chunk may start at `at`: an identifier of printable ASCII, and a size that fits the source.
pub(super) fn starts_chunk(reader: &mut Reader<'_>, form: &Form, at: u64) -> Result<bool, Fault> {
    let len = reader.len();
    let found = reader.up_to(at, 8)?;
    let Some(&[i, d, f, x, ref size @ ..]) = found.first_chunk::<8>() else {
        // The end of the source counts as a chunk; a single padding byte or fragment does not.
        return Ok(as_u64(found.len()) == 0);
    };
    let printable = [i, d, f, x].iter().all(|byte| (b' '..=b'~').contains(byte)) && i != b' ';
    let end = at.saturating_add(8).saturating_add(u64::from(form.u32(*size)));
    Ok(printable && len.is_none_or(|len| end <= len))
}
