//! The published schemas against what is read and written.

use jsonschema::Validator;
use seedance_preflight::Subject;
use seedance_preflight::profile::Profile;
use seedance_preflight::{Finding, Severity, render};
use serde_json::{Value, json};

use super::one_rule::judged;
use super::table::rows;

fn schema(text: &str) -> Validator {
    let schema: Value = serde_json::from_str(text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).unwrap()
}

/// Whether a schema can see what the finding says: not lengths in words, not the contents or the target of a URL,
/// not how a number is written.
fn schema_can_see(finding: &Finding) -> bool {
    let by_rule = match finding.rule.id {
        "request/field-type" => matches!(finding.quantity, "type" | "integer"),
        "request/inline-media" => finding.actual == Some("data URI".into()),
        "request/media-url-not-accepted" | "request/callback-private-host" | "request/unknown-field" => false,
        "request/video-total-duration" | "request/audio-total-duration" | "request/body-too-large" => false,
        rule => rule.starts_with("request/"),
    };
    by_rule && finding.severity == Severity::Error
}

/// JSON Schema takes 5.0 for an integer.
const WRITTEN_AS_FRACTIONS: [&str; 2] = ["\"duration\":5.0", "\"duration\":5e0"];

#[test]
fn the_schema_refuses_what_the_reader_does_as_far_as_it_can_see() {
    let schema = schema(render::REQUEST_SCHEMA);
    let (mut accepted, mut refused) = (0, 0);
    for (_, breaks, _, passes) in rows() {
        for text in [breaks, passes] {
            let Ok(value) = serde_json::from_str::<Value>(&text) else {
                continue;
            };
            if WRITTEN_AS_FRACTIONS.iter().any(|fraction| text.contains(fraction)) {
                continue;
            }
            let wrong = judged(&text).findings().iter().any(schema_can_see);
            assert_eq!(schema.is_valid(&value), !wrong, "{text}");
            if wrong { refused += 1 } else { accepted += 1 }
        }
    }
    assert!(accepted > 50 && refused > 35, "{accepted} {refused}");
}

#[test]
fn the_schema_has_the_numbers_of_the_default_profile() {
    let schema: Value = serde_json::from_str(render::REQUEST_SCHEMA).unwrap();
    let limits = Profile::default().request;
    let at = |pointer: &str| schema.pointer(pointer).unwrap().clone();
    let names: Vec<_> = limits.models.iter().map(|model| model.id.clone()).collect();
    assert_eq!(at("/properties/model/enum"), json!(names));
    for model in &limits.models {
        assert_eq!(at("/properties/quality/enum"), json!(model.qualities.values));
    }
    for mode in &limits.modes {
        assert_eq!(at("/properties/aspect_ratio/enum"), json!(mode.aspect_ratios.values));
    }
    let most = &limits.modes[2];
    assert_eq!(at("/properties/image_urls/maxItems"), json!(most.images.max));
    assert_eq!(at("/properties/video_urls/maxItems"), json!(most.videos.max));
    assert_eq!(at("/properties/audio_urls/maxItems"), json!(most.audios.max));
    assert_eq!(at("/properties/duration/default"), json!(limits.default_duration));
    assert_eq!(at("/properties/duration/minimum"), json!(limits.duration.documented.min.unwrap().num()));
    assert_eq!(at("/properties/duration/maximum"), json!(limits.duration.documented.max.unwrap().num()));
    assert_eq!(at("/properties/quality/default"), json!(limits.default_quality));
    assert_eq!(at("/properties/aspect_ratio/default"), json!(limits.default_aspect_ratio));
    let longest = limits.callback_characters.documented.max.unwrap().num();
    assert_eq!(at("/properties/callback_url/maxLength"), json!(longest));
}

#[test]
fn reports_are_as_their_schema_says() {
    let schema = schema(render::REPORT_SCHEMA);
    let holds = |json: &[u8]| {
        let value: Value = serde_json::from_slice(json).unwrap();
        let errors: Vec<_> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{value}: {errors:?}");
    };
    for (_, breaks, _, passes) in rows() {
        for text in [breaks, passes] {
            let mut json = Vec::new();
            render::json_request_report("x", &judged(&text), &mut json).unwrap();
            holds(&json);
        }
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    for folder in ["accepted", "refused", "undecided"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
            let bytes = std::fs::read(&file).unwrap();
            let report = seedance_preflight::check(&bytes, &Subject::default(), &Default::default());
            let mut json = Vec::new();
            render::json_report("x", &report, &mut json).unwrap();
            holds(&json);
        }
    }
    assert!(!schema.is_valid(&json!({"schema_version": 2})));
}

#[test]
fn profiles_are_as_their_schema_says() {
    let schema = schema(render::PROFILE_SCHEMA);
    for profile in Profile::all() {
        let value = serde_json::to_value(&profile).unwrap();
        let errors: Vec<_> =
            schema.iter_errors(&value).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}
