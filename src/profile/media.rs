//! Limits on one media file, by kind.

use serde::Serialize;

use super::{Bound, MegabyteLimit, Source};
use crate::model::{Codec, Format, Rational};

/// The values that a quantity may have, and their source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Accepted<T> {
    /// The documented values. They decide.
    pub values: Vec<T>,
    /// Values that other copies of the documentation list, or that the live service has been observed to accept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub observed: Vec<T>,
    /// Where they are documented.
    pub source: Source,
}

impl<T> Accepted<T> {
    pub(crate) fn new(values: impl Into<Vec<T>>, source: Source) -> Self {
        Self { values: values.into(), observed: Vec::new(), source }
    }
}

/// Limits on an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ImageLimits {
    /// Formats, by content.
    pub formats: Accepted<Format>,
    /// Displayed width over height.
    pub aspect: Bound,
    /// Each displayed side.
    pub side: Bound,
    /// The file.
    pub size: MegabyteLimit,
}

/// How far two readings of the same quantity may differ before they disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Agreement {
    /// Between two durations.
    pub duration_milliseconds: u32,
    /// Between an average frame rate and the limit that the nominal rate keeps, as a share of the limit.
    pub fps_per_mille: u32,
    /// Who says so.
    pub source: Source,
}

impl Agreement {
    /// The tolerated distance between durations, in seconds.
    pub(crate) fn seconds(&self) -> Option<Rational> {
        Rational::new(self.duration_milliseconds.into(), 1000)
    }

    /// The tolerated share of a frame rate limit.
    pub(crate) fn share(&self) -> Option<Rational> {
        Rational::new(self.fps_per_mille.into(), 1000)
    }
}

/// Limits on a video.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct VideoLimits {
    /// Formats, by content.
    pub formats: Accepted<Format>,
    /// Displayed width over height.
    pub aspect: Bound,
    /// Each displayed side.
    pub side: Bound,
    /// Coded width times height.
    pub pixels: Bound,
    /// The presentation.
    pub duration: Bound,
    /// Frame rate: nominal, or average where it varies.
    pub fps: Bound,
    /// How far readings of the same quantity may differ.
    pub agreement: Agreement,
    /// The file.
    pub size: MegabyteLimit,
    /// Video codecs.
    pub video_codecs: Accepted<Codec>,
    /// Audio codecs in any accepted format.
    pub audio_codecs: Accepted<Codec>,
    /// Formats in which the audio may also be PCM.
    pub pcm_in: Accepted<Format>,
}

/// Limits on an audio file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AudioLimits {
    /// Formats, by content.
    pub formats: Accepted<Format>,
    /// How long it plays.
    pub duration: Bound,
    /// The file.
    pub size: MegabyteLimit,
    /// Audio codecs.
    pub codecs: Accepted<Codec>,
}
