//! Audio sample entries: ISO/IEC 14496-12 §12.2.3; QTFF "Sound sample description", versions 0 to 2.

use super::super::reader::Reader;
use super::audio_unit;
use super::boxes::{BoxAt, Walk};
use super::codec_names::{self, Pcm};
use super::entry::{Entry, is_protected, original_format};
use super::esds;
use crate::model::{Codec, Fault};

/// The fields of a version 0 entry before its boxes; of QuickTime's versions 1 and 2.
const FIELDS: [u64; 3] = [28, 44, 64];
/// QuickTime's "format specific flags" of linear PCM in version 2.
const IS_FLOAT: u8 = 1;
const IS_BIG_ENDIAN: u8 = 2;
const IS_SIGNED: u8 = 4;

/// Reads one audio entry of an `stsd` of version `list_version` into `entry`.
pub(super) fn read(reader: &mut Reader<'_>, found: &BoxAt, list_version: u8, entry: &mut Entry) -> Result<(), Fault> {
    let [v0, v1] = found.needed(reader, 8)?;
    let [b0, b1] = found.needed(reader, 18)?;
    // In an `stsd` of version 1, an entry of version 1 is ISO's, with version 0's fields (§12.2.3.2).
    let version = if list_version == 0 { usize::from(u16::from_be_bytes([v0, v1])) } else { 0 };
    let mut pcm = Pcm { bits: u32::from(u16::from_be_bytes([b0, b1])), ..Pcm::default() };
    if version == 2 {
        pcm.bits = u32::from_be_bytes(found.field(reader, 48)?.unwrap_or_default());
        let [_, _, _, flags] = found.field::<4>(reader, 52)?.unwrap_or_default();
        pcm.float = flags & IS_FLOAT != 0;
        pcm.little = flags & IS_BIG_ENDIAN == 0;
        pcm.unsigned = flags & IS_SIGNED == 0;
    }
    let fields = FIELDS.get(version).copied().unwrap_or(FIELDS[0]);
    let is_encrypted = is_protected(found.kind);
    let mut inner = Inner { kind: found.kind, is_encrypted, pcm, decoder: None };
    inner.boxes(reader, Walk::within(found, fields), true)?;
    entry.is_encrypted = inner.is_encrypted;
    let codec = inner.codec(version);
    entry.unit = audio_unit::read(reader, found, version, &codec)?;
    entry.codec = Some(codec);
    Ok(())
}

/// What the boxes after the fields add.
struct Inner {
    kind: [u8; 4],
    is_encrypted: bool,
    pcm: Pcm,
    decoder: Option<esds::Decoder>,
}

impl Inner {
    /// Reads the boxes; `outer` if a `wave` atom may hold them again, as in QuickTime.
    fn boxes(&mut self, reader: &mut Reader<'_>, mut walk: Walk, outer: bool) -> Result<(), Fault> {
        while let Some(child) = walk.next(reader)? {
            match &child.kind {
                b"esds" => self.decoder = esds::read(reader, &child, 4)?.or(self.decoder),
                b"wave" if outer => self.boxes(reader, Walk::within(&child, 0), false)?,
                b"sinf" => {
                    self.is_encrypted = true;
                    self.kind = original_format(reader, &child)?.unwrap_or(self.kind);
                }
                // QTFF: 1 for little endian.
                b"enda" => self.pcm.little = child.field::<2>(reader, 0)?.is_some_and(|[_, low]| low == 1),
                // ISO/IEC 23003-5 §7: version and flags, format flags, bits.
                b"pcmC" => {
                    if let Some([flags, bits]) = child.field(reader, 4)? {
                        self.pcm.little = flags & 1 != 0;
                        self.pcm.bits = u32::from(bits);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn codec(&self, version: usize) -> Codec {
        let by_object = self.decoder.as_ref().and_then(|decoder| codec_names::audio_object(*decoder));
        match &self.kind {
            b"mp4a" => by_object.unwrap_or(Codec::AAC),
            b"lpcm" if version == 2 => self.pcm.codec(),
            _ => codec_names::audio(self.kind, self.pcm),
        }
    }
}
