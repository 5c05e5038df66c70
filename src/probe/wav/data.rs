//! The `data` chunk: where the sound is, and how much of it.

use super::Reader;
use super::riff::{Chunk, Form, known_size, starts_chunk};
use crate::model::Fault;

/// The sound itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sound {
    pub(super) start: u64,
    /// Bytes that are there; `None` where neither the chunk nor the source says how many.
    pub(super) bytes: Option<u64>,
    /// Where it ends by its own size; `None` where a streaming writer left the size open.
    pub(super) declared_end: Option<u64>,
}

impl Sound {
    /// Takes the sound's size from its chunk, no more than the source has; to the source's end where it was left open.
    pub(super) fn find(reader: &mut Reader<'_>, form: &Form, chunk: &Chunk) -> Result<Self, Fault> {
        let left = reader.len().map(|len| len.saturating_sub(chunk.body));
        let known = match u32::try_from(chunk.size) {
            Ok(0) => is_empty(reader, form, chunk.body)?.then_some(0),
            Ok(short) => known_size(short),
            Err(_) => Some(chunk.size),
        };
        // A size that looks open is still a size where the source has that much.
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

/// Whether a `data` chunk of size zero holds no sound indeed: nothing follows it, or another chunk does.
/// (`riff_bomb_1000.wav` of contentauth/c2pa-rs has a list there, which some players take for sound.)
/// Otherwise the writer died before it came back to fill the size in.
fn is_empty(reader: &mut Reader<'_>, form: &Form, end: u64) -> Result<bool, Fault> {
    Ok(reader.up_to(end, 1)?.is_empty() || starts_chunk(reader, form, end)?)
}
