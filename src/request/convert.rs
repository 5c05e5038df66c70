//! Bodies of other APIs, converted to this one's: Ark's `content` list, `input` objects, and flat bodies with other keys.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::edit::{BodyEdit, edited};
use super::field::keys;
use crate::profile::Profile;

/// A body that was converted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Conversion {
    /// The body, by the API's keys and in the order of its page.
    pub body: String,
    /// What was changed for that, besides the keys that were left out.
    pub edits: Vec<BodyEdit>,
}

/// Converts a request body of another API, or of this one with other keys, to this API's; `None` if it is not a JSON
/// object. Keys without a counterpart are left out, so check the result before it is sent.
///
/// ```
/// use seedance_preflight::profile::Profile;
/// use seedance_preflight::request::convert;
///
/// let body = br#"{"model": "doubao-seedance-2-0-260128", "ratio": "9:16", "seed": 1,
///     "content": [{"type": "text", "text": "A cat."}]}"#;
/// let converted = convert(body, &Profile::default()).unwrap();
/// assert_eq!(converted.body, r#"{
///   "model": "seedance-2.0-text-to-video",
///   "prompt": "A cat.",
///   "aspect_ratio": "9:16"
/// }"#);
/// ```
pub fn convert(body: &[u8], profile: &Profile) -> Option<Conversion> {
    let edited = edited(str::from_utf8(body).ok()?, profile)?;
    let members = serde_json::from_str(&edited.text).ok()?;
    Some(Conversion { body: serde_json::to_string_pretty(&Fields(members)).ok()?, edits: edited.edits })
}

/// The members of a body that are fields of this API, in the order of the API's page.
struct Fields(Map<String, Value>);

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in keys().filter_map(|key| self.0.get_key_value(key)) {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn converted(body: Value) -> Value {
        let conversion = convert(body.to_string().as_bytes(), &Profile::default()).unwrap();
        serde_json::from_str(&conversion.body).unwrap()
    }

    #[test]
    fn bodies_of_other_apis_become_ours() {
        let url = |name: &str| format!("https://example.com/{name}");
        for (body, wanted) in [
            (
                json!({"model": "doubao-seedance-2-0-260128", "content": [
                    {"type": "text", "text": "A cat --ratio 9:16 --dur 8"},
                    {"type": "image_url", "image_url": {"url": url("b.jpg")}, "role": "last_frame"},
                    {"type": "image_url", "image_url": {"url": url("a.jpg")}, "role": "first_frame"},
                ], "generate_audio": false, "seed": 7}),
                json!({"model": "seedance-2.0-image-to-video", "prompt": "A cat", "duration": 8, "aspect_ratio": "9:16",
                    "image_urls": [url("a.jpg"), url("b.jpg")], "generate_audio": false}),
            ),
            (
                json!({"input": {"prompt": "A cat", "reference_image_urls": [url("a.jpg")], "duration": "5"}, "resolution": "720"}),
                json!({"model": "seedance-2.0-reference-to-video", "prompt": "A cat", "image_urls": [url("a.jpg")],
                    "duration": 5, "quality": "720p"}),
            ),
            (
                json!({"model": "seedance-2.0", "text": "A cat", "seconds": "8s", "size": "1280x720", "tools": [{"type": "web_search"}]}),
                json!({"model": "seedance-2.0-text-to-video", "prompt": "A cat", "duration": 8, "quality": "720p",
                    "aspect_ratio": "16:9", "model_params": {"web_search": true}}),
            ),
            (
                json!({"prompt": "x", "file_paths": [url("a.jpg"), url("v.mp4"), url("s.mp3")], "webhook": {"url": url("done")}}),
                json!({"model": "seedance-2.0-reference-to-video", "prompt": "x", "image_urls": [url("a.jpg")],
                    "video_urls": [url("v.mp4")], "audio_urls": [url("s.mp3")], "callback_url": url("done")}),
            ),
        ] {
            assert_eq!(converted(body.clone()), wanted, "{body}");
        }
        assert_eq!(convert(b"[]", &Profile::default()), None);
    }
}
