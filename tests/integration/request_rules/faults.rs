//! Many faults at once.

use seedance_preflight::profile::{Profile, Tolerance};
use seedance_preflight::request::RequestDocument;
use seedance_preflight::{CheckOptions, NotApproved, Verdict, check_request, render};

use super::judged;
use super::media::bindings;
use super::requests::{image, reference, text};
use serde_json::json;

const TWELVE: &str = r#"{
  "model": "seedance-2.0-image-to-video",
  "prompt": "让图片3里的猫弹钢琴",
  "image_urls": [
    "https://m.example/1280x720.png",
    "http://m.example/720x1280.png"
  ],
  "video_urls": ["https://m.example/5.mp4"],
  "duration": "5",
  "quality": "720P",
  "aspect_ratio": "16:10",
  "generate_audio": true,
  "generate_audio": false,
  "model_params": {"web_search": true},
  "callback_url": "https://localhost/hook",
  "negative_prompt": "dogs",
  "content_filter": true
}
"#;

#[test]
fn twelve_faults_are_reported_in_one_run_and_in_order() {
    let report = judged(TWELVE);
    let found: Vec<_> = report.findings().iter().map(|finding| (finding.rule.id, finding.pointer.as_str())).collect();
    assert_eq!(
        found,
        [
            ("request/field-type", "/duration"),
            ("request/field-type", "/generate_audio"),
            ("request/field-not-for-model", "/video_urls"),
            ("request/field-not-for-model", "/model_params"),
            ("request/unknown-field", "/negative_prompt"),
            ("request/unknown-field", "/content_filter"),
            ("request/prompt-names-missing-asset", "/prompt"),
            ("request/quality-not-accepted", "/quality"),
            ("request/aspect-ratio-not-accepted", "/aspect_ratio"),
            ("request/media-url-not-https", "/image_urls/1"),
            ("request/frames-differ-in-aspect", "/image_urls/1"),
            ("request/callback-private-host", "/callback_url"),
        ]
    );
}

#[test]
fn people_see_the_line_of_each() {
    let document = RequestDocument::read(TWELVE.as_bytes());
    let report = check_request(&document, &bindings(&document), &CheckOptions::default());
    let mut text = Vec::new();
    render::text_request_report("twelve.json", &report, &document, render::Palette::PLAIN, &mut text).unwrap();
    insta::assert_snapshot!(String::from_utf8(text).unwrap());
}

#[test]
fn what_breaks_as_json_is_shown_where_it_breaks() {
    for (text, line, column) in [
        (&b"{\n  \"model\": \"x\",\n  prompt: 1\n}"[..], 3, 3),
        (b"{\"a\": \"\xff\"}", 1, 8),
        (b"", 1, 1),
        (b"{\"a\": 01}", 1, 8),
        (b"{\"a\": \"\x01\"}", 1, 7),
        (b"{\0\"\0}\0", 1, 1),
    ] {
        let document = RequestDocument::read(text);
        let report = check_request(&document, &[], &CheckOptions::default());
        assert_eq!(report.findings().len(), 1, "{text:?}");
        let finding = &report.findings()[0];
        assert_eq!((finding.rule.id, finding.pointer.as_str()), ("request/field-type", ""));
        let location = document.locate(&finding.pointer).unwrap();
        assert_eq!((location.line, location.column), (line, column), "{text:?}: {}", finding.message());
    }
}

#[test]
fn of_a_repeated_key_the_last_value_is_judged() {
    let report = judged(
        "{\"model\":\"seedance-2.0-text-to-video\",\"prompt\":\"A cat.\",\"duration\":\"x\",\"duration\":99,\"duration\":3}",
    );
    let found: Vec<_> = report
        .findings()
        .iter()
        .map(|finding| (finding.rule.id, finding.actual.clone().unwrap().to_string()))
        .collect();
    let expected = [("request/field-type", "repeated".to_owned()), ("request/duration-out-of-range", "3".to_owned())];
    assert_eq!(found, expected);
}

#[test]
fn hostile_json_costs_little() {
    let deep = "[".repeat(1 << 20);
    assert_eq!(judged(&deep).findings().len(), 1);
    let deep = format!("{{\"model\":{}{}}}", "[".repeat(1 << 20), "]".repeat(1 << 20));
    assert_eq!(judged(&deep).verdict(), Verdict::Refused);
    let keys: String = (0..100_000).map(|key| format!("\"k{key}\":0,")).collect();
    let many = format!("{{{keys}\"model\":\"seedance-2.0-text-to-video\",\"prompt\":\"A cat.\"}}");
    let report = judged(&many);
    assert_eq!((report.findings().len(), report.verdict()), (100, Verdict::Accepted));
    let long = text(json!({"prompt": "A cat.", "image_urls": vec!["x"; 20_000]}));
    assert!(judged(&long).findings().iter().any(|finding| finding.quantity == "elements"));
}

