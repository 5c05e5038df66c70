//! Refusals whose words are near to those of other refusals.

use super::super::explain_upstream;
use super::families::{Row, assert_read};

#[rustfmt::skip]
const TABLE: &[Row] = &[
    // What is asked for is not what was found.
    ("音频总时长需小于等于15秒，当前 16.2 秒", [1, 0, 1], "bound", "request/audio-total-duration", "/audio_urls", "high", "no"),
    ("视频时长必须大于等于2秒", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "low", "no"),
    ("视频时长小于2秒", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "low", "no"),
    ("请确保视频时长大于2秒", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "low", "no"),
    ("视频时长不应小于2秒", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "low", "no"),
    ("图片大小应小于30MB", [1, 0, 0], "bound", "media/too-large", "/image_urls/0", "high", "no"),
    ("图片大小需要小于30MB，实际为 41MB", [1, 0, 0], "bound", "media/too-large", "/image_urls/0", "high", "no"),
    ("视频帧率应大于等于24", [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "low", "no"),
    ("图片宽度必须大于等于300像素", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("image width must be larger than 300px", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("video duration should be longer than 2 seconds", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "low", "no"),
    ("frame rate must be higher than 24", [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "low", "no"),
    ("Video frame rate must be above 24", [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "low", "no"),
    ("image size must be smaller than 30MB", [1, 0, 0], "bound", "media/too-large", "/image_urls/0", "high", "no"),
    ("Audio duration must be shorter than 15 seconds", [1, 0, 1], "bound", "audio/duration-out-of-range", "/audio_urls/0", "high", "no"),
    ("video frame rate must be below 60 fps", [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "high", "no"),
    ("The image is smaller than 300 pixels in width", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("Please make sure the video duration is less than 15 seconds", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "high", "no"),
    ("fps must be >= 24", [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "low", "no"),
    (r#"fps must be \u003e= 24"#, [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "low", "no"),
    ("aspect ratio must be <= 2.5, got 2.8", [1, 0, 0], "bound", "image/aspect-out-of-range", "/image_urls/0", "high", "no"),
    ("视频宽高比需≤2.5", [0, 1, 0], "bound", "video/aspect-out-of-range", "/video_urls/0", "high", "no"),
    ("image width ≥ 300 is required", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("Video file must be under 50MB", [0, 1, 0], "bound", "media/too-large", "/video_urls/0", "high", "no"),
    ("Image must be larger than 300px", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("The video must not be longer than 15 seconds", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "high", "no"),
    ("video fps must be >= 24 and <= 60", [0, 1, 0], "bound", "video/fps-out-of-range", "/video_urls/0", "both", "no"),
    ("图片宽度不能小于300，不能大于6000，实际为 280", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("Generation of the video took longer than 600 seconds", [0, 1, 0], "unknown", "-", "-", "-", "-"),
    // A value without an owner and a bound is the request's own.
    ("the parameter duration specified in the request must be one of 5, 10 for model seedance-2-0 in t2v", [0, 0, 0], "bound", "request/duration-out-of-range", "/duration", "both", "no"),
    ("Invalid duration", [0, 1, 0], "bound", "request/duration-out-of-range", "/duration", "both", "no"),
    ("Unsupported duration: 3", [0, 0, 0], "bound", "request/duration-out-of-range", "/duration", "both", "no"),
    ("Invalid type for 'duration': expected an integer, but got a string instead.", [0, 0, 0], "bound", "request/field-type", "/duration", "-", "no"),
    ("the parameter duration specified in the request must be an integer", [0, 0, 0], "bound", "request/field-type", "/duration", "-", "no"),
    ("Invalid aspect_ratio", [0, 0, 0], "bound", "request/aspect-ratio-not-accepted", "/aspect_ratio", "-", "no"),
    ("aspect_ratio is not within the range of allowed options", [1, 0, 0], "bound", "request/aspect-ratio-not-accepted", "/aspect_ratio", "-", "no"),
    ("参数 ratio 不合法", [0, 0, 0], "bound", "request/aspect-ratio-not-accepted", "/aspect_ratio", "-", "no"),
    ("Unsupported aspect ratio", [0, 0, 0], "bound", "request/aspect-ratio-not-accepted", "/aspect_ratio", "-", "no"),
    ("InvalidParameter.UnsupportedAspectRatio", [0, 0, 0], "bound", "request/aspect-ratio-not-accepted", "/aspect_ratio", "-", "no"),
    ("InvalidParameter.UnsupportedDuration", [0, 0, 0], "bound", "request/duration-out-of-range", "/duration", "both", "no"),
    ("InvalidParameter.UnsupportedResolution", [0, 0, 0], "bound", "request/quality-not-accepted", "/quality", "-", "no"),
    ("duration 20 is not supported by seedance-2.0-text-to-video", [0, 0, 0], "bound", "request/duration-out-of-range", "/duration", "both", "no"),
    ("content[1]: InvalidParameter.UnsupportedAspectRatio", [1, 0, 0], "bound", "image/aspect-out-of-range", "/image_urls/0", "both", "no"),
    ("素材时长不符合要求", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "both", "no"),
    ("Invalid value for 'seconds': 20. Supported values are 4-15", [0, 0, 0], "bound", "request/duration-out-of-range", "/duration", "high", "no"),
    ("The parameter `duration` specified in the request is not valid: expected an integer between 4 and 15, got 20", [0, 0, 0], "bound", "request/duration-out-of-range", "/duration", "high", "no"),
    ("The parameter `ratio` is not supported with first frame; use adaptive", [1, 0, 0], "mode", "request/aspect-ratio-not-accepted", "/aspect_ratio", "-", "no"),
    // Codes that name a kind and an end.
    ("InvalidParameter.VideoTooLong", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "high", "no"),
    ("InvalidParameter.AudioTooShort", [1, 0, 1], "bound", "audio/duration-out-of-range", "/audio_urls/0", "low", "no"),
    ("InvalidParameter.ImageTooSmall", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("InvalidParameter.ImageTooLarge", [1, 0, 0], "bound", "media/too-large", "/image_urls/0", "high", "no"),
    // Quota outweighs the status 429.
    (r#"{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota"}}"#, [0, 0, 0], "quota", "-", "-", "-", "no"),
    (r#"{"code":429,"message":"insufficient balance"}"#, [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("status_code=429, AccountOverdueError: The request failed because your account has an overdue balance", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("status_code=429, SetLimitExceeded: Your account has reached the set inference limit for the model", [0, 0, 0], "quota", "-", "-", "-", "no"),
    (r#"{"error":{"code":429,"message":"Please wait"}}"#, [0, 0, 0], "rate", "-", "-", "-", "later"),
    ("Account balance not enough", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("Credits are not enough", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("You don't have enough credits", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("Not enough credits for this video", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("Out of credits", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("You have run out of credits", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("insufficient account balance", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("User is locked. Reason: Exhausted balance.", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("Monthly spend limit reached", [0, 0, 0], "quota", "-", "-", "-", "no"),
    // Parameters, and keys of others.
    ("the parameter draft specified in the request is not supported for model seedance-2-0 in t2v", [0, 0, 0], "parameter", "request/unknown-field", "-", "-", "no"),
    ("the parameter service_tier specified in the request is not supported for model seedance-2-0 in t2v", [0, 0, 0], "parameter", "request/unknown-field", "-", "-", "no"),
    ("the parameter camera_fixed specified in the request is not supported for model seedance-2-0 in r2v", [1, 0, 0], "parameter", "request/unknown-field", "-", "-", "no"),
    ("the parameter generate_audio specified in the request is not supported for model seedance-2-0 in t2v", [0, 0, 0], "parameter", "request/field-not-for-model", "/generate_audio", "-", "no"),
    (r#"{"detail":[{"type":"extra_forbidden","loc":["body","resolution"],"msg":"Extra inputs are not permitted"}]}"#, [0, 0, 0], "parameter", "request/unknown-field", "-", "-", "no"),
    ("Unknown parameter: ratio", [0, 0, 0], "parameter", "request/unknown-field", "-", "-", "no"),
    // Answers in ASCII, and in traditional characters.
    (r#"{"msg":"\u4f59\u989d\u4e0d\u8db3"}"#, [0, 0, 0], "quota", "-", "-", "-", "no"),
    (r#"{"error":"{\"message\":\"\\u4f59\\u989d\\u4e0d\\u8db3\"}"}"#, [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("餘額不足", [0, 0, 0], "quota", "-", "-", "-", "no"),
    ("請求過於頻繁，請稍後再試", [0, 0, 0], "rate", "-", "-", "-", "later"),
    ("圖片下載失敗", [1, 1, 0], "fetch", "fetch/failed", "/image_urls/0", "-", "later"),
    ("影片時長超過 15 秒", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "high", "no"),
    // How many there may be.
    ("最多支持3个参考视频", [0, 4, 0], "bound", "request/too-many-videos", "/video_urls", "high", "no"),
    ("最多可上传9张图片", [10, 0, 0], "bound", "request/too-many-images", "/image_urls", "high", "no"),
    ("仅支持上传3段音频", [1, 0, 4], "bound", "request/too-many-audios", "/audio_urls", "high", "no"),
    ("max 9 images allowed", [10, 0, 0], "bound", "request/too-many-images", "/image_urls", "high", "no"),
    ("Maximum 3 videos allowed", [0, 4, 0], "bound", "request/too-many-videos", "/video_urls", "high", "no"),
    ("Maximum 30 MB per image exceeded: file size", [1, 0, 0], "bound", "media/too-large", "/image_urls/0", "high", "no"),
    // Audio without other media.
    ("At least one image or video is required when audio is provided", [0, 0, 1], "mode", "request/audio-alone", "/audio_urls", "-", "no"),
    ("reference_audio must be used with reference_image or reference_video", [0, 0, 1], "mode", "request/audio-alone", "/audio_urls", "-", "no"),
    ("不能单独输入音频，请同时提供图片或视频", [0, 0, 1], "mode", "request/audio-alone", "/audio_urls", "-", "no"),
    ("音频时长至少 2 秒", [1, 0, 1], "bound", "audio/duration-out-of-range", "/audio_urls/0", "low", "no"),
    ("pure audio reference is not supported", [0, 0, 1], "mode", "request/audio-alone", "/audio_urls", "-", "no"),
    ("duration parameter is required", [0, 0, 0], "bound", "request/field-missing", "/duration", "-", "no"),
    // Media that were not fetched.
    ("获取图片失败: timeout", [1, 0, 0], "fetch", "fetch/failed", "/image_urls/0", "-", "later"),
    ("获取图片超时", [1, 0, 0], "fetch", "fetch/failed", "/image_urls/0", "-", "later"),
    ("image fetch timeout", [1, 0, 0], "fetch", "fetch/failed", "/image_urls/0", "-", "later"),
    ("The parameter `content[1].image_url` specified in the request is not valid: resource not found", [1, 0, 0], "fetch", "fetch/failed", "/image_urls/0", "-", "later"),
    ("图片链接无效", [1, 0, 0], "fetch", "fetch/failed", "/image_urls/0", "-", "later"),
    ("无法获取图片", [1, 0, 0], "fetch", "fetch/failed", "/image_urls/0", "-", "later"),
    ("The image URL has expired", [1, 0, 0], "fetch", "fetch/failed", "/image_urls/0", "-", "later"),
    // Advice is not what was refused.
    ("The input video violates our content policy; change the prompt", [1, 1, 0], "moderation", "-", "/video_urls/0", "-", "no"),
    ("Content policy violation. Please modify the prompt", [0, 0, 0], "moderation", "-", "-", "-", "no"),
    (r#"{"error":{"code":"content_policy_violation","message":"Content policy violation","fallback_suggestion":"Use a prompt that is less explicit: the prompt matters"}}"#, [0, 0, 0], "moderation", "-", "-", "-", "no"),
    ("The prompt violates our content policy. Please change the prompt", [0, 0, 0], "moderation", "-", "/prompt", "-", "no"),
    ("提示词包含敏感词，请修改提示词", [0, 0, 0], "moderation", "-", "/prompt", "-", "no"),
    // Words of filters that mean something else, and filters with few words.
    ("Request violates JSON schema", [0, 0, 0], "unknown", "-", "-", "-", "-"),
    ("Model name is case sensitive", [0, 0, 0], "unknown", "-", "-", "-", "-"),
    ("Names with an asterisk", [0, 0, 0], "unknown", "-", "-", "-", "-"),
    ("Generation failed: SAFETY.INPUT.TEXT", [0, 0, 0], "moderation", "-", "-", "-", "no"),
    ("内容安全检测未通过", [0, 0, 0], "moderation", "-", "-", "-", "no"),
    ("DataInspectionFailed", [0, 0, 0], "moderation", "-", "-", "-", "no"),
    ("PostImgRiskNotPass", [0, 0, 0], "moderation", "-", "-", "-", "no"),
    // Models, modes, accounts, tasks.
    ("InvalidParameter: model seedance-3.0 is not supported", [0, 0, 0], "model", "request/model-not-accepted", "/model", "-", "no"),
    ("model: value is not a valid enumeration member; permitted: 'seedance-2.0-text-to-video'", [0, 0, 0], "model", "request/model-not-accepted", "/model", "-", "no"),
    ("首尾帧不能与参考素材同时使用", [2, 1, 0], "mode", "-", "-", "-", "no"),
    ("reference_image cannot be used with first_frame", [2, 0, 0], "mode", "-", "-", "-", "no"),
    ("RPM limit exceeded", [0, 0, 0], "rate", "-", "-", "-", "later"),
    ("QPS limit exceeded", [0, 0, 0], "rate", "-", "-", "-", "later"),
    ("Missing Authorization header", [0, 0, 0], "rights", "-", "-", "-", "no"),
    ("Invalid API-key provided.", [0, 0, 0], "rights", "-", "-", "-", "no"),
    ("Task not exist", [0, 0, 0], "unknown", "-", "-", "-", "no"),
    ("The text length cannot exceed the maximum limit", [0, 0, 0], "bound", "request/prompt-too-long", "/prompt", "high", "no"),
    // What the request does not have is not refused.
    ("InvalidParameter.WidthTooSmall", [1, 0, 0], "bound", "image/side-out-of-range", "/image_urls/0", "low", "no"),
    ("InvalidParameter.DurationTooShort", [0, 1, 0], "bound", "video/duration-out-of-range", "/video_urls/0", "low", "no"),
    ("InvalidParameter.DurationTooShort", [1, 0, 1], "bound", "audio/duration-out-of-range", "/audio_urls/0", "low", "no"),
    ("InvalidParameter.FileSizeTooLarge", [0, 0, 1], "bound", "media/too-large", "/audio_urls/0", "high", "no"),
    ("InvalidParameter.WidthTooSmall", [1, 1, 0], "bound", "image/side-out-of-range", "-", "low", "no"),
];

#[test]
fn near_refusals_are_distinguished() {
    assert_read(TABLE);
}

#[test]
fn codecs_are_named() {
    assert!(explain_upstream("video codec not supported: av1", None).help().contains("h264"));
}
