//! Whole requests: the reference's examples, many faults at once, laws, and the published schemas.

mod faults;
mod laws;
mod media;
mod requests;
mod schema;

use media::bindings;
use seedance_preflight::request::RequestDocument;
use seedance_preflight::{CheckOptions, RequestReport, Verdict, check_request};
use serde_json::json;

pub(crate) fn judged(text: &str) -> RequestReport {
    let document = RequestDocument::read(text.as_bytes());
    check_request(&document, &bindings(&document), &CheckOptions::default())
}

#[test]
fn findings_on_media_point_to_their_urls() {
    let report = judged(&requests::reference(json!({"image_urls": [
        "https://m.example/1280x720.png",
        "https://m.example/299x301.png",
        "https://m.example/5.mp4",
        "https://m.example/not-inspected",
    ]})));
    let found: Vec<_> = report.findings().iter().map(|finding| (finding.rule.id, finding.pointer.as_str())).collect();
    let expected = [
        ("fetch/failed", "/image_urls/3"),
        ("image/side-out-of-range", "/image_urls/1"),
        ("media/wrong-kind", "/image_urls/2"),
    ];
    assert_eq!(found, expected);
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
