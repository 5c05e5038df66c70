//! Each rule by itself.

use std::collections::BTreeSet;

use seedance_preflight::request::RequestDocument;
use seedance_preflight::{CheckOptions, Finding, Outcome, RequestReport, Verdict, check_request};
use serde_json::{Value, json};

use super::media::bindings;
use super::table::rows;

pub(crate) fn judged(text: &str) -> RequestReport {
    let document = RequestDocument::read(text.as_bytes());
    check_request(&document, &bindings(&document), &CheckOptions::default())
}

fn said(finding: &Finding) -> Value {
    let how = match finding.outcome {
        Outcome::Undecided => "undecided",
        _ => finding.severity.name(),
    };
    json!([finding.rule.id, finding.pointer, how, exact(&finding.actual), exact(&finding.expected)])
}

/// A value without the decimals beside its exact numbers.
fn exact(value: &impl serde::Serialize) -> serde_json::Value {
    let mut value = json!(value);
    if let Some(fraction) = value.as_object_mut() {
        fraction.remove("value");
    }
    value
}

#[test]
fn what_breaks_one_rule_breaks_no_other_and_its_neighbour_passes() {
    for (rule, breaks, (pointer, how, actual, expected), passes) in rows() {
        let report = judged(&breaks);
        let is_a_key = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        assert!(report.findings().iter().all(|finding| is_a_key(finding.quantity)), "{breaks}");
        let found: Vec<_> = report.findings().iter().map(said).collect();
        assert_eq!(found, [json!([rule, pointer, how, actual, expected])], "{breaks}");
        let near = judged(&passes);
        assert_eq!(near.findings(), [], "{passes}");
        assert_eq!(near.verdict(), Verdict::Accepted, "{passes}");
        assert!(near.approve().is_ok(), "{passes}");
    }
}

#[test]
fn every_rule_on_requests_has_its_row() {
    let rows: BTreeSet<_> = rows().iter().map(|row| row.0).collect();
    // Only a request of megabytes breaks it; see the test of its own.
    let apart = "request/body-too-large";
    for rule in seedance_preflight::rules::all().filter(|rule| rule.id.starts_with("request/") && rule.id != apart) {
        assert!(rows.contains(rule.id), "{}", rule.id);
    }
}

#[test]
fn a_body_is_judged_by_its_bytes() {
    let of_length = |bytes: usize| {
        let head = "{\"model\":\"seedance-2.0-text-to-video\",\"prompt\":\"A cat.\"";
        format!("{head}{}}}", " ".repeat(bytes - head.len() - 1))
    };
    let cases: [(usize, &[(&str, u64)]); 4] = [
        (64_000_000, &[]),
        (64_000_001, &[("warning", 64_000_000)]),
        (64 << 20, &[("warning", 64_000_000)]),
        ((64 << 20) + 1, &[("error", 64 << 20)]),
    ];
    for (bytes, expected) in cases {
        let report = judged(&of_length(bytes));
        let found: Vec<_> = report.findings().iter().map(said).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(severity, most)| json!(["request/body-too-large", "", severity, bytes, {"max": most}]))
            .collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn the_examples_of_the_reference_are_accepted() {
    let cat = "一只猫在钢琴上弹奏月光奏鸣曲,电影感光影,特写镜头";
    let base = json!({
        "model": "seedance-2.0-text-to-video", "prompt": cat, "duration": 8, "quality": "720p", "aspect_ratio": "16:9",
        "generate_audio": true, "callback_url": "https://your-domain.com/webhooks/video-task-completed"
    });
    assert_eq!(judged(&base.to_string()).findings(), []);

    let mut with_media = base;
    with_media["model"] = json!("seedance-2.0-reference-to-video");
    with_media["image_urls"] = json!(["https://example.com/image1.jpg"]);
    with_media["video_urls"] = json!(["https://example.com/reference.mp4"]);
    with_media["audio_urls"] = json!(["https://example.com/bgm.mp3"]);
    let report = judged(&with_media.to_string());
    let rules: Vec<_> = report.findings().iter().map(|finding| finding.rule.id).collect();
    assert_eq!(rules, ["fetch/failed"; 3], "the media were not inspected, so there is no other finding");
    assert_eq!(report.verdict(), Verdict::Undecided);
    assert!(report.approve_waiving(&["fetch/failed"]).is_ok());
}
