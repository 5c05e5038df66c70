//! Stub.

use super::reader::Reader;
use crate::{Fault, Format};

/// The format of what `reader` reads, by its content.
pub(super) fn sniff(reader: &mut Reader<'_>) -> Result<Format, Fault> {
    let head = reader.up_to(0, 16)?;
    Ok(match head {
        [] => Format::Empty,
        [0xFF, 0xD8, 0xFF, ..] => Format::Jpeg,
        [0x89, b'P', b'N', b'G', ..] => Format::Png,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Format::WebP,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Format::Wav,
        [b'I', b'D', b'3', ..] | [0xFF, 0xFB, ..] => Format::Mp3,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Format::Mp4,
        [b'<', ..] => Format::Html,
        _ => Format::Unknown,
    })
}
