use proptest::prelude::*;

use super::*;
use crate::model::Rational;

const MODEL: &str = "dreamina-seedance-2-0";

/// The inner sentence about `quantity`, as the model behind the API writes it.
fn inner(quantity: &str, verdict: &str, mode: &str) -> String {
    format!("the parameter {quantity} specified in the request {verdict} for model {MODEL} in {mode}")
}

fn outer(index: usize, inner: &str) -> String {
    format!("The parameter `content[{index}]` specified in the request is not valid: {inner}. Request id: 02177")
}

fn at_most(num: u64, den: u64) -> Option<Range> {
    Some(Range { min: None, max: Rational::new(num, den) })
}

fn at_least(num: u64, den: u64) -> Option<Range> {
    Some(Range { min: Rational::new(num, den), max: None })
}

#[test]
fn the_regular_sentence_gives_rule_place_and_bound() {
    let counts = Counts::new(2, 2, 1);
    for (index, quantity, verdict, rule, pointer, bound) in [
        (
            3,
            "video pixel count",
            "must be less than or equal to 2086876",
            "video/pixels-out-of-range",
            "/video_urls/0",
            at_most(2_086_876, 1),
        ),
        (
            4,
            "video duration (seconds)",
            "must be less than or equal to 15.2",
            "video/duration-out-of-range",
            "/video_urls/1",
            at_most(76, 5),
        ),
        (
            5,
            "audio duration (seconds)",
            "must be greater than or equal to 1.8",
            "audio/duration-out-of-range",
            "/audio_urls/0",
            at_least(9, 5),
        ),
        (
            4,
            "video aspect ratio",
            "must be less than or equal to 2.5",
            "video/aspect-out-of-range",
            "/video_urls/1",
            at_most(5, 2),
        ),
        (
            1,
            "image pixel count",
            "must be greater than or equal to 90000",
            "image/side-out-of-range",
            "/image_urls/0",
            at_least(90_000, 1),
        ),
        (5, "audio format", "is not valid", "audio/codec-not-accepted", "/audio_urls/0", None),
    ] {
        let found = explain_upstream(&outer(index, &inner(quantity, verdict, "r2v")), Some(counts)).unwrap();
        assert_eq!((found.rule, found.pointer.as_deref(), found.bound), (rule, Some(pointer), bound));
        assert_eq!(
            (found.content_index, found.mode, found.model.as_deref()),
            (Some(index), Some(Mode::Reference), Some(MODEL))
        );
    }
}

#[test]
fn sums_and_fields_need_no_counts() {
    for (quantity, verdict, rule, pointer) in [
        (
            "video total duration (seconds)",
            "must be less than or equal to 15.2",
            "request/video-total-duration",
            "/video_urls",
        ),
        (
            "audio total duration (seconds)",
            "must be less than or equal to 30.2",
            "request/audio-total-duration",
            "/audio_urls",
        ),
        ("duration", "must be less than or equal to 12", "request/duration-out-of-range", "/duration"),
        ("duration", "is not valid", "request/duration-out-of-range", "/duration"),
        ("resolution", "is not valid", "request/quality-not-accepted", "/quality"),
        ("ratio", "is not valid", "request/aspect-ratio-not-accepted", "/aspect_ratio"),
    ] {
        let found = explain_upstream(&inner(quantity, verdict, "t2v"), None).unwrap();
        assert_eq!((found.rule, found.pointer.as_deref(), found.mode), (rule, Some(pointer), Some(Mode::Text)));
        let message = format!(
            "The parameter `content` specified in the request is not valid: {}",
            inner(quantity, verdict, "t2v")
        );
        assert_eq!(explain_upstream(&message, None).unwrap().rule, rule);
    }
}

