//! Laws of plans for requests.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::laws::{audio, image, options, video};
use super::{FixOptions, Keep, NoFix, RequestPlan, Step, fix_request};
use crate::model::{AudioFacts, Codec, Facts, Format, ImageFacts, Media, MediaDuration};
use crate::profile::Profile;
use crate::request::{AssetBinding, EditReason, RequestDocument};

const TEXT: &str = "seedance-2.0-text-to-video";
const IMAGE: &str = "seedance-2.0-image-to-video";
const REFERENCE: &str = "seedance-2.0-reference-to-video";

fn plan(body: &Value, bindings: &[AssetBinding], options: &FixOptions) -> RequestPlan {
    fix_request(&RequestDocument::read(body.to_string().as_bytes()), bindings, &Profile::default(), options)
}

/// What is bound once the plan is carried out.
fn after(plan: &RequestPlan, bindings: &[AssetBinding]) -> Vec<AssetBinding> {
    let fixed = |binding: &AssetBinding| {
        let mut plans = plan.assets.iter().filter(|asset| asset.url == binding.url() && !asset.plan.steps.is_empty());
        plans.find_map(|asset| Some(AssetBinding::new(binding.url(), asset.plan.result.clone()?)))
    };
    bindings.iter().map(|binding| fixed(binding).unwrap_or_else(|| binding.clone())).collect()
}

fn bound(names: &[String], facts: Vec<Facts>) -> Vec<AssetBinding> {
    names.iter().zip(facts).map(|(name, facts)| AssetBinding::new(name.as_str(), facts)).collect()
}

fn urls(kind: &str, count: usize) -> Vec<String> {
    (0..count).map(|index| format!("https://m.example/{kind}{index}")).collect()
}

