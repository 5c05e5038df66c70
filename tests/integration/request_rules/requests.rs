//! Requests to read and to judge.

use serde_json::{Value, json};

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

/// Requests of many shapes, to damage.
pub(crate) fn samples() -> Vec<String> {
    let reference_of_all = json!({
        "prompt": "像图片1里的猫，听@音频1",
        "video_urls": ["https://m.example/8.mp4", "http://m.example/7001_1000.mp4"],
        "audio_urls": ["https://m.example/5.mp3", "data:audio/mpeg;base64,SUQz"],
    });
    let addresses = json!({
        "image_urls": ["ftp://m.example/x.png", "//m.example/x.png", "https://192.168.0.1/x.png", {}],
        "callback_url": "https://0x7f.1/x",
    });
    let types = json!({"duration": "5", "quality": null, "generate_audio": 1, "model_params": [], "a/b~": {}});
    vec![
        "[]".to_owned(),
        text(json!({})),
        text(types),
        text(json!({"duration": -1, "quality": "720P", "aspect_ratio": "32:18", "model_params": {"web_search": true}})),
        text(json!({"resolution": "480p", "webhook": null, "model_params": {"webSearch": true}})),
        text(json!({"model": "seedance-2.5-text-to-video", "prompt": " \u{3000}\n"})),
        image(json!({"image_urls": ["https://m.example/1280x720-a=x.png", "https://m.example/720x1280-b=x.png"]})),
        image(json!({"video_urls": ["https://m.example/5.mp4"], "image_urls": null})),
        reference(reference_of_all),
        reference(addresses),
    ]
}

/// `null` leaves a field out.
fn request(model: &str, media: Value, fields: Value) -> String {
    let mut request = json!({"model": model, "prompt": "A cat plays the piano."});
    let object = request.as_object_mut().unwrap();
    for (key, value) in media.as_object().unwrap().iter().chain(fields.as_object().unwrap()) {
        match value {
            Value::Null => object.remove(key),
            _ => object.insert(key.clone(), value.clone()),
        };
    }
    request.to_string()
}
