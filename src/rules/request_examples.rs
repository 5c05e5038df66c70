//! Requests for the examples that each rule on requests carries in its own file: what passes, and what breaks this rule
//! only. Their media are what the URLs say: `…/1280x720.png`, `…/5.mp4`, `…/7_2-second.wav` (7/2 s).

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::check::{CheckOptions, RequestReport, Verdict, check_request};
use crate::finding::{Finding, Outcome, Severity};
use crate::model::{Facts, MediaDuration};
use crate::render;
use crate::request::{AssetBinding, ContentHash, RequestDocument};
use crate::rules::examples::{audio, image as png, video};
use crate::rules::rule::Rule;

/// What a finding says: pointer, severity (or `undecided`), actual and expected value.
pub(in crate::rules) type Said = (&'static str, &'static str, Value, Value);

/// Asserts that `rule` has this finding, and no rule has another.
#[track_caller]
pub(in crate::rules) fn fails(rule: &Rule, body: &str, (pointer, how, actual, expected): Said) {
    let found: Vec<_> = judged(body).findings().iter().map(said).collect();
    assert_eq!(found, [json!([rule.info.id, pointer, how, actual, expected])], "{body}");
}

/// Asserts that no rule has a finding, and that the request can be sent.
#[track_caller]
pub(in crate::rules) fn passes(body: &str) {
    let report = judged(body);
    assert_eq!(report.findings(), [], "{body}");
    assert_eq!(report.verdict(), Verdict::Accepted, "{body}");
    assert!(report.approve().is_ok(), "{body}");
}

/// A text-to-video request with these fields; `null` leaves one out.
pub(in crate::rules) fn text(fields: Value) -> String {
    request("seedance-2.0-text-to-video", json!({}), fields)
}

/// An image-to-video request with a first frame of the default ratio, and these fields.
pub(in crate::rules) fn image(fields: Value) -> String {
    request("seedance-2.0-image-to-video", json!({"image_urls": urls(&["1280x720.png"])}), fields)
}

/// A reference-to-video request with one image, and these fields.
pub(in crate::rules) fn reference(fields: Value) -> String {
    request("seedance-2.0-reference-to-video", json!({"image_urls": urls(&["1280x720.png"])}), fields)
}

/// A text-to-video request that ends in this text, verbatim.
pub(in crate::rules) fn tail(text: &str) -> String {
    format!("{{\"model\":\"seedance-2.0-text-to-video\",\"prompt\":\"A cat.\"{text}")
}

/// The URLs of media of these names. Text after a `-` makes names distinct; equal text after `=` means equal content.
pub(in crate::rules) fn urls(names: &[&str]) -> Value {
    names.iter().map(|name| json!(format!("https://m.example/{name}"))).collect()
}

/// The models of these modes, in the profile's order.
pub(in crate::rules) fn models(modes: &[&str]) -> Value {
    let speeds = ["seedance-2.0", "seedance-2.0-fast"];
    speeds.iter().flat_map(|speed| modes.iter().map(move |mode| json!(format!("{speed}-{mode}-to-video")))).collect()
}

/// A duration as a value.
#[allow(clippy::cast_precision_loss)] // The decimal beside the exact value is a float by its definition.
pub(in crate::rules) fn seconds(num: u64, den: u64) -> Value {
    json!({"ticks": num, "time_scale": den, "seconds": num as f64 / den as f64})
}

fn request(model: &str, media: Value, fields: Value) -> String {
    let mut request = json!({"model": model, "prompt": "A cat plays the piano."});
    let object = request.as_object_mut().unwrap();
    for (key, value) in media.as_object().unwrap().iter().chain(fields.as_object().unwrap()) {
        match value {
            Value::Null => object.remove(key),
            _ => object.insert(key.clone(), value.clone()),
        };
    }
    request.to_string()
}