/// One of several ways to write a field, or none.
fn written(ways: Vec<(&'static str, Value)>) -> impl Strategy<Value = Option<(&'static str, Value)>> {
    proptest::option::weighted(0.7, prop::sample::select(ways))
}

/// Fields as others write them, all with a meaning.
fn fields() -> impl Strategy<Value = Map<String, Value>> {
    let duration = written(vec![
        ("duration", json!(20)),
        ("duration", json!("7.5")),
        ("seconds", json!("8s")),
        ("video_length", json!(1)),
        ("durration", json!(9)),
    ]);
    let quality = written(vec![
        ("quality", json!("1080p")),
        ("resolution", json!("720P")),
        ("res", json!(480)),
        ("definition", json!("HD")),
    ]);
    let ratio = written(vec![
        ("aspect_ratio", json!("2.39:1")),
        ("ratio", json!("9x16")),
        ("aspectRatio", json!("portrait")),
        ("screen_ratio", json!(1.5)),
        ("aspect_ratio", Value::Null),
    ]);
    let others = written(vec![
        ("mute", json!(1)),
        ("sound", json!("false")),
        ("webhook", json!({"url": "https://example.com/done"})),
        ("notify_url", json!("")),
        ("seed", json!(7)),
        ("callback_url", json!(" https://example.com/done\n")),
    ]);
    (duration, quality, ratio, others).prop_map(|(duration, quality, ratio, others)| {
        let all = [duration, quality, ratio, others].into_iter().flatten();
        all.map(|(key, value)| (key.to_owned(), value)).collect()
    })
}

proptest! {
    #[test]
    fn a_body_of_others_becomes_an_accepted_one(mut fields in fields(), model in 0_usize..3, tail in any::<bool>()) {
        match model {
            0 => drop(fields.insert("model".to_owned(), json!(TEXT))),
            1 => drop(fields.insert("model_name".to_owned(), json!("Seedance-2.0"))),
            _ => {}
        }
        fields.insert(if tail { "text" } else { "prompt" }.to_owned(), json!("A cat."));
        let plan = plan(&Value::Object(fields), &[], &FixOptions::default());
        prop_assert!(plan.is_complete(), "{} {:?}", plan.body, plan.remaining().collect::<Vec<_>>());
        let again = fix_request(
            &RequestDocument::read(plan.body.as_bytes()), &[], &Profile::default(), &FixOptions::default(),
        );
        prop_assert!(again.is_empty(), "{:?}", again.edits);
    }

    #[test]
    fn media_are_fixed_together(
        images in prop::collection::vec(image(), 0..3),
        videos in prop::collection::vec(video(), 1..=3),
        audios in prop::collection::vec(audio(), 0..=3),
        fields in fields(),
        options in options(),
    ) {
        let names = [urls("i", images.len()), urls("v", videos.len()), urls("a", audios.len())];
        let mut body = fields;
        body.insert("model".to_owned(), json!(REFERENCE));
        body.insert("prompt".to_owned(), json!("A cat."));
        body.insert("reference_images".to_owned(), json!(names[0]));
        body.insert("video_urls".to_owned(), json!(names[1]));
        body.insert("audio_list".to_owned(), json!(names[2]));
        let options = FixOptions { deny_warnings: false, ..options };
        let bindings: Vec<_> = [images, videos, audios].into_iter().zip(&names).flat_map(|(facts, names)| bound(names, facts)).collect();
        let plan = plan(&Value::Object(body), &bindings, &options);
        if plan.assets.iter().all(|asset| asset.plan.no_fix.is_none()) {
            prop_assert!(plan.is_complete(), "{:?}", plan.remaining().collect::<Vec<_>>());
            let fixed = RequestDocument::read(plan.body.as_bytes());
            let again = fix_request(&fixed, &after(&plan, &bindings), &Profile::default(), &options);
            prop_assert!(again.is_empty(), "{:?}", again.assets);
        }
    }

    #[test]
    fn the_last_frame_gets_the_shape_of_the_first(frames in prop::collection::vec(image(), 2), options in options()) {
        let names = urls("i", 2);
        let bindings = bound(&names, frames);
        let body = json!({"model": IMAGE, "prompt": "A cat.", "image_urls": names, "aspect_ratio": "adaptive"});
        let plan = plan(&body, &bindings, &options);
        if plan.assets.iter().all(|asset| asset.plan.no_fix.is_none()) {
            let differs = |finding: &&crate::Finding| finding.rule.id == "request/frames-differ-in-aspect";
            prop_assert!(plan.remaining().find(differs).is_none(), "{:?}", plan.assets);
        }
    }
}

fn clip(seconds: u64) -> Facts {
    let mut facts = Facts::new(Format::Wav);
    (facts.bytes, facts.truncated) = (Some(seconds * 96_000 + 44), Some(false));
    facts.media = Media::Audio(AudioFacts {
        duration: Some(MediaDuration::from_seconds(seconds)),
        codec: Some(Codec::PCM_S16LE),
        sample_rate: Some(48_000),
        channels: Some(1),
        bits: Some(16),
        ..AudioFacts::default()
    });
    facts
}

fn picture(width: u32, height: u32) -> Facts {
    let mut facts = Facts::new(Format::Png);
    (facts.bytes, facts.truncated) = (Some(10_000), Some(false));
    let (w, h) = (Some(width), Some(height));
    facts.media = Media::Image(ImageFacts {
        width: w,
        height: h,
        display_width: w,
        display_height: h,
        orientation: Some(1),
        animated: Some(false),
    });
    facts
}

#[test]
fn the_longest_clip_is_shortened_first() {
    let (pictures, clips) = (urls("i", 1), urls("a", 3));
    let mut bindings = bound(&clips, vec![clip(3), clip(9), clip(8)]);
    bindings.extend(bound(&pictures, vec![picture(640, 640)]));
    let body = json!({"model": REFERENCE, "prompt": "A cat.", "image_urls": pictures, "audio_urls": clips});
    let plan = plan(&body, &bindings, &FixOptions { keep: Keep::End, ..FixOptions::default() });
    let trims = plan.assets.iter().map(|asset| {
        asset.plan.steps.iter().find_map(|step| match step {
            Step::Trim { from, duration } => Some((from.seconds(), duration.seconds())),
            _ => None,
        })
    });
    let seconds = |from: u64, length: u64| Some((from.into(), length.into()));
    assert_eq!(trims.collect::<Vec<_>>(), [None, None, seconds(3, 6), seconds(2, 6)]);
    assert!(plan.is_complete() && plan.edits.is_empty());
}

#[test]
fn an_edit_never_makes_a_request_worse() {
    let body = json!({"model": TEXT, "prompt": "A cat.", "imagee_urls": urls("i", 1)});
    let plan = plan(&body, &[], &FixOptions::default());
    assert!(plan.is_empty() && plan.is_complete());
}

#[test]
fn what_only_the_author_can_decide_remains() {
    let body = json!({"model": IMAGE, "image_urls": urls("i", 3), "quality": "high"});
    let bindings = bound(&urls("i", 3), vec![picture(640, 640), picture(640, 640), Facts::new(Format::Empty)]);
    let plan = plan(&body, &bindings, &FixOptions::default());
    assert_eq!(plan.body, body.to_string());
    assert_eq!(plan.assets[2].plan.no_fix, Some(NoFix::NotRead));
    let mut rules: Vec<_> = plan.remaining().map(|finding| finding.rule.id).collect();
    rules.dedup();
    for rule in ["request/field-missing", "request/too-many-images", "request/quality-not-accepted", "media/empty"] {
        assert!(rules.contains(&rule), "{rules:?}");
    }
}

#[test]
fn a_last_frame_of_another_shape_is_cropped_or_padded() {
    let body = json!({"model": IMAGE, "prompt": "A cat.", "image_urls": urls("i", 2)});
    let step = |last: Facts| {
        let plan = plan(&body, &bound(&urls("i", 2), vec![picture(1280, 720), last]), &FixOptions::default());
        assert!(plan.assets[0].plan.is_empty());
        plan.assets[1].plan.steps.first().cloned()
    };
    assert_eq!(step(picture(1920, 1080)), None);
    assert_eq!(step(picture(1000, 600)), Some(Step::Crop { width: 999, height: 562, x: 0, y: 19 }));
    assert!(matches!(step(picture(1000, 1000)), Some(Step::Pad { .. })));
}

#[test]
fn a_body_names_the_fixed_file() {
    let body = json!({"model": REFERENCE, "prompt": "x", "image_urls": ["a.png", "b.png", "a.png"]});
    let bindings = bound(&["a.png".to_owned()], vec![picture(200, 200)]);
    let mut plan = plan(&body, &[bindings[0].clone().as_placeholder()], &FixOptions::default());
    assert_eq!(plan.assets[0].pointers, ["/image_urls/0", "/image_urls/2"]);
    plan.refer_to("a.png", "a.fixed.png", EditReason::FixedFile);
    let wanted = json!({"model": REFERENCE, "prompt": "x", "image_urls": ["a.fixed.png", "b.png", "a.fixed.png"]});
    assert_eq!(serde_json::from_str::<Value>(&plan.body).unwrap(), wanted);
    assert_eq!(plan.edits.len(), 2);
}
