//! Examples of the rules on files, by rule: a file that every rule accepts, and one that differs in one respect.

use std::io;

use super::sample::{FileSample, Pair, Sample};
use crate::model::{
    Codec, Facts, Fault, FaultKind, FetchObstacle, Format, Kind, Media, MediaDuration, Rational, VideoFacts,
};
use crate::profile::{Bound, Profile};
use crate::rules::accepted;

/// The examples of the rule with this id, if it is on files.
pub(super) fn pair(id: &str, profile: &Profile) -> Option<Pair> {
    let fails = match id.split_once('/')? {
        ("media", _) => media(id, profile),
        ("image", _) => image(id, profile),
        ("video", _) => video(id, profile),
        ("audio", _) => audio(id, profile),
        ("fetch", _) => fetched(id),
        _ => None,
    }?;
    let kind = fails.expected_kind.unwrap_or(fails.facts.kind());
    let (facts, name) = match kind {
        Kind::Video => (accepted::video(), "clip.mp4"),
        Kind::Audio => (accepted::audio(), "voice.wav"),
        _ if fails.is_fetched => (accepted::image(), fails.name),
        _ => (accepted::image(), "photo.png"),
    };
    let (expected_kind, is_fetched) = (fails.expected_kind, fails.is_fetched);
    let passes = FileSample { name, facts, expected_kind, is_fetched, detail: String::new() };
    Some(Pair { fails: Sample::File(Box::new(fails)), passes: Sample::File(Box::new(passes)) })
}

fn file(name: &'static str, facts: Facts, detail: impl Into<String>) -> Option<FileSample> {
    Some(FileSample { name, facts, expected_kind: None, is_fetched: false, detail: detail.into() })
}

fn media(id: &str, profile: &Profile) -> Option<FileSample> {
    let mut clip = accepted::video();
    let mut photo = accepted::image();
    match id {
        "media/empty" => {
            let mut empty = Facts::new(Format::Empty);
            empty.bytes = Some(0);
            file("photo.png", empty, "")
        }
        "media/truncated" => {
            (clip.truncated, clip.declared_bytes) = (Some(true), Some(2_000_000));
            file("clip.mp4", clip, "of 2000000")
        }
        "media/unreadable" => {
            photo.faults.push(Fault::new(FaultKind::Undecodable, 4096, "the image data are damaged"));
            file("photo.png", photo, "damaged")
        }
        "media/not-read" => {
            let denied = Facts::of_unreadable(&io::ErrorKind::PermissionDenied.into());
            file("photo.png", denied, "without permission to read it")
        }
        "media/encrypted" => {
            clip.encrypted = Some(true);
            file("clip.mp4", clip, "with copy protection")
        }
        "media/format-not-accepted" => file("photo.heic", Facts::new(Format::Heic), ""),
        "media/wrong-kind" => {
            let sample = file("clip.mp4", clip, "in place of audio")?;
            Some(FileSample { expected_kind: Some(Kind::Audio), ..sample })
        }
        "media/too-large" => {
            photo.bytes = Some(profile.image.size.binary_bytes().saturating_add(1));
            file("photo.png", photo, "")
        }
        "media/extension-mismatch" => file("photo.jpg", photo, ""),
        _ => None,
    }
}

fn image(id: &str, profile: &Profile) -> Option<FileSample> {
    let mut facts = accepted::image();
    let Media::Image(image) = &mut facts.media else { return None };
    let detail = match id {
        "image/aspect-out-of-range" => {
            image.display_height = Some(400);
            image.display_width = Some(wider(&profile.image.aspect, 400)?);
            ""
        }
        "image/side-out-of-range" => {
            image.display_height = Some(shorter(&profile.image.side)?);
            ""
        }
        "image/animated" => {
            image.animated = Some(true);
            "of 12 frames"
        }
        "image/rotated" => {
            image.orientation = Some(6);
            "EXIF orientation 6"
        }
        _ => return None,
    };
    file("photo.png", facts, detail)
}