#[test]
fn what_is_around_the_sentence_does_not_matter() {
    let message = outer(3, &inner("video duration (seconds)", "must be less than or equal to 15.2", "r2v"));
    let wanted = explain_upstream(&message, Some(Counts::new(0, 3, 0)));
    assert_eq!(wanted.as_ref().and_then(|found| found.pointer.as_deref()), Some("/video_urls/2"));
    let json = serde_json::json!({"error": {"code": "InvalidParameter", "message": message, "param": "content[3]"}})
        .to_string();
    let twice = serde_json::json!({"code": "fail_to_fetch_task", "message": json}).to_string();
    for form in [
        message.to_uppercase(),
        message.to_lowercase(),
        message.replace('`', "'"),
        message.replace('`', ""),
        message.replace(' ', "\n  "),
        format!("Upstream submit failed (400): {json}"),
        twice.clone(),
        format!("task failed: {twice}"),
    ] {
        assert_eq!(explain_upstream(&form, Some(Counts::new(0, 3, 0))), wanted, "{form}");
    }
}

#[test]
fn codes_name_the_end_that_was_missed() {
    let images = Some(Counts::new(1, 0, 0));
    for (message, rule, or_rule, bound) in [
        (
            "InvalidParameter.WidthTooSmall: Width must be between 300px and 6000px.",
            "image/side-out-of-range",
            Some("video/side-out-of-range"),
            at_least(300, 1),
        ),
        (
            r#"{"Code":"InvalidParameter.HeightTooLarge","Message":"Height must be between 300px and 6000px."}"#,
            "image/side-out-of-range",
            Some("video/side-out-of-range"),
            at_most(6000, 1),
        ),
        (
            "code=InvalidParameter.AspectRatioTooSmall Aspect ratio must bebetween 0.4 and 2.5.",
            "image/aspect-out-of-range",
            Some("video/aspect-out-of-range"),
            at_least(2, 5),
        ),
        (
            "[InvalidParameter.DurationTooLong] Duration must be between 1.8s and 15.2s",
            "video/duration-out-of-range",
            Some("audio/duration-out-of-range"),
            at_most(76, 5),
        ),
        (
            "[InvalidParameter.PixelCountTooSmall]: Pixel count must be between 407696 and 8295044. (raw",
            "image/side-out-of-range",
            Some("video/pixels-out-of-range"),
            at_least(407_696, 1),
        ),
        ("InvalidParameter.FpsTooLow - Frame rate is too low", "video/fps-out-of-range", None, None),
        ("InvalidParameter.UnsupportedImageFormat", "media/format-not-accepted", None, None),
        (
            "InvalidParameter.UnsupportedAudioFormat",
            "audio/codec-not-accepted",
            Some("media/format-not-accepted"),
            None,
        ),
        ("InvalidParameter.FileSizeTooLarge", "media/too-large", None, None),
        (
            "@Image1 could not be prepared: Width must be between 300px and 6000px",
            "image/side-out-of-range",
            Some("video/side-out-of-range"),
            Some(Range::closed(300_u32, 6000_u32)),
        ),
        (
            "error: expected the width to be at least 300px, but received a 280x602px image instead",
            "image/side-out-of-range",
            None,
            at_least(300, 1),
        ),
        (
            "expected the aspect ratio to be between 0.40 and 2.50, but received image with aspect ratio: 2.94 instead",
            "image/aspect-out-of-range",
            None,
            Some(Range { min: Rational::new(2, 5), max: Rational::new(5, 2) }),
        ),
    ] {
        let found = explain_upstream(message, images).unwrap_or_else(|| panic!("{message}"));
        assert_eq!((found.rule, found.or_rule, found.bound), (rule, or_rule, bound), "{message}");
    }
}

#[test]
fn the_index_tells_the_kind_where_the_words_do_not() {
    let found = |index: usize| {
        let message = format!("content[{index}]: InvalidParameter.DurationTooShort");
        explain_upstream(&message, Some(Counts::new(1, 1, 1))).unwrap()
    };
    assert_eq!(
        (found(2).rule, found(2).or_rule, found(2).pointer.as_deref()),
        ("video/duration-out-of-range", None, Some("/video_urls/0"))
    );
    assert_eq!((found(3).rule, found(3).pointer.as_deref()), ("audio/duration-out-of-range", Some("/audio_urls/0")));
}

