//! Media that every rule accepts by every built-in profile: examples differ from them in one respect.

use crate::model::{AudioFacts, Codec, Facts, Format, ImageFacts, Media, MediaDuration, Rational, VideoFacts};

/// A PNG.
pub(crate) fn image() -> Facts {
    let mut image = ImageFacts::default();
    (image.width, image.height) = (Some(640), Some(480));
    (image.display_width, image.display_height) = (Some(640), Some(480));
    (image.orientation, image.animated) = (Some(1), Some(false));
    media(Format::Png, Media::Image(image))
}

/// An MP4.
pub(crate) fn video() -> Facts {
    let mut video = VideoFacts::default();
    (video.width, video.height) = (Some(1280), Some(720));
    (video.display_width, video.display_height) = (Some(1280), Some(720));
    (video.rotation, video.pixel_aspect) = (Some(0), Some(Rational::from(1_u32)));
    video.duration = MediaDuration::new(5000, 1000);
    (video.video_duration, video.duration_without_audio) = (video.duration, video.duration);
    (video.fps, video.variable_frame_rate) = (Some(Rational::from(30_u32)), Some(false));
    video.nominal_fps = video.fps;
    (video.video_samples, video.video_tracks, video.audio_tracks) = (Some(150), Some(1), Some(1));
    (video.video_codec, video.audio_codec) = (Some(Codec::H264), Some(Codec::AAC));
    media(Format::Mp4, Media::Video(video))
}

/// A WAV.
pub(crate) fn audio() -> Facts {
    let duration = MediaDuration::new(240_000, 48_000);
    media(Format::Wav, Media::Audio(AudioFacts { duration, codec: Some(Codec::PCM_S16LE), ..AudioFacts::default() }))
}

fn media(format: Format, media: Media) -> Facts {
    let mut facts = Facts::new(format);
    facts.media = media;
    facts.bytes = Some(1_000_000);
    facts.truncated = Some(false);
    facts
}
