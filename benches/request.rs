//! How many requests a second are read and judged, beside the `jsonschema` crate on the same requests and our schema, and
//! beside `serde_json`, which reads the text and keeps nothing of it.
//!
//! All begin with the text. The schema says less: nothing of what is in URLs, of the prompt's length, or of names in it.

#![allow(clippy::expect_used, clippy::indexing_slicing)] // A benchmark that cannot begin has nothing to say.

use std::hint::black_box;
use std::time::{Duration, Instant};

use seedance_preflight::request::RequestDocument;
use seedance_preflight::{CheckOptions, Verdict, check_request, render};
use serde::de::IgnoredAny;
use serde_json::{Value, json};

/// How long each is run.
const RUN: Duration = Duration::from_secs(2);

fn main() {
    let schema: Value = serde_json::from_str(render::REQUEST_SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let options = CheckOptions::default();
    println!(
        "{:<22}{:>16}{:>22}{:>22}{:>22}",
        "requests a second", "ours", "serde_json, read", "jsonschema, is it", "jsonschema, all"
    );
    for (name, request) in requests() {
        let text = serde_json::to_vec_pretty(&request).expect("a request is JSON");
        let ours = a_second(|| {
            let report = check_request(&RequestDocument::read(black_box(&text)), &[], &options);
            report.verdict() != Verdict::Refused
        });
        let ignored = a_second(|| serde_json::from_slice::<IgnoredAny>(black_box(&text)).is_ok());
        let whether = a_second(|| {
            let value: Value = serde_json::from_slice(black_box(&text)).expect("the text is JSON");
            validator.is_valid(&value)
        });
        let all = a_second(|| {
            let value: Value = serde_json::from_slice(black_box(&text)).expect("the text is JSON");
            let errors: Vec<_> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
            errors.is_empty()
        });
        let others = [ignored, whether, all].map(|theirs| format!("{:>22}", beside(theirs, ours)));
        println!("{name:<22}{ours:>16.0}{}", others.concat());
    }
}

fn beside(theirs: f64, ours: f64) -> String {
    format!("{theirs:.0} ({:.1} x)", ours / theirs)
}

/// Runs a second's worth and more, and says how often it ran a second.
fn a_second(mut run: impl FnMut() -> bool) -> f64 {
    const BATCH: u32 = 500;
    let mut batches = 0_u32;
    let start = Instant::now();
    while start.elapsed() < RUN {
        for _ in 0..BATCH {
            black_box(run());
        }
        batches += 1;
    }
    f64::from(batches) * f64::from(BATCH) / start.elapsed().as_secs_f64()
}

/// Full requests: every field that the model takes. Media are named and not inspected.
fn requests() -> [(&'static str, Value); 4] {
    let prompt = "A cat plays the Moonlight Sonata on a grand piano. Cinematic light, close shots of paws and keys, \
        a slow dolly out at the end. 窗外下着雨,烛光摇曳。";
    let common = |model: &str| {
        json!({
            "model": model, "prompt": prompt, "duration": 8, "quality": "720p", "aspect_ratio": "16:9",
            "generate_audio": true, "callback_url": "https://your-domain.com/webhooks/video-task-completed"
        })
    };
    let mut text = common("seedance-2.0-text-to-video");
    text["model_params"] = json!({"web_search": true});
    let mut reference = common("seedance-2.0-reference-to-video");
    reference["image_urls"] = json!(["https://media.example.com/cat.jpg", "https://media.example.com/piano.jpg"]);
    reference["video_urls"] = json!(["https://media.example.com/dolly.mp4"]);
    reference["audio_urls"] = json!(["https://media.example.com/sonata.mp3"]);
    let mut wrong = text.clone();
    wrong["duration"] = json!("8");
    wrong["quality"] = json!("720P");
    wrong["promt"] = json!("A cat.");
    let mut short = common("seedance-2.0-fast-text-to-video");
    short["prompt"] = json!("A cat plays the piano.");
    [("text-to-video", text), ("short prompt", short), ("three faults", wrong), ("four references", reference)]
}
