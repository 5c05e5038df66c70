//! The published schemas against what is read and written.

use jsonschema::Validator;
use seedance_preflight::Subject;
use seedance_preflight::profile::Profile;
use seedance_preflight::render;
use serde_json::{Value, json};

use super::judged;
use super::requests::samples;

fn schema(text: &str) -> Validator {
    let schema: Value = serde_json::from_str(text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    jsonschema::validator_for(&schema).unwrap()
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
    for text in samples() {
        let mut json = Vec::new();
        render::json_request_report("x", &judged(&text), &mut json).unwrap();
        holds(&json);
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
