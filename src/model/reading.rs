//! A duration, and what it was read from.

use serde::{Deserialize, Serialize};

use crate::model::MediaDuration;

/// How long a movie is presented according to one part of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DurationReading {
    /// What it was read from.
    pub by: ReadingSource,
    /// How long the presentation is.
    pub duration: MediaDuration,
}

impl DurationReading {
    /// `duration` as read from `by`.
    pub const fn new(by: ReadingSource, duration: MediaDuration) -> Self {
        Self { by, duration }
    }
}

/// The parts of a movie that state or imply how long it is presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ReadingSource {
    /// The tracks' samples and edit lists.
    Tracks,
    /// The movie header, `mvhd`.
    Container,
    /// From the first track's start to the last track's end.
    Streams,
    /// The media headers, `mdhd`.
    MediaHeaders,
    /// The track headers, `tkhd`.
    TrackHeaders,
    /// The decode times of fragments, counted from 0 rather than from the first.
    TimeLine,
    /// The video track by itself.
    VideoTrack,
}

impl ReadingSource {
    /// The name as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tracks => "tracks",
            Self::Container => "container",
            Self::Streams => "streams",
            Self::MediaHeaders => "media_headers",
            Self::TrackHeaders => "track_headers",
            Self::TimeLine => "time_line",
            Self::VideoTrack => "video_track",
        }
    }
}