fn video(id: &str, profile: &Profile) -> Option<FileSample> {
    let mut facts = accepted::video();
    let Media::Video(video) = &mut facts.media else { return None };
    let limits = &profile.video;
    let detail = match id {
        "video/no-video-track" => {
            *video = VideoFacts::default();
            (video.video_tracks, video.audio_tracks, video.audio_codec) = (Some(0), Some(1), Some(Codec::AAC));
            "audio only"
        }
        "video/aspect-out-of-range" => {
            resize(video, wider(&limits.aspect, 560)?, 560);
            ""
        }
        "video/side-out-of-range" => {
            resize(video, shorter(&limits.side)?, 720);
            ""
        }
        "video/pixels-out-of-range" => {
            resize(video, 480, 480);
            ""
        }
        "video/sizes-disagree" => {
            (video.entry_width, video.entry_height) = (Some(640), Some(360));
            "640x360 by its container"
        }
        "video/duration-out-of-range" => {
            let longer = MediaDuration::from_seconds(whole(limits.duration.documented.max?).checked_add(1)?);
            (video.duration, video.video_duration, video.duration_without_audio) =
                (Some(longer), Some(longer), Some(longer));
            ""
        }
        "video/fps-out-of-range" => {
            let slower = limits.fps.documented.min?.checked_mul(Rational::new(1000, 1001)?);
            (video.fps, video.nominal_fps) = (slower, slower);
            ""
        }
        "video/durations-disagree" => {
            video.streams_duration = video.duration;
            video.container_duration = Some(MediaDuration::from_seconds(6));
            "6 s by its movie header"
        }
        "video/frame-rates-disagree" => {
            let least = limits.fps.documented.min?;
            (video.nominal_fps, video.fps) = (Some(least), least.checked_mul(Rational::new(999, 1000)?));
            "on average"
        }
        "video/codec-not-accepted" => {
            video.video_codec = Some(Codec::named("vp9"));
            ""
        }
        "video/variable-frame-rate" => {
            video.variable_frame_rate = Some(true);
            "frame durations vary"
        }
        "video/pixels-not-square" => {
            video.pixel_aspect = Rational::new(4, 3);
            "pixels of 4:3"
        }
        "video/rotated" => {
            video.rotation = Some(90);
            "rotated by 90 degrees"
        }
        _ => return None,
    };
    file("clip.mp4", facts, detail)
}

fn audio(id: &str, profile: &Profile) -> Option<FileSample> {
    let mut facts = accepted::audio();
    let Media::Audio(audio) = &mut facts.media else { return None };
    match id {
        "audio/duration-out-of-range" => {
            let seconds = whole(profile.audio.duration.documented.max?).checked_add(1)?;
            audio.duration = Some(MediaDuration::from_seconds(seconds));
        }
        "audio/codec-not-accepted" => audio.codec = Some(Codec::named("pcm_f32le")),
        _ => return None,
    }
    file("voice.wav", facts, "")
}

fn fetched(id: &str) -> Option<FileSample> {
    let (facts, detail) = match id {
        "fetch/failed" => (Facts::of_fault(FetchObstacle::NotFound.fault(0, "404 Not Found")), "404 Not Found"),
        "fetch/blocked-address" => {
            let what = "a private address";
            (Facts::of_fault(FetchObstacle::BlockedAddress.fault(0, what)), "at a private address")
        }
        "fetch/not-media" => (Facts::new(Format::Html), ""),
        _ => return None,
    };
    let sample = file("https://media.example/photo.png", facts, detail)?;
    Some(FileSample { is_fetched: true, ..sample })
}

fn resize(video: &mut VideoFacts, width: u32, height: u32) {
    (video.width, video.height) = (Some(width), Some(height));
    (video.display_width, video.display_height) = (Some(width), Some(height));
}

/// A width that is too large for `height`.
fn wider(aspect: &Bound, height: u32) -> Option<u32> {
    let most = aspect.documented.max?.checked_mul(Rational::from(height))?;
    u32::try_from(whole(most).checked_add(u64::from(height) / 10)?).ok()
}

/// A side that is too short.
fn shorter(side: &Bound) -> Option<u32> {
    u32::try_from(whole(side.documented.min?).checked_sub(1)?).ok()
}

fn whole(number: Rational) -> u64 {
    number.num() / number.den()
}
