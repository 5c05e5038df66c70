//! For each rule, a request that breaks it and nothing else, and one as near as possible that passes.

use serde_json::{Value, json};

/// What the one finding says: pointer, severity, actual, expected. `undecided` in place of a severity is the outcome.
pub(crate) type Said = (&'static str, &'static str, Value, Value);

/// A rule, what breaks it, what is said, and what passes.
pub(crate) type Row = (&'static str, String, Said, String);

const CAT: &str = "A cat plays the piano.";

/// A text-to-video request with these fields besides, or in place of, the needed ones.
pub(crate) fn text(fields: Value) -> String {
    request("seedance-2.0-text-to-video", json!({}), fields)
}

/// An image-to-video request whose frame is of the default ratio.
pub(crate) fn image(fields: Value) -> String {
    request("seedance-2.0-image-to-video", json!({"image_urls": ["https://m.example/1280x720.png"]}), fields)
}

/// A reference-to-video request with one reference.
pub(crate) fn reference(fields: Value) -> String {
    request("seedance-2.0-reference-to-video", json!({"image_urls": ["https://m.example/1280x720.png"]}), fields)
}

/// `null` leaves a field out.
fn request(model: &str, media: Value, fields: Value) -> String {
    let mut request = json!({"model": model, "prompt": CAT});
    let object = request.as_object_mut().unwrap();
    for (key, value) in media.as_object().unwrap().iter().chain(fields.as_object().unwrap()) {
        match value {
            Value::Null => object.remove(key),
            _ => object.insert(key.clone(), value.clone()),
        };
    }
    request.to_string()
}

/// That many URLs of this kind.
fn urls(count: usize, name: &str, extension: &str) -> Value {
    (0..count).map(|index| json!(format!("https://m.example/{name}-{index}.{extension}"))).collect()
}

fn m(names: &[&str]) -> Value {
    names.iter().map(|name| json!(format!("https://m.example/{name}"))).collect()
}

fn raw(text: &str) -> String {
    text.to_owned()
}

/// A text-to-video request that ends in this text, verbatim.
fn tail(text: &str) -> String {
    format!("{{\"model\":\"seedance-2.0-text-to-video\",\"prompt\":\"{CAT}\"{text}")
}

fn seconds(num: u64, den: u64) -> Value {
    let seconds = num as f64 / den as f64;
    json!({"ticks": num, "time_scale": den, "seconds": seconds})
}

fn models(modes: &[&str]) -> Value {
    let speeds = ["seedance-2.0", "seedance-2.0-fast"];
    let ids = speeds.iter().flat_map(|speed| modes.iter().map(move |mode| json!(format!("{speed}-{mode}-to-video"))));
    ids.collect()
}

pub(crate) fn rows() -> Vec<Row> {
    [shape(), values(), media(), totals(), addresses(), frames()].concat()
}

fn shape() -> Vec<Row> {
    let e = "error";
    let types = |pointer, actual: &str, expected: &str| (pointer, e, json!(actual), json!(expected));
    let keys = json!([
        "model",
        "prompt",
        "image_urls",
        "video_urls",
        "audio_urls",
        "duration",
        "quality",
        "aspect_ratio",
        "generate_audio",
        "model_params",
        "callback_url"
    ]);
    let missing = "request/field-missing";
    let wrong = "request/field-type";
    let unknown = "request/unknown-field";
    let not_for = "request/field-not-for-model";
    let cat = json!(CAT);
    vec![
        (missing, text(json!({"model": null})), ("/model", e, json!("model"), Value::Null), text(json!({}))),
        (missing, image(json!({"prompt": null})), ("/prompt", e, json!("prompt"), Value::Null), image(json!({}))),
        (wrong, text(json!({"prompt": [CAT]})), types("/prompt", "array", "string"), text(json!({"prompt": cat}))),
        (wrong, text(json!({"duration": "5"})), types("/duration", "string", "integer"), text(json!({"duration": 5}))),
        (wrong, tail(",\"duration\":5.0}"), types("/duration", "number", "integer"), tail(",\"duration\":5}")),
        (wrong, tail(",\"duration\":5e0}"), types("/duration", "number", "integer"), tail(",\"duration\" : 5 }")),
        (
            wrong,
            tail(",\"duration\":9223372036854775808}"),
            ("/duration", e, json!("9223372036854775808"), Value::Null),
            tail(",\"duration\":15}"),
        ),
        (
            wrong,
            text(json!({"generate_audio": "true"})),
            types("/generate_audio", "string", "boolean"),
            text(json!({"generate_audio": true})),
        ),
        (wrong, tail(",\"quality\":null}"), types("/quality", "null", "string"), tail("}")),
        (
            wrong,
            reference(json!({"image_urls": "https://m.example/1280x720.png"})),
            types("/image_urls", "string", "array"),
            reference(json!({"image_urls": ["https://m.example/1280x720.png"]})),
        ),
        (
            wrong,
            reference(json!({"image_urls": ["https://m.example/1280x720.png", {}]})),
            types("/image_urls/1", "object", "string"),
            reference(json!({"image_urls": m(&["1280x720.png", "720x1280.png"])})),
        ),
        (
            wrong,
            text(json!({"model_params": []})),
            types("/model_params", "array", "object"),
            text(json!({"model_params": {}})),
        ),
        (
            wrong,
            text(json!({"model_params": {"web_search": 1}})),
            types("/model_params/web_search", "integer", "boolean"),
            text(json!({"model_params": {"web_search": true}})),
        ),
        (wrong, raw("[]"), types("", "array", "object"), text(json!({}))),
        (
            wrong,
            tail(",\"duration\":4,\"duration\":5}"),
            ("/duration", e, json!("repeated"), json!("once")),
            tail(",\"duration\":5}"),
        ),
        (wrong, tail(",}"), ("", e, json!("trailing comma"), json!("no comma after the last member")), tail("}")),
        (wrong, tail("} // done"), ("", e, json!("trailing characters"), json!("no comments")), tail("}\n")),
        (
            not_for,
            text(json!({"image_urls": m(&["1280x720.png"])})),
            ("/image_urls", e, json!("image_urls"), {
                let Value::Array(mut ids) = models(&["image", "reference"]) else { unreachable!() };
                ids.sort_by_key(|id| id.as_str().unwrap().contains("fast"));
                Value::Array(ids)
            }),
            text(json!({"image_urls": []})),
        ),
        (
            not_for,
            image(json!({"video_urls": m(&["5.mp4"])})),
            ("/video_urls", e, json!("video_urls"), models(&["reference"])),
            image(json!({"video_urls": []})),
        ),
        (
            not_for,
            image(json!({"audio_urls": m(&["5.mp3"])})),
            ("/audio_urls", e, json!("audio_urls"), models(&["reference"])),
            reference(json!({"audio_urls": m(&["5.mp3"])})),
        ),
        (
            not_for,
            reference(json!({"model_params": {"web_search": true}})),
            ("/model_params", e, json!("model_params"), models(&["text"])),
            text(json!({"model_params": {"web_search": true}})),
        ),
        (
            unknown,
            text(json!({"resolution": "480p"})),
            ("/resolution", e, json!("resolution"), json!(["quality"])),
            text(json!({"quality": "480p"})),
        ),
        (
            unknown,
            tail(",\"webhook\":null}"),
            ("/webhook", "warning", json!("webhook"), json!(["callback_url"])),
            tail("}"),
        ),
        (unknown, text(json!({"seed": 1})), ("/seed", "warning", json!("seed"), keys.clone()), text(json!({}))),
        (
            unknown,
            text(json!({"content_filter": false})),
            ("/content_filter", "warning", json!("content_filter"), keys.clone()),
            text(json!({})),
        ),
        (unknown, text(json!({"a/b~": {}})), ("/a~1b~0", "warning", json!("a/b~"), keys), text(json!({}))),
        (
            unknown,
            text(json!({"model_params": {"webSearch": true}})),
            ("/model_params/webSearch", "warning", json!("webSearch"), json!(["web_search"])),
            text(json!({"model_params": {"web_search": true}})),
        ),
    ]
}

fn values() -> Vec<Row> {
    let e = "error";
    let w = "warning";
    let all = {
        let Value::Array(mut ids) = models(&["text", "image", "reference"]) else { unreachable!() };
        ids.sort_by_key(|id| id.as_str().unwrap().contains("fast"));
        Value::Array(ids)
    };
    let ratios = json!(["16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "adaptive"]);
    let long = "request/prompt-too-long";
    let names = "request/prompt-names-missing-asset";
    let duration = "request/duration-out-of-range";
    let quality = "request/quality-not-accepted";
    let range = json!({"min": 4, "max": 15});
    let id = |id: &str| text(json!({"model": id}));
    let prompt = |prompt: &str| text(json!({"prompt": prompt}));
    let named = |prompt: &str| reference(json!({"prompt": prompt, "audio_urls": m(&["5.mp3"])}));
    vec![
        (
            "request/model-not-accepted",
            id("seedance-2.0-Text-to-video"),
            ("/model", e, json!("seedance-2.0-Text-to-video"), all.clone()),
            id("seedance-2.0-text-to-video"),
        ),
        (
            "request/model-not-accepted",
            id("seedance-2.5-text-to-video"),
            ("/model", e, json!("seedance-2.5-text-to-video"), all),
            id("seedance-2.0-fast-text-to-video"),
        ),
        ("request/prompt-blank", prompt(" \u{3000}\n"), ("/prompt", e, json!(0), json!({"min": 1})), prompt(" x")),
        (long, prompt(&"猫".repeat(501)), ("/prompt", w, json!(501), json!({"max": 500})), prompt(&"猫".repeat(500))),
        (
            long,
            prompt(&"cat ".repeat(1001)),
            ("/prompt", w, json!(1001), json!({"max": 1000})),
            prompt(&"cat ".repeat(1000)),
        ),
        (names, named("As in image 2."), ("/prompt", w, json!("image 2"), json!(1)), named("As in image 1.")),
        (names, named("听@音频2"), ("/prompt", w, json!("audio 2"), json!(1)), named("听@音频1")),
        (names, named("Like video 1."), ("/prompt", w, json!("video 1"), json!(0)), named("Like video 4K.")),
        (
            duration,
            text(json!({"duration": 3})),
            ("/duration", e, json!(3), range.clone()),
            text(json!({"duration": 4})),
        ),
        (
            duration,
            text(json!({"duration": 16})),
            ("/duration", e, json!(16), range.clone()),
            text(json!({"duration": 15})),
        ),
        (duration, text(json!({"duration": -1})), ("/duration", e, json!(-1), range), text(json!({"duration": 8}))),
        (
            quality,
            text(json!({"quality": "1080p"})),
            ("/quality", e, json!("1080p"), json!(["480p", "720p"])),
            text(json!({"quality": "720p"})),
        ),
        (
            quality,
            text(json!({"quality": "720P"})),
            ("/quality", e, json!("720P"), json!(["480p", "720p"])),
            text(json!({"quality": "480p"})),
        ),
        (
            "request/aspect-ratio-not-accepted",
            text(json!({"aspect_ratio": "32:18"})),
            ("/aspect_ratio", e, json!("32:18"), ratios),
            text(json!({"aspect_ratio": "adaptive"})),
        ),
    ]
}

fn media() -> Vec<Row> {
    let e = "error";
    let images = |count| reference(json!({"image_urls": urls(count, "1280x720", "png")}));
    let videos = |count| reference(json!({"video_urls": urls(count, "3", "mp4")}));
    let audios = |count| reference(json!({"audio_urls": urls(count, "3", "mp3")}));
    let many = |audios| {
        let (images, videos) = (urls(9, "1280x720", "png"), urls(3, "3", "mp4"));
        reference(json!({"image_urls": images, "video_urls": videos, "audio_urls": urls(audios, "3", "mp3")}))
    };
    vec![
        (
            "request/too-few-images",
            image(json!({"image_urls": []})),
            ("/image_urls", e, json!(0), json!({"min": 1, "max": 2})),
            image(json!({})),
        ),
        (
            "request/too-few-images",
            image(json!({"image_urls": null})),
            ("/image_urls", e, json!(0), json!({"min": 1, "max": 2})),
            image(json!({})),
        ),
        (
            "request/too-many-images",
            image(json!({"image_urls": urls(3, "1280x720", "png")})),
            ("/image_urls", e, json!(3), json!({"min": 1, "max": 2})),
            image(json!({"image_urls": urls(2, "1280x720", "png")})),
        ),
        ("request/too-many-images", images(10), ("/image_urls", e, json!(10), json!({"min": 0, "max": 9})), images(9)),
        ("request/too-many-videos", videos(4), ("/video_urls", e, json!(4), json!({"min": 0, "max": 3})), videos(3)),
        ("request/too-many-audios", audios(4), ("/audio_urls", e, json!(4), json!({"min": 0, "max": 3})), audios(3)),
        (
            "request/audio-alone",
            reference(json!({"image_urls": [], "audio_urls": m(&["5.mp3"])})),
            ("/audio_urls", e, json!(0), json!({"min": 1})),
            reference(json!({"image_urls": [], "video_urls": m(&["5.mp4"]), "audio_urls": m(&["5.mp3"])})),
        ),
        (
            "request/no-reference",
            reference(json!({"image_urls": null})),
            ("/model", "warning", json!(0), json!({"min": 1})),
            reference(json!({})),
        ),
        ("request/many-assets", many(1), ("", "warning", json!(13), json!({"max": 12})), many(0)),
        (
            "media/duplicate",
            image(json!({"image_urls": m(&["1280x720-a=x.png", "1280x720-b=x.png"])})),
            ("/image_urls/1", "note", json!("/image_urls/0"), Value::Null),
            image(json!({"image_urls": m(&["1280x720-a=x.png", "1280x720-b=y.png"])})),
        ),
        (
            "media/duplicate",
            image(json!({"image_urls": m(&["1280x720.png", "1280x720.png"])})),
            ("/image_urls/1", "note", json!("/image_urls/0"), Value::Null),
            image(json!({"image_urls": m(&["1280x720.png", "1280x720-2.png"])})),
        ),
        (
            "fetch/failed",
            reference(json!({"image_urls": m(&["nobody-knows"])})),
            ("/image_urls/0", "undecided", Value::Null, Value::Null),
            reference(json!({"image_urls": m(&["400x401.png"])})),
        ),
        (
            "media/wrong-kind",
            reference(json!({"image_urls": m(&["5.mp4"])})),
            ("/image_urls/0", e, json!("video"), json!("image")),
            reference(json!({"video_urls": m(&["5.mp4"])})),
        ),
        (
            "image/side-out-of-range",
            reference(json!({"image_urls": m(&["1280x720.png", "299x301.png"])})),
            ("/image_urls/1", e, json!(299), json!({"min": 300, "max": 6000})),
            reference(json!({"image_urls": m(&["1280x720.png", "301x302.png"])})),
        ),
    ]
}

fn totals() -> Vec<Row> {
    let e = "error";
    let most = json!({"max": 15});
    let videos = |names: &[&str]| reference(json!({"video_urls": m(names)}));
    let audios = |names: &[&str]| reference(json!({"audio_urls": m(names)}));
    let rule = "request/video-total-duration";
    vec![
        (
            rule,
            videos(&["8.mp4", "7001_1000.mp4"]),
            ("/video_urls", e, seconds(15_001, 1000), most.clone()),
            videos(&["8.mp4", "7.mp4"]),
        ),
        (
            rule,
            videos(&["5.mp4", "15015_3003.mp4", "150151_30030.mp4"]),
            ("/video_urls", e, seconds(450_451, 30_030), most.clone()),
            videos(&["5.mp4", "15015_3003.mp4", "150150_30030.mp4"]),
        ),
        (
            rule,
            videos(&["111_10a.mp4", "4.mp4"]),
            ("/video_urls", "warning", seconds(151, 10), most.clone()),
            videos(&["11a.mp4", "4.mp4"]),
        ),
        // Past the observed band.
        (
            rule,
            videos(&["12a.mp4", "4.mp4"]),
            ("/video_urls", e, seconds(16, 1), most.clone()),
            videos(&["11a.mp4", "4.mp4"]),
        ),
        (
            "request/audio-total-duration",
            audios(&["5.mp3", "5-b.mp3", "6.mp3"]),
            ("/audio_urls", e, seconds(16, 1), most),
            audios(&["5.mp3", "5-b.mp3", "5-c.mp3"]),
        ),
    ]
}

fn addresses() -> Vec<Row> {
    let e = "error";
    let not_url = "request/media-url-not-accepted";
    let url = |url: &str| reference(json!({"image_urls": [url]}));
    let callback = |url: &str| text(json!({"callback_url": url}));
    let padded = |length: usize| callback(&format!("https://h.example/{}", "x".repeat(length - 18)));
    let good = || url("https://m.example/1280x720.png");
    let asset = "/image_urls/0";
    vec![
        (
            "request/inline-media",
            url("data:image/png;base64,iVBORw0KGgo="),
            (asset, e, json!("data URI"), json!("URL")),
            good(),
        ),
        ("request/inline-media", url(&"iVBORw0KGgoAAAAN".repeat(8)), (asset, e, json!("Base64"), json!("URL")), good()),
        (not_url, url("ftp://m.example/1280x720.png"), (asset, e, json!("ftp"), json!(["https", "http"])), good()),
        (
            not_url,
            url("https://192.168.0.1/1280x720.png"),
            (asset, e, json!("192.168.0.1, a private address"), Value::Null),
            url("https://192.169.0.1/1280x720.png"),
        ),
        (not_url, url("//m.example/1280x720.png"), (asset, e, json!("it has no scheme"), Value::Null), good()),
        (
            "request/media-url-not-https",
            url("http://m.example/1280x720.png"),
            (asset, "warning", json!("http"), json!("https")),
            good(),
        ),
        (
            "request/callback-not-https",
            callback("http://h.example/x"),
            ("/callback_url", e, json!("http"), json!("https")),
            callback("https://h.example/x"),
        ),
        (
            "request/callback-too-long",
            padded(2049),
            ("/callback_url", e, json!(2049), json!({"max": 2048})),
            padded(2048),
        ),
        (
            "request/callback-private-host",
            callback("https://172.16.0.1/x"),
            ("/callback_url", e, json!("172.16.0.1, a private address"), Value::Null),
            callback("https://172.15.255.255/x"),
        ),
        (
            "request/callback-private-host",
            callback("https://0x7f.1/x"),
            ("/callback_url", e, json!("127.0.0.1, a loopback address"), Value::Null),
            callback("https://8.8.8.8/x"),
        ),
        (
            "request/callback-not-a-url",
            callback("h.example/x"),
            ("/callback_url", e, json!("it has no scheme"), Value::Null),
            callback("https://h.example/x"),
        ),
    ]
}

fn frames() -> Vec<Row> {
    let frames = |names: &[&str], ratio: &str| image(json!({"image_urls": m(names), "aspect_ratio": ratio}));
    let w = "warning";
    let differ = "request/frames-differ-in-aspect";
    let cropped = "request/frame-cropped";
    vec![
        (
            differ,
            frames(&["1280x720.png", "720x1280.png"], "16:9"),
            ("/image_urls/1", w, json!({"num": 9, "den": 16}), json!({"num": 16, "den": 9})),
            frames(&["1280x720.png", "1366x768.png"], "16:9"),
        ),
        (
            cropped,
            frames(&["1000x1001.png"], "16:9"),
            ("/image_urls/0", w, json!({"num": 43_850, "den": 1001}), json!({"max": 5})),
            frames(&["1000x1001.png"], "adaptive"),
        ),
        (
            cropped,
            frames(&["1600x1000.png"], "16:9"),
            ("/image_urls/0", w, json!({"num": 10, "den": 1}), json!({"max": 5})),
            frames(&["1850x1000.png"], "16:9"),
        ),
    ]
}