#[test]
fn a_place_that_is_not_sure_is_not_named() {
    let message = |index| outer(index, &inner("video pixel count", "must be less than or equal to 927408", "r2v"));
    let pointer = |message: &str, counts| explain_upstream(message, counts).unwrap().pointer;
    assert_eq!(pointer(&message(1), None), None);
    assert_eq!(pointer(&message(1), Some(Counts::new(1, 1, 0))), None);
    assert_eq!(pointer(&message(0), Some(Counts::new(1, 1, 0))), None);
    assert_eq!(pointer(&message(9), Some(Counts::new(1, 1, 0))), None);
    let bare = inner("video pixel count", "must be less than or equal to 927408", "r2v");
    assert_eq!(pointer(&bare, Some(Counts::new(1, 1, 0))).as_deref(), Some("/video_urls/0"));
    assert_eq!(pointer(&bare, Some(Counts::new(1, 2, 0))), None);
    let without_prompt = Counts { prompt: false, ..Counts::new(0, 1, 0) };
    assert_eq!(pointer(&message(0), Some(without_prompt)).as_deref(), Some("/video_urls/0"));
    assert_eq!(Counts::new(0, 0, 0).pointer_at(0).as_deref(), Some("/prompt"));
}

#[test]
fn what_is_not_known_is_unknown() {
    for message in [
        "",
        "Bad gateway",
        "The request failed because the input image 'content[2]' may contain real person.",
        "The parameter `size` specified in the request is not valid: image size must be at least 3686400 pixels.",
        "The parameter `content[1].image_url.url` specified in the request is not valid: the asset is not found",
        "the parameter seed specified in the request is not valid for model seedance-2-0 in t2v",
        "InvalidParameter.TaskTypeMismatch",
        "the limit specified in the request must be greater than the others",
    ] {
        assert_eq!(explain_upstream(message, Some(Counts::new(9, 3, 3))), None, "{message}");
    }
}

#[test]
fn help_fits_the_end_that_was_missed() {
    let help = |verdict: &str| {
        explain_upstream(&inner("video duration (seconds)", verdict, "r2v"), None).unwrap().help().into_owned()
    };
    assert_eq!(help("must be less than or equal to 15.2"), "Trim it; picture and sound both.");
    assert_eq!(help("must be greater than or equal to 1.8"), "Take a longer clip, or slow it down.");
}

#[test]
fn help_without_a_bound_takes_the_references() {
    let help = |message: &str| explain_upstream(message, None).unwrap().help().into_owned();
    assert_eq!(help("InvalidParameter.WidthTooSmall"), "Scale it up, or take a larger original.");
    assert_eq!(help("InvalidParameter.WidthTooLarge"), "Scale it down, keeping its ratio.");
    assert!(help("InvalidParameter.UnsupportedImageFormat").contains("jpeg, png, webp"));
    assert!(help("InvalidParameter.UnsupportedFormat").contains("jpeg, png, webp, mp4, mov, wav, mp3"));
    assert!(help("InvalidParameter.FpsTooLow").contains("24"));
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,80}", parts in prop::collection::vec(prop::sample::select(PARTS), 0..12), counts: Option<(u8, u8, u8)>) {
        let counts = counts.map(|(images, videos, audios)| Counts::new(images.into(), videos.into(), audios.into()));
        for message in [text.clone(), parts.concat(), format!("{}{text}", parts.concat())] {
            if let Some(found) = explain_upstream(&message, counts) {
                found.help();
                prop_assert!(found.rule.contains('/'));
            }
        }
    }
}

const PARTS: &[&str] = &[
    "the parameter ",
    "content[",
    "1",
    "]",
    " specified in the request ",
    "is not valid",
    "must be ",
    "less than or equal to ",
    "between ",
    " and ",
    "15.2",
    "99999999999999999999",
    "1.",
    ",",
    " for model ",
    " in ",
    "r2v",
    "InvalidParameter.",
    "WidthTooSmall",
    "video ",
    "duration",
    "expected the ",
    " to be ",
    "received ",
    "\\n",
    "\"",
    "é",
    " must be",
    "\u{3000}",
];
