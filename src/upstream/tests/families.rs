//! Refusals of every family, and what each means.

use super::super::*;

/// Message; images, videos and audios of the request; class; rule, or `-`; pointer, or `-`; direction, or `-`; again.
pub(super) type Row = (&'static str, [usize; 3], &'static str, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    // Limits by code.
    ("InvalidParameter.WidthTooSmall: Width must be between 300px and 6000px.", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("code=InvalidParameter.AspectRatioTooSmall Aspect ratio must bebetween 0.4 and 2.5.", [0, 1, 0], "bound", "video/aspect-out-of-range", "/video_urls/0", "low", "no"),
    ("content[2]: InvalidParameter.DurationTooShort", [1, 1, 1], "bound", "video/duration-out-of-range", "/video_urls/0", "low", "no"),
    ("content[3]: InvalidParameter.DurationTooShort", [1, 1, 1], "bound", "audio/duration-out-of-range", "/audio_urls/0", "low", "no"),
    ("InvalidParameter.AudioDurationTooLong", [1, 0, 1], "bound", "audio/duration-out-of-range", "/audio_urls/0", "high", "no"),
    ("InvalidParameter.FpsTooLow - Frame rate is too low", [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "low", "no"),
    ("InvalidParameter.FileSizeTooLarge", [1, 1, 0], "bound", "media/too-large", "-", "high", "no"),
    ("InvalidParameter.UnsupportedVideoFormat", [0, 1, 0], "bound", "media/format-not-accepted", "/video_urls/0", "-", "no"),
    ("InvalidParameter.TooManyImages", [10, 0, 0], "bound", "request/too-many-images", "/image_urls", "high", "no"),
    // Limits in words, with the value that was found.
    ("expected the height to be between 300px and 6000px, but received a 400x200px image instead", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("error: expected the width to be at least 300px, but received a 280x602px image instead", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("video duration must be between 2 and 15 seconds, got 1.2", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "low", "no"),
    ("video frame rate must be in [24, 60] FPS, got 144", [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "high", "no"),
    ("image file size exceeds the limit: 31457280", [1, 1, 0], "bound", "media/too-large", "/image_urls/0", "high", "no"),
    ("https://cdn.example.com/voice.mp3 duration should be at least 2s, got 0.9s", [0, 0, 1], "bound", "audio/duration-out-of-range", "/audio_urls/0", "low", "no"),
    ("视频时长超过 15 秒：实际 21", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "high", "no"),
    ("图片宽度不能小于 300", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("视频帧率必须在 24 到 60 之间，实际 12", [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "low", "no"),
    ("当前分辨率 1080p 不支持", [0, 0, 0], "bound", "request/quality-not-accepted", "/quality", "-", "no"),
    ("Reference material @Video2 could not be prepared: duration must be between 2 and 15", [0, 2, 0], "bound", "video/duration-out-of-range", "/video_urls/1", "both", "no"),
    // Fields, by `param` too.
    (r#"{"error":{"message":"Invalid value","param":"aspect_ratio"}}"#, [0, 0, 0], "bound", "request/aspect-ratio-not-accepted", "/aspect_ratio", "-", "no"),
    ("duration must be between 4 and 15 seconds", [0, 0, 0], "bound", "request/duration-out-of-range", "/duration", "both", "no"),
    ("model is required", [0, 0, 0], "bound", "request/field-missing", "/model", "-", "no"),
    ("Payload Too Large", [1, 0, 0], "bound", "request/body-too-large", "-", "high", "no"),
    // Media as a whole.
    ("Failed to download image from url", [2, 0, 0], "fetch", "fetch/failed", "-", "-", "later"),
    ("The parameter `content[2].video_url` specified in the request is not valid: timeout while fetching resource", [1, 1, 0], "fetch", "fetch/failed", "/video_urls/0", "-", "later"),
    ("图片下载失败", [1, 1, 0], "fetch", "fetch/failed", "/image_urls/0", "-", "later"),
    ("reference_image must be provided as a web url", [1, 0, 0], "inline", "request/inline-media", "/image_urls/0", "-", "no"),
    ("base64 is not supported for video", [1, 1, 0], "inline", "request/inline-media", "/video_urls/0", "-", "no"),
    ("The parameter `content[2].video_url.url` is not valid: the specified asset is not a video", [1, 1, 0], "kind", "media/wrong-kind", "/video_urls/0", "-", "no"),
    // Models, parameters, modes.
    ("model_not_found: no available channel for model seedance-9", [0, 0, 0], "model", "request/model-not-accepted", "/model", "-", "no"),
    ("InvalidParameter: camera_fixed is not supported for model seedance-2-0 in r2v", [1, 0, 0], "parameter", "request/unknown-field", "-", "-", "no"),
    ("the parameter seed specified in the request is not valid for model seedance-2-0 in t2v", [0, 0, 0], "parameter", "request/unknown-field", "-", "-", "no"),
    ("Unknown parameter: negative_prompt", [0, 0, 0], "parameter", "request/unknown-field", "-", "-", "no"),
    ("InvalidParameter.TaskTypeMismatch", [1, 0, 0], "mode", "-", "-", "-", "no"),
    ("first/last frame content cannot be mixed with reference media content", [2, 1, 0], "mode", "-", "-", "-", "no"),
    ("TaskTypeConstraint: The parameter ratio specified in the request is not valid. The output ratio follows the first-frame image", [1, 0, 0], "mode", "request/aspect-ratio-not-accepted", "/aspect_ratio", "-", "no"),
    // Filters.
    ("InputTextSensitiveContentDetected: the input text may contain sensitive information", [0, 0, 0], "moderation", "-", "/prompt", "-", "no"),
    ("The request failed because the input image 'content[2]' may contain sensitive information", [2, 0, 0], "moderation", "-", "/image_urls/1", "-", "no"),
    ("OutputImageSensitiveContentDetected", [1, 0, 0], "moderation", "-", "-", "-", "no"),
    ("内容违规，请修改提示词", [0, 0, 0], "moderation", "-", "-", "-", "no"),
    ("InputImageSensitiveContentDetected.PrivacyInformation", [1, 0, 0], "person", "-", "/image_urls/0", "-", "no"),
    ("the output audio may be related to copyright restrictions", [1, 0, 0], "copyright", "-", "-", "-", "no"),
    // Account and service.
    (r#"{"error":{"code":402,"message":"insufficient quota","type":"insufficient_quota"}}"#, [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("账户余额不足", [0, 0, 0], "quota", "-", "-", "-", "no"),
    (r#"{"error":{"code":"model_access_denied","message":"No access","type":"permission_error"}}"#, [0, 0, 0], "rights", "-", "-", "-", "no"),
    ("Your account has not activated the model", [0, 0, 0], "rights", "-", "-", "-", "no"),
    ("ModelAccountRpmRateLimitExceeded", [0, 0, 0], "rate", "-", "-", "-", "later"),
    ("请求过于频繁", [0, 0, 0], "rate", "-", "-", "-", "later"),
    (r#"{"status":"failed","error":{"code":"service_error","message":"Service error"}}"#, [0, 0, 0], "service", "-", "-", "-", "later"),
    ("Bad gateway", [0, 0, 0], "service", "-", "-", "-", "later"),
    // Codes that say what to do, but not what was wrong.
    (r#"{"status":"failed","error":{"code":"image_dimension_mismatch"}}"#, [2, 0, 0], "unknown", "-", "-", "-", "no"),
    ("generation_failed_no_content", [0, 0, 0], "unknown", "-", "-", "-", "no"),
    ("request_cancelled", [0, 0, 0], "unknown", "-", "-", "-", "yes"),
    // Unknown.
    ("", [0, 0, 0], "unknown", "-", "-", "-", "-"),
    ("fail_to_fetch_task", [1, 0, 0], "unknown", "-", "-", "-", "-"),
    ("Something went wrong with the video of 15 seconds", [0, 1, 0], "unknown", "-", "-", "-", "-"),
    ("the limit specified in the request must be greater than the others", [0, 0, 0], "unknown", "-", "-", "-", "-"),
];

#[test]
fn each_refusal_is_distinguished() {
    assert_read(TABLE);
}

/// Asserts that each message is read as its row says.
pub(super) fn assert_read(table: &[Row]) {
    let wrong: Vec<_> = table
        .iter()
        .filter_map(|&(message, [images, videos, audios], class, rule, pointer, direction, again)| {
            let found = explain_upstream(message, Some(Counts::new(images, videos, audios)));
            let got = (
                found.class.name(),
                found.rule.unwrap_or("-"),
                found.pointer.as_deref().unwrap_or("-").to_owned(),
                found.direction.map_or("-", Direction::name),
                found.again.map_or("-", Again::name),
            );
            let wanted = (class, rule, pointer.to_owned(), direction, again);
            (got != wanted).then(|| format!("{message}\n    wanted {wanted:?}\n    got    {got:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
