//! The RIFF form and its chunks: Multimedia Programming Interface and Data Specifications 1.0, "Resource Interchange
//! File Format"; EBU Tech 3306 for RF64, ITU-R BS.2088 for BW64.

use super::{Reader, as_u64};
use crate::model::{Fault, FaultKind};

/// The outermost chunk.
#[derive(Debug)]
pub(super) struct Form {
    /// RIFX: every number is big endian.
    pub(super) big_endian: bool,
    /// Where the form ends by its own size; `None` where a streaming writer left the size open.
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
            return Err(Fault::new(FaultKind::Malformed, 8, "no `WAVE` form"));
        }
        let [i, d, f, x, size @ ..] = head;
        let long = matches!(&[i, d, f, x], b"RF64" | b"BW64");
        let mut form = Self { big_endian: [i, d, f, x] == *b"RIFX", declared_end: None, long_data: None };
        let size = form.u32(size);
        form.declared_end = known_size(size).map(|size| size.saturating_add(8));
        if long {
            form.read_long_sizes(reader, size)?;
        }
        Ok(form)
    }

    /// EBU Tech 3306: `ds64` holds riffSize and dataSize, 64 bits each, low word first.
    fn read_long_sizes(&mut self, reader: &mut Reader<'_>, short_size: u32) -> Result<(), Fault> {
        let first = Chunk::read(reader, self, Self::FIRST_CHUNK)?;
        let Some(chunk) = first.filter(|chunk| chunk.id == *b"ds64" && chunk.size >= 16) else { return Ok(()) };
        let riff_size = u64::from_le_bytes(reader.array(chunk.body)?);
        let data_size = u64::from_le_bytes(reader.array(chunk.body.saturating_add(8))?);
        // A size of zero, or one of all ones, was never filled in.
        let filled = |size: u64| Some(size).filter(|&size| size != 0 && size != u64::MAX);
        if short_size == u32::MAX {
            self.declared_end = filled(riff_size).map(|size| size.saturating_add(8));
        }
        self.long_data = filled(data_size);
        Ok(())
    }

    /// A number of four bytes, in this form's byte order.
    pub(super) fn u32(&self, bytes: [u8; 4]) -> u32 {
        if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
    }
}

/// A chunk size, unless it is what a writer that cannot seek leaves in its header: zero, all ones (ffmpeg; or a
/// little less, as in `issue-819.wav` of Borewit/music-metadata), or the largest signed number or a little less (SoX,
/// speech synthesisers).
pub(super) fn known_size(size: u32) -> Option<u64> {
    match size {
        0 | 0xFFFF_FF00.. | 0x7FFF_F000..=0x8000_0100 => None,
        known => Some(u64::from(known)),
    }
}

/// The header of one chunk.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) id: [u8; 4],
    /// As written; `data` may mean something else by it, see [`Sound`](super::data::Sound).
    pub(super) size: u64,
    /// Where its content starts.
    pub(super) body: u64,
}

impl Chunk {
    /// The chunk at `at`, or `None` where too little is left for one.
    pub(super) fn read(reader: &mut Reader<'_>, form: &Form, at: u64) -> Result<Option<Self>, Fault> {
        reader.count_element(at)?;
        let Some(&[i, d, f, x, ref size @ ..]) = reader.up_to(at, 8)?.first_chunk::<8>() else { return Ok(None) };
        let id = [i, d, f, x];
        let short = form.u32(*size);
        let size = match form.long_data {
            // EBU Tech 3306: the 64-bit size stands in where the 32-bit one is all ones.
            Some(long) if id == *b"data" && short == u32::MAX => long,
            _ => u64::from(short),
        };
        Ok(Some(Self { id, size, body: at.saturating_add(8) }))
    }

    /// Where its content ends.
    pub(super) fn end(&self) -> u64 {
        self.body.saturating_add(self.size)
    }

    /// Where the next chunk starts: at an even offset, but for writers that forget the padding byte.
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
        // The end of the source is as good as a chunk, but a lone padding byte or fragment is none.
        return Ok(as_u64(found.len()) == 0);
    };
    let printable = [i, d, f, x].iter().all(|byte| (b' '..=b'~').contains(byte)) && i != b' ';
    let end = at.saturating_add(8).saturating_add(u64::from(form.u32(*size)));
    Ok(printable && len.is_none_or(|len| end <= len))
}
