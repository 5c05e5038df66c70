//! Examples of the rules on requests, by rule.

use serde_json::{Value, json};

use super::sample::{Pair, Sample};
use crate::model::{Facts, Media, MediaDuration, Rational};
use crate::profile::{Mode, ModeLimits, Model, Profile};
use crate::request::AssetBinding;
use crate::rules::accepted;

/// The examples of the rule with this id, if it is on requests.
pub(super) fn pair(id: &str, profile: &Profile) -> Option<Pair> {
    fields(id, profile).or_else(|| media(id, profile)).or_else(|| urls(id, profile))
}

/// Rules on single fields of text-to-video.
fn fields(id: &str, profile: &Profile) -> Option<Pair> {
    let pair = |fails, passes| of(profile, Mode::Text, fails, passes);
    let limits = &profile.request;
    match id {
        "request/model-not-accepted" => pair(json!({"model": "seedance-1.0-text-to-video"}), json!({})),
        "request/field-missing" => pair(json!({"prompt": null}), json!({})),
        "request/field-type" => pair(json!({"duration": "5"}), json!({"duration": 5})),
        "request/field-not-for-model" => pair(json!({"image_urls": ["https://media.example/photo.png"]}), json!({})),
        "request/unknown-field" => pair(json!({"resolution": "720p"}), json!({"quality": "720p"})),
        "request/prompt-blank" => pair(json!({"prompt": " "}), json!({})),
        "request/prompt-too-long" => {
            let most = limits.prompt.tokens.unwrap_or(limits.prompt.english_words).max(limits.prompt.english_words);
            let words = vec!["cat"; usize::try_from(most).ok()?.saturating_add(1)];
            pair(json!({"prompt": words.join(" ")}), json!({}))
        }
        "request/duration-out-of-range" => {
            let most = whole(limits.duration.documented.max?);
            pair(json!({"duration": most.saturating_add(1)}), json!({"duration": most}))
        }
        "request/quality-not-accepted" => pair(json!({"quality": "4k"}), json!({"quality": "720p"})),
        "request/aspect-ratio-not-accepted" => pair(json!({"aspect_ratio": "2:1"}), json!({"aspect_ratio": "21:9"})),
        "request/callback-not-https" => callback(profile, "http://app.example/done"),
        "request/callback-private-host" => callback(profile, "https://192.168.0.10/done"),
        "request/callback-not-a-url" => callback(profile, "app.example/done"),
        "request/callback-too-long" => {
            let most = usize::try_from(whole(limits.callback_characters.documented.max?)).ok()?;
            callback(profile, &format!("https://app.example/{}", "x".repeat(most)))
        }
        _ => None,
    }
}

fn callback(profile: &Profile, url: &str) -> Option<Pair> {
    let good = json!({"callback_url": "https://app.example/done"});
    of(profile, Mode::Text, json!({"callback_url": url}), good)
}

/// Rules on how many media there are, and what they measure.
fn media(id: &str, profile: &Profile) -> Option<Pair> {
    let reference = |fails, passes| of(profile, Mode::Reference, fails, passes);
    let limits = mode(profile, Mode::Reference)?;
    match id {
        "request/prompt-names-missing-asset" => {
            let named = |prompt| json!({"prompt": prompt, "image_urls": list("photo", 1, "png")});
            reference(named("The cat of image 2 wakes up."), named("The cat of image 1 wakes up."))
        }
        "request/too-few-images" => {
            let photo = json!({"image_urls": list("photo", 1, "png")});
            of(profile, Mode::Image, json!({"image_urls": []}), photo)
        }
        "request/too-many-images" => reference(
            json!({"image_urls": list("photo", limits.images.max.saturating_add(1), "png")}),
            json!({"image_urls": list("photo", limits.images.max, "png")}),
        ),
        "request/too-many-videos" => reference(
            json!({"video_urls": list("clip", limits.videos.max.saturating_add(1), "mp4")}),
            json!({"video_urls": list("clip", limits.videos.max, "mp4")}),
        ),
        "request/too-many-audios" => {
            let with =
                |count| json!({"image_urls": list("photo", 1, "png"), "audio_urls": list("voice", count, "wav")});
            reference(with(limits.audios.max.saturating_add(1)), with(limits.audios.max))
        }
        "request/audio-alone" => {
            let voice = list("voice", 1, "wav");
            reference(json!({"audio_urls": voice}), json!({"image_urls": list("photo", 1, "png"), "audio_urls": voice}))
        }
        "request/no-reference" => reference(json!({}), json!({"image_urls": list("photo", 1, "png")})),
        "request/many-assets" => {
            let most = u32::try_from(whole(profile.request.assets.as_ref()?.documented.max?)).ok()?;
            reference(assets(limits, most.saturating_add(1)), assets(limits, most))
        }
        "media/duplicate" => {
            let photo = |index| format!("https://media.example/photo{index}.png");
            reference(json!({"image_urls": [photo(1), photo(1)]}), json!({"image_urls": [photo(1), photo(2)]}))
        }
        "request/frames-differ-in-aspect" => frames(profile, [(1280, 720), (720, 1280)], [(1280, 720), (1280, 720)]),
        "request/frame-cropped" => frames(profile, [(1000, 1000)], [(1280, 720)]),
        "request/video-total-duration" => {
            let most = whole(profile.request.video_total_duration.documented.max?);
            totals(profile, "video_urls", "mp4", most, |seconds| {
                let mut facts = accepted::video();
                if let Media::Video(video) = &mut facts.media {
                    (video.duration, video.video_duration) = (seconds, seconds);
                    video.duration_without_audio = seconds;
                }
                facts
            })
        }
        "request/audio-total-duration" => {
            let most = whole(profile.request.audio_total_duration.documented.max?);
            totals(profile, "audio_urls", "wav", most, |seconds| {
                let mut facts = accepted::audio();
                if let Media::Audio(audio) = &mut facts.media {
                    audio.duration = seconds;
                }
                facts
            })
        }
        _ => None,
    }
}

