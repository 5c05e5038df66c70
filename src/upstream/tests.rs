use proptest::prelude::*;

use super::*;
use crate::model::Rational;
use crate::rules;

mod families;
mod near;
mod services;

const MODEL: &str = "dreamina-seedance-2-0";

/// The inner sentence about `quantity`, as the underlying model writes it.
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
            5,
            "audio duration (seconds)",
            "must be greater than or equal to 1.8",
            "audio/duration-out-of-range",
            "/audio_urls/0",
            at_least(9, 5),
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
        let found = explain_upstream(&outer(index, &inner(quantity, verdict, "r2v")), Some(counts));
        assert_eq!((found.rule, found.pointer.as_deref(), found.bound), (Some(rule), Some(pointer), bound));
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
        let bare = inner(quantity, verdict, "t2v");
        let wrapped = format!("The parameter `content` specified in the request is not valid: {bare}");
        for message in [bare, wrapped] {
            let found = explain_upstream(&message, None);
            assert_eq!(
                (found.class, found.rule, found.pointer.as_deref()),
                (RefusalClass::Bound, Some(rule), Some(pointer)),
                "{message}"
            );
        }
    }
}

#[test]
fn the_text_around_a_sentence_does_not_matter() {
    let message = outer(3, &inner("video duration (seconds)", "must be less than or equal to 15.2", "r2v"));
    let wanted = explain_upstream(&message, Some(Counts::new(0, 3, 0)));
    assert_eq!(wanted.pointer.as_deref(), Some("/video_urls/2"));
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
fn a_place_that_is_not_certain_is_not_named() {
    let message = |index| outer(index, &inner("video pixel count", "must be less than or equal to 927408", "r2v"));
    let pointer = |message: &str, counts| explain_upstream(message, counts).pointer;
    assert_eq!(pointer(&message(1), None), None);
    assert_eq!(pointer(&message(1), Some(Counts::new(1, 1, 0))), None);
    assert_eq!(pointer(&message(0), Some(Counts::new(1, 1, 0))), None);
    assert_eq!(pointer(&message(9), Some(Counts::new(1, 1, 0))), None);
    let bare = inner("video pixel count", "must be less than or equal to 927408", "r2v");
    assert_eq!(pointer(&bare, Some(Counts::new(1, 1, 0))).as_deref(), Some("/video_urls/0"));
    assert_eq!(pointer(&bare, Some(Counts::new(1, 2, 0))), None);
    let without_prompt = Counts { prompt: false, ..Counts::new(0, 1, 0) };
    assert_eq!(pointer(&message(0), Some(without_prompt)).as_deref(), Some("/video_urls/0"));
}

#[test]
fn help_fits_the_end_that_was_missed() {
    let help = |message: &str| explain_upstream(message, None).help();
    let of_rule = |rule: &str, verdict: &str| help(&inner(rule, verdict, "r2v"));
    let long = of_rule("video duration (seconds)", "must be less than or equal to 15.2");
    let short = of_rule("video duration (seconds)", "must be greater than or equal to 1.8");
    assert_ne!(long, short);
    let both = help("video duration must be between 2 and 15");
    assert!(both.contains(&*long) && both.contains(&*short), "{both}");
    assert!(help("InvalidParameter.UnsupportedImageFormat").contains("jpeg, png or webp"));
    assert!(help("InvalidParameter.UnsupportedFormat").contains("jpeg, png, webp, mp4, mov, wav or mp3"));
}

#[test]
fn every_limit_has_its_rule() {
    use super::limit::LimitOf;
    for limit in [
        LimitOf::ImageAspect,
        LimitOf::ImageSide,
        LimitOf::ImageCount,
        LimitOf::VideoAspect,
        LimitOf::VideoSide,
        LimitOf::VideoPixels,
        LimitOf::VideoDuration,
        LimitOf::VideoFps,
        LimitOf::VideoCodec,
        LimitOf::VideoCount,
        LimitOf::VideoTotal,
        LimitOf::AudioDuration,
        LimitOf::AudioCodec,
        LimitOf::AudioCount,
        LimitOf::AudioTotal,
        LimitOf::Format(None),
        LimitOf::FileSize,
        LimitOf::Body,
        LimitOf::Duration,
        LimitOf::Prompt,
        LimitOf::Quality,
        LimitOf::AspectRatio,
    ] {
        assert!(rules::by_id(limit.rule()).is_some(), "{limit:?}");
        assert!(limit.other_rule().is_none_or(|rule| rules::by_id(rule).is_some()), "{limit:?}");
    }
    for family in family::FILTERS.iter().chain(&family::CONTENT).chain(&account::ACCOUNT) {
        let rules_of = [family.rule, family.or_rule];
        assert!(rules_of.into_iter().flatten().all(|rule| rules::by_id(rule).is_some()));
        assert!(!family.help.is_empty());
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,80}", parts in prop::collection::vec(prop::sample::select(PARTS), 0..12), counts: Option<(u8, u8, u8)>) {
        let counts = counts.map(|(images, videos, audios)| Counts::new(images.into(), videos.into(), audios.into()));
        for message in [text.clone(), parts.concat(), format!("{}{text}", parts.concat())] {
            let found = explain_upstream(&message, counts);
            prop_assert!(!found.help().is_empty());
            prop_assert!(found.rule.is_none_or(|rule| rules::by_id(rule).is_some()));
            prop_assert!(found.is_known() || found.rule.is_none());
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
    "200x500",
    "时长",
    "短于",
    "在",
    "到",
    "@image1",
    " got ",
    "param:",
    "x",
    "×",
    "图",
    "[",
    "~",
    "-",
    " is not supported",
    " is required",
];
