//! The encoding of facts. Changing it, or a field of the facts, requires a new version of the probe.

use super::coded::{Coded, coded_enum, coded_struct, put_text, take_text};
use crate::model::{
    AudioFacts, Body, Codec, DurationReading, DurationSource, Facts, Fault, FaultKind, Format, ImageFacts, Media,
    MediaDuration, Rational, ReadingSource, VideoFacts,
};

coded_struct!(Facts { format, bytes, truncated, declared_bytes, encrypted, brand, media, body, faults });
coded_struct!(ImageFacts { width, height, display_width, display_height, orientation, animated });
coded_struct!(VideoFacts {
    width,
    height,
    entry_width,
    entry_height,
    display_width,
    display_height,
    rotation,
    pixel_aspect,
    duration,
    container_duration,
    streams_duration,
    duration_without_audio,
    other_durations,
    video_duration,
    audio_duration,
    fps,
    nominal_fps,
    variable_frame_rate,
    video_samples,
    described_samples,
    video_codec,
    audio_codec,
    video_tracks,
    audio_tracks,
});
coded_struct!(AudioFacts { duration, played_duration, duration_from, codec, sample_rate, channels, bits });
coded_struct!(DurationReading { by, duration });
coded_struct!(Fault { kind, offset, what, cause });

coded_enum!(Body { Decodes = 0, Damaged = 1, NotDecoded = 2 });
coded_enum!(ReadingSource {
    Tracks = 0,
    Container = 1,
    Streams = 2,
    MediaHeaders = 3,
    TrackHeaders = 4,
    TimeLine = 5,
    VideoTrack = 6,
});
coded_enum!(DurationSource { Header = 0, Frames = 1 });
coded_enum!(FaultKind { Io = 0, UnexpectedEnd = 1, Malformed = 2, Unsupported = 3, Budget = 4, Undecodable = 5, NotFetched = 6 });

impl Coded for Media {
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Other => out.push(0),
            Self::Image(image) => {
                out.push(1);
                image.put(out);
            }
            Self::Video(video) => {
                out.push(2);
                video.put(out);
            }
            Self::Audio(audio) => {
                out.push(3);
                audio.put(out);
            }
        }
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        match u8::take(bytes)? {
            0 => Some(Self::Other),
            1 => ImageFacts::take(bytes).map(Self::Image),
            2 => VideoFacts::take(bytes).map(Self::Video),
            3 => AudioFacts::take(bytes).map(Self::Audio),
            _ => None,
        }
    }
}

impl Coded for Format {
    fn put(&self, out: &mut Vec<u8>) {
        put_text(self.name(), out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Self::from_name(take_text(bytes)?)
    }
}

impl Coded for Codec {
    fn put(&self, out: &mut Vec<u8>) {
        put_text(self.name(), out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        String::take(bytes).map(Self::from)
    }
}

impl Coded for Rational {
    fn put(&self, out: &mut Vec<u8>) {
        self.num().put(out);
        self.den().put(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Self::new(u64::take(bytes)?, u64::take(bytes)?)
    }
}

impl Coded for MediaDuration {
    fn put(&self, out: &mut Vec<u8>) {
        self.ticks().put(out);
        self.time_scale().put(out);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Self::new(u64::take(bytes)?, u64::take(bytes)?)
    }
}
