//! A limit of a profile in words.

use std::fmt::Display;

use crate::model::{ExpectedRange, Unit};
use crate::profile::{Accepted, Bound, Count, Limit, MegabyteLimit, Mode, Profile, Source};

/// What `limit` accepts by `profile`, and its source; `None` if the profile has no such limit.
pub(super) fn words(limit: Limit, profile: &Profile) -> Option<(String, Option<String>)> {
    let Profile { image, video, audio, request, .. } = profile;
    if let Some(bound) = limit.bound(profile) {
        return Some(sourced(range(bound), &bound.source));
    }
    Some(match limit {
        Limit::ImageFormats => names(&image.formats),
        Limit::VideoFormats => names(&video.formats),
        Limit::AudioFormats => names(&audio.formats),
        Limit::VideoPcm => names(&video.pcm_in),
        Limit::VideoCodecs => names(&video.video_codecs),
        Limit::VideoAudioCodecs => names(&video.audio_codecs),
        Limit::AudioCodecs => names(&audio.codecs),
        Limit::ImageSize => size(&image.size),
        Limit::VideoSize => size(&video.size),
        Limit::AudioSize => size(&audio.size),
        Limit::Body => size(&request.body),
        Limit::VideoAgreement => {
            let agreement = &video.agreement;
            let (milliseconds, per_mille) = (agreement.duration_milliseconds, agreement.fps_per_mille);
            let text = format!("durations within {milliseconds} ms, frame rates within {per_mille} ‰ of a limit");
            sourced(text, &agreement.source)
        }
        Limit::Prompt => {
            let prompt = &request.prompt;
            let tokens = prompt.tokens.map(|tokens| format!(", {tokens} tokens")).unwrap_or_default();
            let text = format!(
                "at most {} Chinese characters, {} English words{tokens}",
                prompt.chinese_characters, prompt.english_words
            );
            sourced(text, &prompt.source)
        }
        Limit::AutomaticDuration => {
            let text = if request.automatic_duration { "-1 is accepted" } else { "-1 is not accepted" };
            (text.to_owned(), None)
        }
        Limit::Models => {
            let models =
                request.models.iter().map(|model| format!("{} ({})", model.id, model.qualities.values.join(", ")));
            (models.collect::<Vec<_>>().join("; "), None)
        }
        Limit::Modes => {
            let modes = request.modes.iter().map(|mode| {
                let [images, videos, audios] = [mode.images, mode.videos, mode.audios].map(count);
                format!("{}: {images} images, {videos} videos, {audios} audio files", name_of(mode.mode))
            });
            (modes.collect::<Vec<_>>().join("; "), None)
        }
        _ => return None,
    })
}

fn range(bound: &Bound) -> String {
    let unit = match bound.unit {
        Unit::Count | Unit::WidthOverHeight => String::new(),
        unit => format!(" {unit}"),
    };
    let observed =
        bound.observed.map(|band| format!("; the live service has accepted {}{unit}", ExpectedRange::from(band)));
    format!("{}{unit}{}", ExpectedRange::from(bound.documented), observed.unwrap_or_default())
}

fn names<T: Display>(accepted: &Accepted<T>) -> (String, Option<String>) {
    let list = |names: &[T]| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let observed = match accepted.observed.as_slice() {
        [] => String::new(),
        observed => format!("; other copies of the documentation list {}", list(observed)),
    };
    sourced(format!("{}{observed}", list(&accepted.values)), &accepted.source)
}

fn size(limit: &MegabyteLimit) -> (String, Option<String>) {
    let (decimal, binary) = (limit.decimal_bytes(), limit.binary_bytes());
    let text = format!("{} MB: a warning over {decimal} bytes, an error over {binary} bytes", limit.megabytes);
    sourced(text, &limit.source)
}

fn count(count: Count) -> String {
    if count.min == count.max { count.max.to_string() } else { format!("{} to {}", count.min, count.max) }
}

fn name_of(mode: Mode) -> &'static str {
    match mode {
        Mode::Text => "text-to-video",
        Mode::Image => "image-to-video",
        Mode::Reference => "reference-to-video",
    }
}

fn sourced(text: String, source: &Source) -> (String, Option<String>) {
    (text, Some(source.to_string()))
}
