//! The limits that refusals speak of: for each, the rule that checks it and the range of the reference.

use std::borrow::Cow;

use crate::model::{Codec, Format, Kind};
use crate::profile::{Accepted, Bound, Profile, Range};
use crate::rules;

/// A limit of the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LimitOf {
    ImageAspect,
    ImageSide,
    ImageCount,
    VideoAspect,
    VideoSide,
    VideoPixels,
    VideoDuration,
    VideoFps,
    VideoCodec,
    VideoCount,
    VideoTotal,
    AudioDuration,
    AudioCodec,
    AudioCount,
    AudioTotal,
    Format(Option<Kind>),
    FileSize,
    Body,
    Duration,
    Prompt,
    Quality,
    AspectRatio,
}

/// What would have passed.
pub(super) enum Limit {
    Range(Range),
    Names(Vec<Cow<'static, str>>),
}

impl LimitOf {
    /// The id of the rule that checks the limit.
    pub(super) const fn rule(self) -> &'static str {
        match self {
            Self::ImageAspect => "image/aspect-out-of-range",
            Self::ImageSide => "image/side-out-of-range",
            Self::ImageCount => "request/too-many-images",
            Self::VideoAspect => "video/aspect-out-of-range",
            Self::VideoSide => "video/side-out-of-range",
            Self::VideoPixels => "video/pixels-out-of-range",
            Self::VideoDuration => "video/duration-out-of-range",
            Self::VideoFps => "video/fps-out-of-range",
            Self::VideoCodec => "video/codec-not-accepted",
            Self::VideoCount => "request/too-many-videos",
            Self::VideoTotal => "request/video-total-duration",
            Self::AudioDuration => "audio/duration-out-of-range",
            Self::AudioCodec => "audio/codec-not-accepted",
            Self::AudioCount => "request/too-many-audios",
            Self::AudioTotal => "request/audio-total-duration",
            Self::Format(_) => "media/format-not-accepted",
            Self::FileSize => "media/too-large",
            Self::Body => "request/body-too-large",
            Self::Duration => "request/duration-out-of-range",
            Self::Prompt => "request/prompt-too-long",
            Self::Quality => "request/quality-not-accepted",
            Self::AspectRatio => "request/aspect-ratio-not-accepted",
        }
    }

    /// The rule of the other end, where each end has a rule of its own.
    pub(super) const fn other_rule(self) -> Option<&'static str> {
        match self {
            Self::ImageCount => Some("request/too-few-images"),
            _ => None,
        }
    }

    /// Whether the limit is a range that can be missed at two ends.
    pub(super) fn has_two_ends(self) -> bool {
        matches!(self, Self::ImageCount)
            || self.bound(&Profile::default()).is_some_and(|bound| bound.documented.min.is_some())
    }

    /// What the reference accepts; `None` where the help needs no range.
    pub(super) fn documented(self) -> Option<Limit> {
        let profile = Profile::default();
        match self {
            Self::Format(kind) => Some(Limit::Names(formats(&profile, kind))),
            Self::VideoCodec => Some(Limit::Names(codecs(&profile.video.video_codecs))),
            Self::AudioCodec => Some(Limit::Names(codecs(&profile.audio.codecs))),
            _ => self.bound(&profile).map(|bound| Limit::Range(bound.documented)),
        }
    }

    fn bound(self, profile: &Profile) -> Option<&Bound> {
        let rule = rules::by_id(self.rule())?;
        rule.source.limits().iter().find_map(|limit| limit.bound(profile))
    }
}

fn codecs(accepted: &Accepted<Codec>) -> Vec<Cow<'static, str>> {
    accepted.values.iter().map(|codec| codec.to_string().into()).collect()
}

/// Formats of one kind, or of all.
fn formats(profile: &Profile, kind: Option<Kind>) -> Vec<Cow<'static, str>> {
    let of_kind = |format: &&Format| kind.is_none_or(|kind| format.kind() == kind);
    let all = [&profile.image.formats, &profile.video.formats, &profile.audio.formats];
    all.into_iter().flat_map(|accepted| &accepted.values).filter(of_kind).map(|format| format.name().into()).collect()
}
