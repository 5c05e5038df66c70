//! The request reader, all rules on requests, and how their reports are rendered.

use std::sync::LazyLock;

use seedance_preflight::fix::{FixOptions, fix_request};
use seedance_preflight::request::{AssetBinding, ContentHash, Request, RequestDocument};
use seedance_preflight::{Budget, CheckOptions, Facts, Verdict, check_request, probe, render};

use super::laws;
use crate::seeds;

/// Keys, values and signs of requests.
pub(super) const WORDS: &[&str] = &[
    "\"model\":",
    "\"prompt\":",
    "\"image_urls\":[",
    "\"video_urls\":[",
    "\"audio_urls\":[",
    "\"duration\":",
    "\"quality\":",
    "\"aspect_ratio\":",
    "\"generate_audio\":",
    "\"callback_url\":",
    "\"model_params\":{",
    "\"web_search\":",
    "\"content_filter\":",
    "\"seedance-2.0-text-to-video\"",
    "\"seedance-2.0-image-to-video\"",
    "\"seedance-2.0-reference-to-video\"",
    "\"seedance-2.0-fast-text-to-video\"",
    "\"720p\"",
    "\"16:9\"",
    "\"adaptive\"",
    "true",
    "false",
    "null",
    "-1",
    "0",
    "1e999",
    "5.0",
    "18446744073709551616",
    "\"\"",
    "[]",
    "{}",
    ",",
    ":",
    "]",
    "}",
    "\"https://media.example.com/a.png\"",
    "\"http://127.0.0.1/\"",
    "\"data:image/png;base64,AAAA\"",
    "\"asset://a\"",
    "\\u0061",
    "\\ud83c\\udfac",
    "image 1",
    "@Image9",
    "图片2",
    "/",
    "~0",
    "~1",
];

/// Facts that are bound to the URLs of requests, one after the other.
static FACTS: LazyLock<Vec<Facts>> = LazyLock::new(|| {
    let files = ["accepted", "refused", "undecided"].into_iter().flat_map(seeds::of_testdata);
    files.map(|(_, bytes)| probe(&bytes, &Budget::default())).collect()
});

pub(super) fn request(bytes: &[u8]) -> bool {
    let document = RequestDocument::read(bytes);
    let media = document.media();
    assert_eq!(media, document.media());
    let bound = media.iter().enumerate().filter(|(index, _)| !(index + bytes.len()).is_multiple_of(4));
    let bindings: Vec<AssetBinding> = bound.map(|(index, media)| binding(media.url, index + bytes.len())).collect();
    let options = laws::options(bytes);
    let report = check_request(&document, &bindings, &options);
    laws::verdict_follows(report.verdict(), report.findings(), &options);
    findings_have_places(&document, &report);
    renders(&document, &report);
    survives_json(&document);
    is_fixed(bytes, &document, &bindings, &options);
    assert!(report.approve().is_err() || report.verdict() == Verdict::Accepted);
    let _ = document.counts();
    document.text().is_some_and(|text| text.contains('{'))
}

fn binding(url: &str, number: usize) -> AssetBinding {
    let binding = AssetBinding::new(url, FACTS[number % FACTS.len()].clone());
    match number % 3 {
        0 => binding.named("a.png"),
        1 => binding.with_content(ContentHash::new([u8::try_from(number % 7).unwrap(); 32])),
        _ if number.is_multiple_of(5) => binding.as_placeholder(),
        _ => binding,
    }
}

/// A place is within the text, on the edges of characters, and at the line and the column that it says.
fn findings_have_places(document: &RequestDocument<'_>, report: &seedance_preflight::RequestReport) {
    let Some(text) = document.text() else { return };
    for finding in report.findings().iter().take(50) {
        assert!(finding.pointer.is_empty() || finding.pointer.starts_with('/'), "{finding:?}");
        if let Some(place) = document.locate(&finding.pointer) {
            assert!(text.get(place.bytes.clone()).is_some(), "{finding:?} at {place:?}");
            assert!(place.line > 0 && place.column > 0, "{place:?}");
        }
    }
}

fn renders(document: &RequestDocument<'_>, report: &seedance_preflight::RequestReport) {
    let mut json = Vec::new();
    render::json_request_report("a\nb", report, &mut json).unwrap();
    laws::json_says(&json, report.verdict(), report.findings().len());
    let mut text = Vec::new();
    render::text_request_report("a\nb", report, document, render::Palette::PLAIN, &mut text).unwrap();
    laws::is_plain(&text);
}

/// A plan makes nothing worse, says why it edits, and leaves alone what it does not edit.
fn is_fixed(bytes: &[u8], document: &RequestDocument<'_>, bindings: &[AssetBinding], check: &CheckOptions) {
    let plan = fix_request(document, bindings, &check.profile, &FixOptions::for_check(check));
    assert!(plan.report.verdict() <= check_request(document, bindings, check).verdict(), "{:?}", plan.edits);
    for edit in &plan.edits {
        assert!(!edit.reasons.is_empty(), "{edit:?}");
        laws::is_plain(edit.message().as_bytes());
    }
    if !plan.edits.is_empty() {
        assert!(
            serde_json::from_str::<serde_json::Value>(&plan.body).is_ok_and(|body| body.is_object()),
            "{}",
            plan.body
        );
    } else if document.request().is_some() {
        assert_eq!(plan.body.as_bytes(), bytes);
    }
}

/// A request whose shape is right is written and read back as the same.
fn survives_json(document: &RequestDocument<'_>) {
    let Some(request) = document.request() else { return };
    let json = serde_json::to_string(&request).unwrap();
    assert_eq!(serde_json::from_str::<Request>(&json).unwrap(), request);
    assert_eq!(RequestDocument::read(json.as_bytes()).request().as_ref(), Some(&request), "{json}");
    let made = check_request(&RequestDocument::from(&request), &[], &Default::default());
    let read = RequestDocument::read(json.as_bytes());
    let read = check_request(&read, &[], &Default::default());
    assert_eq!((made.verdict(), made.findings()), (read.verdict(), read.findings()), "{json}");
}
