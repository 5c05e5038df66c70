//! What a track is for: ISO/IEC 14496-12 §8.4.3.

use super::super::reader::Reader;
use super::boxes::{BoxAt, Walk};
use crate::model::Fault;

/// The kind of a track, by its `hdlr`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Handler {
    Video,
    Audio,
    #[default]
    Other,
}

/// Reads the handler of `mdia`: in `hdlr` after version and flags and QuickTime's component type.
///
/// Without `hdlr`, as in a movie of WeTransfer/format_parser, the header of the media information decides (§8.4.5).
pub(super) fn read(reader: &mut Reader<'_>, mdia: &BoxAt) -> Result<Handler, Fault> {
    let mut fallback = Handler::Other;
    let mut found = None;
    let mut walk = Walk::within(mdia, 0);
    while let Some(child) = walk.next(reader)? {
        match &child.kind {
            b"hdlr" => {
                let handler = match &child.needed::<4>(reader, 8)? {
                    b"vide" => Handler::Video,
                    b"soun" => Handler::Audio,
                    _ => Handler::Other,
                };
                if found.is_some_and(|before| before != handler) {
                    return Err(child.malformed("contradicts the one before it"));
                }
                found = Some(handler);
            }
            b"minf" => {
                fallback = match Walk::within(&child, 0).next(reader)?.map(|header| header.kind) {
                    Some(kind) if &kind == b"vmhd" => Handler::Video,
                    Some(kind) if &kind == b"smhd" => Handler::Audio,
                    _ => Handler::Other,
                };
            }
            _ => {}
        }
    }
    Ok(found.unwrap_or(fallback))
}
