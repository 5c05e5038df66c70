//! A limit of a profile in words.

use std::fmt::Display;

use crate::language::{Language, say};
use crate::model::{Expected, Unit};
use crate::profile::{Accepted, Bound, Count, Limit, MegabyteLimit, Mode, Profile, Range, Source};

/// What `limit` accepts by `profile`, and its source; `None` if the profile has no such limit.
pub(super) fn words(limit: Limit, profile: &Profile, language: Language) -> Option<(String, Option<String>)> {
    let Profile { image, video, audio, request, .. } = profile;
    if let Some(bound) = limit.bound(profile) {
        return Some(sourced(range(bound, language), &bound.source));
    }
    Some(match limit {
        Limit::ImageFormats => names(&image.formats, language),
        Limit::VideoFormats => names(&video.formats, language),
        Limit::AudioFormats => names(&audio.formats, language),
        Limit::VideoPcm => names(&video.pcm_in, language),
        Limit::VideoCodecs => names(&video.video_codecs, language),
        Limit::VideoAudioCodecs => names(&video.audio_codecs, language),
        Limit::AudioCodecs => names(&audio.codecs, language),
        Limit::ImageSize => size(&image.size, language),
        Limit::VideoSize => size(&video.size, language),
        Limit::AudioSize => size(&audio.size, language),
        Limit::Body => size(&request.body, language),
        Limit::VideoAgreement => {
            let agreement = &video.agreement;
            let (milliseconds, per_mille) = (agreement.duration_milliseconds, agreement.fps_per_mille);
            let text = say!(
                language,
                "durations within {milliseconds} ms, frame rates within {per_mille} ‰ of a limit",
                milliseconds,
                per_mille
            );
            sourced(text.into_owned(), &agreement.source)
        }
        Limit::Prompt => {
            let prompt = &request.prompt;
            let tokens = prompt.tokens.map(|tokens| say!(language, ", {tokens} tokens", tokens)).unwrap_or_default();
            let text = say!(
                language,
                "at most {characters} Chinese characters, {words} English words{tokens}",
                characters = prompt.chinese_characters,
                words = prompt.english_words,
                tokens
            );
            sourced(text.into_owned(), &prompt.source)
        }
        Limit::AutomaticDuration => {
            let text = match request.automatic_duration {
                true => language.text("-1 is accepted"),
                false => language.text("-1 is not accepted"),
            };
            (text.to_owned(), None)
        }
        Limit::Models => {
            let models = request.models.iter().map(|model| {
                let qualities = model.qualities.values.join(language.text(", "));
                say!(language, "{id} ({qualities})", id = model.id, qualities)
            });
            (models.collect::<Vec<_>>().join(language.text("; ")), None)
        }
        Limit::Modes => {
            let modes = request.modes.iter().map(|mode| {
                let [images, videos, audios] =
                    [mode.images, mode.videos, mode.audios].map(|bound| count(bound, language));
                say!(
                    language,
                    "{mode}: {images} images, {videos} videos, {audios} audio files",
                    mode = language.data(name_of(mode.mode)),
                    images,
                    videos,
                    audios
                )
            });
            (modes.collect::<Vec<_>>().join(language.text("; ")), None)
        }
        _ => return None,
    })
}

fn range(bound: &Bound, language: Language) -> String {
    let unit = match bound.unit {
        Unit::Count | Unit::WidthOverHeight => String::new(),
        unit => unit.text_in(language),
    };
    let words = |range: Range| Expected::Range(range.into()).text_in(language);
    let documented = words(bound.documented);
    match bound.observed {
        Some(band) => say!(
            language,
            "{documented}{unit}; the live service has accepted {band}{unit}",
            documented,
            band = words(band),
            unit
        ),
        None => say!(language, "{documented}{unit}", documented, unit),
    }
    .into_owned()
}

fn names<T: Display>(accepted: &Accepted<T>, language: Language) -> (String, Option<String>) {
    let list = |names: &[T]| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(language.text(", "));
    let observed = match accepted.observed.as_slice() {
        [] => String::new(),
        observed => {
            say!(language, "; other copies of the documentation list {names}", names = list(observed)).into_owned()
        }
    };
    sourced(format!("{}{observed}", list(&accepted.values)), &accepted.source)
}

fn size(limit: &MegabyteLimit, language: Language) -> (String, Option<String>) {
    let (decimal, binary) = (limit.decimal_bytes(), limit.binary_bytes());
    let text = say!(
        language,
        "{megabytes} MB: a warning over {decimal} bytes, an error over {binary} bytes",
        megabytes = limit.megabytes,
        decimal,
        binary
    );
    sourced(text.into_owned(), &limit.source)
}

fn count(count: Count, language: Language) -> String {
    if count.min == count.max {
        count.max.to_string()
    } else {
        say!(language, "{min} to {max}", min = count.min, max = count.max).into_owned()
    }
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
