//! What a sample entry says, of video or of audio: ISO/IEC 14496-12 §8.5.2.

use super::super::reader::Reader;
use super::audio_unit::AudioUnit;
use super::boxes::{BoxAt, Walk};
use super::coded_size::Size;
use crate::model::{Codec, Fault, Rational};

/// One sample entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) codec: Option<Codec>,
    /// Width and height by the entry's fields; absent for audio, and if a side is 0.
    pub(super) size: Option<Size>,
    /// Width and height by the stream's own headers, if the entry holds them.
    pub(super) coded: Option<Size>,
    /// `pasp`, if it states a ratio.
    pub(super) pixel_aspect: Option<Rational>,
    pub(super) is_encrypted: bool,
    /// How many bytes samples of audio take that have no size of their own.
    pub(super) unit: Option<AudioUnit>,
    /// Which data reference its samples have, counted from 1.
    pub(super) data_reference: u16,
    /// Whether a part of it could not be read, which may hold anything that is absent.
    pub(super) is_unread: bool,
}

impl Entry {
    /// What is certain of samples that use this entry or `other`.
    pub(super) fn or(self, other: &Self) -> Self {
        fn agreed<T: PartialEq>(one: Option<T>, other: &Option<T>) -> Option<T> {
            one.filter(|one| other.as_ref() == Some(one))
        }
        Self {
            is_unread: self.is_unread || other.is_unread || !self.is_alike(other),
            is_encrypted: self.is_encrypted || other.is_encrypted,
            data_reference: self.data_reference,
            unit: self.unit,
            codec: agreed(self.codec, &other.codec),
            size: agreed(self.size, &other.size),
            coded: agreed(self.coded, &other.coded),
            pixel_aspect: agreed(self.pixel_aspect, &other.pixel_aspect),
        }
    }

    /// Whether a rule would judge samples of either entry alike.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        (&self.codec, self.size, self.coded, self.pixel_aspect)
            == (&other.codec, other.size, other.coded, other.pixel_aspect)
    }
}

/// `data_reference_index`, after six reserved bytes.
pub(super) fn data_reference(reader: &mut Reader<'_>, entry: &BoxAt) -> Result<u16, Fault> {
    Ok(u16::from_be_bytes(entry.field(reader, 6)?.unwrap_or_default()))
}

/// Whether an entry of this type holds protected samples: by ISO/IEC 14496-12 §8.12, or by iTunes.
pub(super) fn is_protected(kind: [u8; 4]) -> bool {
    matches!(&kind, b"encv" | b"enca" | b"drmi" | b"drms")
}

/// The format under a protection: `frma` in `sinf` (§8.12.2).
pub(super) fn original_format(reader: &mut Reader<'_>, sinf: &BoxAt) -> Result<Option<[u8; 4]>, Fault> {
    let mut walk = Walk::within(sinf, 0);
    while let Some(child) = walk.next(reader)? {
        if &child.kind == b"frma" {
            return child.field(reader, 0);
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_entries_what_they_agree_on_is_certain() {
        let one = Entry {
            codec: Some(Codec::H264),
            size: Some((640, 480)),
            coded: Some((640, 480)),
            pixel_aspect: Rational::new(1, 1),
            ..Entry::default()
        };
        assert_eq!(one.clone().or(&one), one);
        let other = Entry { codec: Some(Codec::HEVC), is_encrypted: true, ..one.clone() };
        let both = one.clone().or(&other);
        assert_eq!(both, Entry { codec: None, is_encrypted: true, is_unread: true, ..one.clone() });
        let other = Entry { size: Some((640, 360)), coded: None, pixel_aspect: Rational::new(4, 3), ..one.clone() };
        let both = one.or(&other);
        assert_eq!((both.codec, both.size, both.coded, both.pixel_aspect), (Some(Codec::H264), None, None, None));
        assert!(both.is_unread);
    }
}