/// The report. The published schemas must agree with it.
#[track_caller]
pub(in crate::rules) fn judged(body: &str) -> RequestReport {
    static REPORTS: LazyLock<Validator> = LazyLock::new(|| schema(render::REPORT_SCHEMA));
    static REQUESTS: LazyLock<Validator> = LazyLock::new(|| schema(render::REQUEST_SCHEMA));
    let document = RequestDocument::read(body.as_bytes());
    let bindings: Vec<_> = document.media().iter().filter_map(|media| binding(media.url)).collect();
    let report = check_request(&document, &bindings, &CheckOptions::default());
    let mut json = Vec::new();
    render::json_request_report("request.json", &report, &mut json).unwrap();
    let written: Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(REPORTS.validate(&written).map_err(|error| error.to_string()), Ok(()), "{written}");
    // A body that only exceeds its length has no fields to look at.
    if body.len() < 1 << 20
        && let Ok(value) = serde_json::from_str(body)
    {
        let refused = report.findings().iter().any(|finding| schema_can_see(finding, body));
        assert_eq!(REQUESTS.is_valid(&value), !refused, "{body}");
    }
    report
}

fn schema(text: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
}

/// Whether a schema can see what the finding says: not lengths in words, not the contents or the target of a URL, and not
/// how a number is written.
fn schema_can_see(finding: &Finding, body: &str) -> bool {
    let by_rule = match finding.rule.id {
        "request/field-type" => {
            matches!(finding.quantity, "type" | "integer") && !body.contains("5.0") && !body.contains("5e0")
        }
        "request/inline-media" => finding.actual == Some("data URI".into()),
        "request/media-url-not-accepted" | "request/callback-private-host" | "request/unknown-field" => false,
        "request/video-total-duration" | "request/audio-total-duration" | "request/body-too-large" => false,
        rule => rule.starts_with("request/"),
    };
    by_rule && finding.severity == Severity::Error
}

fn said(finding: &Finding) -> Value {
    let how = match finding.outcome {
        Outcome::Undecided => "undecided",
        _ => finding.severity.name(),
    };
    json!([finding.rule.id, finding.pointer, how, exact(&finding.actual), exact(&finding.expected)])
}

/// A value without the decimals beside its exact numbers.
fn exact(value: &impl serde::Serialize) -> Value {
    let mut value = json!(value);
    if let Some(fraction) = value.as_object_mut() {
        fraction.remove("value");
    }
    value
}

fn binding(url: &str) -> Option<AssetBinding> {
    let name = url.rsplit('/').next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    let (stem, content) = stem.split_once('=').unwrap_or((stem, ""));
    let binding = AssetBinding::new(url, facts(stem.split('-').next()?, extension)?).named(name);
    Some(match content.as_bytes().first() {
        Some(&byte) => binding.with_content(ContentHash::new([byte; 32])),
        None => binding,
    })
}

fn facts(what: &str, extension: &str) -> Option<Facts> {
    let example = match extension {
        "png" => {
            let (width, height) = what.split_once('x')?;
            let (width, height) = (width.parse().ok(), height.parse().ok());
            png(|image| {
                (image.width, image.height) = (width, height);
                (image.display_width, image.display_height) = (width, height);
            })
        }
        // With `a` after the duration, it is the audio's only, and the video track lasts 4 s.
        "mp4" => {
            let whole = duration(what.trim_end_matches('a'));
            let visible = if what.ends_with('a') { MediaDuration::from_seconds(4) } else { whole? };
            video(|video| {
                (video.duration, video.video_duration) = (whole, Some(visible));
                video.duration_without_audio = Some(visible);
            })
        }
        // After a `p`, what plays of it without the encoder's delay and padding.
        "wav" => {
            let (whole, played) = what.split_once('p').map_or((what, None), |(whole, played)| (whole, Some(played)));
            audio(|audio| (audio.duration, audio.played_duration) = (duration(whole), played.and_then(duration)))
        }
        _ => return None,
    };
    Some(example.into_facts())
}

fn duration(text: &str) -> Option<MediaDuration> {
    let (num, den) = text.split_once('_').unwrap_or((text, "1"));
    MediaDuration::new(num.parse().ok()?, den.parse().ok()?)
}
