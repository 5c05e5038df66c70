//! Codecs of video and audio.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The codec of a track, by ffprobe's name for it (`h264`, `aac`, `pcm_s16le`), or if none is known, by the tag in the
/// file (a four-character code, or `wav:0x0055` for a WAVE format tag).
///
/// ```
/// use seedance_preflight::Codec;
///
/// assert_eq!(Codec::H264.name(), "h264");
/// assert_eq!(Codec::H264, Codec::from("h264".to_owned()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Codec(Cow<'static, str>);

impl Codec {
    /// H.264, AVC: ISO/IEC 14496-10.
    pub const H264: Self = Self::named("h264");
    /// H.265, HEVC: ISO/IEC 23008-2.
    pub const HEVC: Self = Self::named("hevc");
    /// AAC: ISO/IEC 14496-3.
    pub const AAC: Self = Self::named("aac");
    /// MPEG audio, layer III.
    pub const MP3: Self = Self::named("mp3");
    /// PCM, signed 16 bit, little endian.
    pub const PCM_S16LE: Self = Self::named("pcm_s16le");
    /// PCM, signed 16 bit, big endian.
    pub const PCM_S16BE: Self = Self::named("pcm_s16be");

    /// A codec of this name.
    pub const fn named(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Whether it is linear PCM of any width: ffprobe's `pcm_…`, except for A-law and mu-law.
    pub fn is_pcm(&self) -> bool {
        self.0.strip_prefix("pcm_").is_some_and(|kind| kind.starts_with(['s', 'u', 'f']))
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl From<String> for Codec {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

impl fmt::Display for Codec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
