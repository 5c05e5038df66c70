//! The `data` chunk: where the samples are, and how many bytes of them.

use super::Reader;
use super::riff::{Chunk, Form, known_size, starts_chunk};
use crate::model::Fault;

/// The encoded samples.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Samples {
    pub(super) start: u64,
    /// Bytes that are present; `None` if neither the chunk nor the source states how many.
    pub(super) bytes: Option<u64>,
    /// Where they end by their own size; `None` if a streaming writer left the size open.
    pub(super) declared_end: Option<u64>,
}

impl Samples {
    /// Takes the size from the chunk, at most what the source has; up to the source's end if the size was left open.
    pub(super) fn find(reader: &mut Reader<'_>, form: &Form, chunk: &Chunk) -> Result<Self, Fault> {
        let left = reader.len().map(|len| len.saturating_sub(chunk.body));
        let known = match chunk.size {
            0 => is_empty(reader, form, chunk.body)?.then_some(0),
            size => known_size(size, left),
        };
        // A size that looks open is still a size if the source has that much.
        let known = known.or_else(|| left.and_then(|left| Some(chunk.size).filter(|&size| size > 0 && size <= left)));
        Ok(Self {
            start: chunk.body,
            bytes: match (known, left) {
                (Some(known), Some(left)) => Some(known.min(left)),
                (known, left) => known.or(left),
            },
            declared_end: known.map(|size| chunk.body.saturating_add(size)),
        })
    }
}

/// Whether a `data` chunk of size zero is really empty: nothing follows it, or another chunk does.
/// (`riff_bomb_1000.wav` of contentauth/c2pa-rs has a list there, which some players take for samples.)
/// Otherwise the writer stopped before it could fill in the size.
fn is_empty(reader: &mut Reader<'_>, form: &Form, end: u64) -> Result<bool, Fault> {
    Ok(reader.up_to(end, 1)?.is_empty() || starts_chunk(reader, form, end)?)
}