/// Rules on the URL of an image.
fn urls(id: &str, profile: &Profile) -> Option<Pair> {
    let url = match id {
        "request/inline-media" => "data:image/png;base64,iVBORw0KGgo=",
        "request/media-url-not-accepted" => "ftp://media.example/photo.png",
        "request/media-url-not-https" => "http://media.example/photo.png",
        _ => return None,
    };
    let image = |url| json!({"image_urls": [url]});
    of(profile, Mode::Reference, image(url), image("https://media.example/photo.png"))
}

fn of(profile: &Profile, mode: Mode, fails: Value, passes: Value) -> Option<Pair> {
    let sample = |fields| Some(Sample::Request { body: request(profile, mode, fields)?, media: Vec::new() });
    Some(Pair { fails: sample(fails)?, passes: sample(passes)? })
}

/// A request of this mode with these fields; `null` leaves one out.
fn request(profile: &Profile, mode: Mode, fields: Value) -> Option<Value> {
    let is_plain = |model: &&Model| model.mode == mode && !model.needs_video && !model.only_automatic_duration;
    let model = profile.request.models.iter().find(is_plain)?;
    let mut body = json!({"model": model.id, "prompt": "A cat plays the piano."});
    let object = body.as_object_mut()?;
    for (key, value) in fields.as_object()? {
        match value {
            Value::Null => object.remove(key),
            _ => object.insert(key.clone(), value.clone()),
        };
    }
    Some(body)
}

fn mode(profile: &Profile, mode: Mode) -> Option<&ModeLimits> {
    profile.request.modes.iter().find(|limits| limits.mode == mode)
}

fn list(name: &str, count: u32, extension: &str) -> Value {
    (1..=count).map(|index| format!("https://media.example/{name}{index}.{extension}")).collect()
}

/// So many assets: images first, then videos, then audio files.
fn assets(limits: &ModeLimits, count: u32) -> Value {
    let images = count.min(limits.images.max);
    let videos = (count - images).min(limits.videos.max);
    json!({
        "image_urls": list("photo", images, "png"),
        "video_urls": list("clip", videos, "mp4"),
        "audio_urls": list("voice", count - images - videos, "wav"),
    })
}

/// First and maybe last frame of these sizes.
fn frames<const N: usize>(profile: &Profile, fails: [(u32, u32); N], passes: [(u32, u32); N]) -> Option<Pair> {
    let sample = |sizes: [(u32, u32); N]| {
        let names = list("frame", u32::try_from(N).ok()?, "png");
        let urls = names.as_array()?.iter().filter_map(Value::as_str);
        let media = urls.zip(sizes).map(|(url, size)| AssetBinding::new(url, sized(size))).collect();
        let body = request(profile, Mode::Image, json!({"image_urls": names, "aspect_ratio": "16:9"}))?;
        Some(Sample::Request { body, media })
    };
    Some(Pair { fails: sample(fails)?, passes: sample(passes)? })
}

fn sized((width, height): (u32, u32)) -> Facts {
    let mut facts = accepted::image();
    if let Media::Image(image) = &mut facts.media {
        (image.width, image.height) = (Some(width), Some(height));
        (image.display_width, image.display_height) = (Some(width), Some(height));
    }
    facts
}

/// Two files that together last a second more than `most`, and two that together last as long.
fn totals(
    profile: &Profile,
    key: &str,
    extension: &str,
    most: u64,
    lasting: impl Fn(Option<MediaDuration>) -> Facts,
) -> Option<Pair> {
    let sample = |total: u64| {
        let half = total / 2;
        let names = list("part", 2, extension);
        let urls = names.as_array()?.iter().filter_map(Value::as_str);
        let of = |(url, seconds)| AssetBinding::new(url, lasting(MediaDuration::new(seconds, 1)));
        let media = urls.zip([half, total - half]).map(of).collect();
        let body = request(profile, Mode::Reference, json!({"image_urls": list("photo", 1, "png"), key: names}))?;
        Some(Sample::Request { body, media })
    };
    Some(Pair { fails: sample(most.checked_add(1)?)?, passes: sample(most)? })
}

fn whole(number: Rational) -> u64 {
    number.num() / number.den()
}