#[test]
fn a_sum_in_the_observed_band_goes_by_the_tolerance() {
    let request = reference(json!({
        "video_urls": ["https://m.example/8.mp4", "https://m.example/71_10.mp4"]
    }));
    let document = RequestDocument::read(request.as_bytes());
    let mut options = CheckOptions::default();
    let verdict = |options: &CheckOptions| check_request(&document, &bindings(&document), options).verdict();
    assert_eq!(verdict(&options), Verdict::Refused);
    options.tolerance = Tolerance::Observed;
    assert_eq!(verdict(&options), Verdict::Accepted);
    options.deny_warnings = true;
    assert_eq!(verdict(&options), Verdict::Refused);
}

#[test]
fn a_sum_with_an_unknown_part_is_undecided_unless_the_rest_is_too_long() {
    let outcome = |names: &[&str]| {
        let urls: Vec<_> = names.iter().map(|name| format!("https://m.example/{name}")).collect();
        let report = judged(&reference(json!({"audio_urls": urls})));
        let total = report.findings().iter().find(|finding| finding.rule.id == "request/audio-total-duration");
        total.map(|finding| finding.outcome.name())
    };
    assert_eq!(outcome(&["7.mp3", "unknown"]), Some("undecided"));
    assert_eq!(outcome(&["8.mp3", "8-b.mp3", "unknown"]), Some("fails"));
    assert_eq!(outcome(&["7.mp3", "8.mp3"]), None);
    assert_eq!(outcome(&["unknown"]), None, "a single value is not a sum");
}

/// A token has at least one byte, and a limit on tokens that may be exceeded is not a mere warning.
#[test]
fn a_prompt_that_may_have_too_many_tokens_is_undecided() {
    let mut options = CheckOptions::default();
    options.profile = Profile::named("seedance-2.0-r3").unwrap();
    let verdict = |options: &CheckOptions, bytes: usize| {
        let request = text(json!({"prompt": "word ".repeat(bytes / 5)}));
        check_request(&RequestDocument::read(request.as_bytes()), &[], options).verdict()
    };
    assert_eq!(verdict(&options, 10_000), Verdict::Accepted);
    assert_eq!(verdict(&options, 10_005), Verdict::Undecided);
    assert_eq!(verdict(&CheckOptions::default(), 10_005), Verdict::Accepted);
}

#[test]
fn approval_is_for_what_was_accepted_or_named() {
    let warned = image(json!({"image_urls": ["http://m.example/1280x720.png"]}));
    let document = RequestDocument::read(warned.as_bytes());
    let mut options = CheckOptions::default();
    options.deny_warnings = true;
    let report = check_request(&document, &bindings(&document), &options);
    let standing = NotApproved::Findings { rules: vec!["request/media-url-not-https"] };
    assert_eq!(report.approve().unwrap_err(), standing);
    let approved = report.approve_waiving(&["request/media-url-not-https", "media/duplicate"]).unwrap();
    assert_eq!(approved.waived(), ["request/media-url-not-https"]);
    let unknown = report.approve_waiving(&["request/no-such-rule"]).unwrap_err();
    assert_eq!(unknown, NotApproved::UnknownRule { id: "request/no-such-rule".to_owned() });

    let refused = judged(&text(json!({"duration": 99})));
    assert!(refused.approve_waiving(&["request/duration-out-of-range"]).is_err(), "an error cannot be waived");
}

#[test]
fn a_file_in_place_of_a_url_is_judged_and_not_approved() {
    let text = image(json!({"image_urls": ["cat=x.png"]}));
    let document = RequestDocument::read(text.as_bytes());
    let frame = RequestDocument::read(br#"{"image_urls": ["1280x720.png"]}"#);
    let facts = bindings(&frame)[0].facts().clone();
    let binding = seedance_preflight::request::AssetBinding::new("cat=x.png", facts).as_placeholder();
    let report = check_request(&document, &[binding], &CheckOptions::default());
    assert_eq!((report.verdict(), report.findings()), (Verdict::Accepted, &[][..]));
    let pointers = vec!["/image_urls/0".to_owned()];
    assert_eq!(report.approve().unwrap_err(), NotApproved::NoUrlYet { pointers });
}

#[test]
fn the_output_size_is_reported_and_marked_where_predicted() {
    let size = |request: String| judged(&request).output_size().map(|size| (size.width, size.height, size.predicted));
    assert_eq!(size(text(json!({}))), Some((1280, 720, false)));
    assert_eq!(size(text(json!({"aspect_ratio": "adaptive"}))), None);
    assert_eq!(size(text(json!({"quality": "1080p"}))), None);
    let tall = json!({"aspect_ratio": "adaptive", "quality": "480p", "image_urls": ["https://m.example/720x1280.png"]});
    assert_eq!(size(image(tall)), Some((496, 864, true)));
}
