//! Bodies of other APIs, converted to this one's: Ark's `content` list, `input` objects, and flat bodies with other keys.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::field::keys;
use super::foreign::{Meaning, meaning};
use super::{meant, model_name};
use crate::model::{Format, Kind};
use crate::profile::Profile;

/// How deep objects within objects are read.
const DEEPEST: usize = 4;

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
/// assert_eq!(converted, r#"{
///   "model": "seedance-2.0-text-to-video",
///   "prompt": "A cat.",
///   "aspect_ratio": "9:16"
/// }"#);
/// ```
pub fn convert(body: &[u8], profile: &Profile) -> Option<String> {
    let Value::Object(body) = serde_json::from_slice(body).ok()? else {
        return None;
    };
    let mut converted = Converted::default();
    converted.object(&body, profile, 0);
    converted.finish(profile);
    serde_json::to_string_pretty(&converted).ok()
}

/// The converted body.
#[derive(Default)]
struct Converted {
    fields: Map<String, Value>,
    images: Vec<Value>,
    /// Images that are said to be the last frame, whose key may come before the first's.
    last_images: Vec<Value>,
    videos: Vec<Value>,
    audios: Vec<Value>,
    has_references: bool,
}

impl Converted {
    fn object(&mut self, object: &Map<String, Value>, profile: &Profile, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        if let (Some(width), Some(height)) = (object.get("width"), object.get("height")) {
            self.size(&format!("{width}x{height}"), profile);
        }
        for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
            if key == "model_params" && value.is_object() {
                self.fields.insert(key.clone(), value.clone());
                continue;
            }
            match meaning(key, value.is_boolean()) {
                Some(Meaning::Keys([field])) => self.field(field, key, value),
                Some(Meaning::Keys(["aspect_ratio", _])) => {
                    if let Some(size) = value.as_str() {
                        self.size(size, profile);
                    }
                }
                Some(Meaning::Keys(_)) => each(value, &mut |value| self.medium_by_name(value)),
                Some(Meaning::Body(_)) => match value {
                    Value::Object(inner) => self.object(inner, profile, depth + 1),
                    Value::Array(parts) => parts.iter().for_each(|part| self.part(part)),
                    Value::String(_) => self.field("prompt", key, value),
                    _ => {}
                },
                Some(Meaning::Nothing) | None => {}
            }
        }
    }

    /// One element of Ark's `content`.
    fn part(&mut self, part: &Value) {
        let Value::Object(part) = part else { return };
        let role = part.get("role").and_then(Value::as_str).unwrap_or_default();
        for (key, value) in part {
            match key.as_str() {
                "text" => self.field("prompt", key, value),
                "image_url" | "video_url" | "audio_url" => {
                    let key = if role.is_empty() { key.clone() } else { format!("{role}_{key}") };
                    let list = match meaning(&key, false) {
                        Some(Meaning::Keys([list])) => list,
                        _ => continue,
                    };
                    self.field(list, &key, value);
                }
                _ => {}
            }
        }
    }

    /// A value that means `field`, under the key that it has in the other body.
    fn field(&mut self, field: &str, key: &str, value: &Value) {
        let converted = match field {
            "image_urls" | "video_urls" | "audio_urls" => {
                self.has_references |= key.to_lowercase().contains("ref");
                return each(value, &mut |value| self.medium(field, key, value));
            }
            "prompt" => return self.prompt(value),
            "duration" => seconds(value),
            "quality" => text(value).map(|text| Value::from(meant::quality(&text).unwrap_or(text.into()))),
            "aspect_ratio" => text(value).map(|text| Value::from(meant::ratio(&text).unwrap_or(text.into()))),
            "generate_audio" => flag(value).map(|flag| {
                let is_negated = ["mute", "silent", "no_audio"].iter().any(|name| key.eq_ignore_ascii_case(name));
                Value::from(flag != is_negated)
            }),
            "model_params.web_search" => {
                let search = flag(value).unwrap_or_else(|| value.to_string().contains("search"));
                let params = Map::from_iter([("web_search".to_owned(), Value::from(search))]);
                self.fields.insert("model_params".to_owned(), Value::Object(params));
                return;
            }
            _ => url(value).map(Value::from),
        };
        if let Some(converted) = converted {
            self.fields.insert(field.to_owned(), converted);
        }
    }

    fn prompt(&mut self, value: &Value) {
        let Some(mut prompt) = text(value) else { return };
        // Ark takes parameters at the end of the text: `--ratio 16:9 --dur 5`.
        if let Some((before, flags)) = prompt.clone().split_once(" --") {
            let flags: Vec<_> = flags.split_whitespace().map(|word| word.trim_start_matches('-').to_owned()).collect();
            for pair in flags.chunks(2) {
                if let [key, value] = pair
                    && let Some(Meaning::Keys([field])) = meaning(key, false)
                    && *field != "prompt"
                {
                    self.field(field, key, &Value::from(value.as_str()));
                }
            }
            prompt = before.to_owned();
        }
        match self.fields.get_mut("prompt") {
            Some(Value::String(present)) => *present = format!("{present}\n{prompt}"),
            _ => drop(self.fields.insert("prompt".to_owned(), Value::from(prompt))),
        }
    }

    fn medium(&mut self, field: &str, key: &str, value: &Value) {
        let Some(url) = url(value).map(Value::from) else { return };
        let key = key.to_lowercase();
        match field {
            "image_urls" if ["last", "end", "tail"].iter().any(|word| key.contains(word)) => self.last_images.push(url),
            "image_urls" => self.images.push(url),
            "video_urls" => self.videos.push(url),
            _ => self.audios.push(url),
        }
    }

    /// A URL of a list of all kinds: by its extension.
    fn medium_by_name(&mut self, value: &Value) {
        let Some(url) = url(value) else { return };
        let list = match kind_of(&url) {
            Some(Kind::Video) => &mut self.videos,
            Some(Kind::Audio) => &mut self.audios,
            _ => &mut self.images,
        };
        list.push(Value::from(url));
        self.has_references = true;
    }

    /// `1280x720`: the ratio and the quality of that size.
    fn size(&mut self, size: &str, profile: &Profile) {
        let is_size = |(width, height): (u32, u32)| {
            move |known: &&crate::profile::SizeRow| (known.width, known.height) == (width, height)
        };
        let sides = size
            .split_once(['x', '*', '×'])
            .and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)));
        if let Some(known) = sides.and_then(|sides| profile.request.sizes.iter().find(is_size(sides))) {
            self.fields.insert("aspect_ratio".to_owned(), Value::from(known.ratio.as_ref()));
            self.fields.insert("quality".to_owned(), Value::from(known.quality.as_ref()));
        } else if size.contains(':') {
            self.fields.insert("aspect_ratio".to_owned(), Value::from(size));
        }
    }

    fn finish(&mut self, profile: &Profile) {
        self.images.append(&mut self.last_images);
        let count = |list: &Vec<Value>| u64::try_from(list.len()).unwrap_or(u64::MAX);
        let mut media = [count(&self.images), count(&self.videos), count(&self.audios)];
        if self.has_references && media != [0, 0, 0] {
            // More images than frames: what is called a reference is not a frame.
            media[0] = media[0].max(3);
        }
        let id = self.fields.get("model").and_then(Value::as_str).unwrap_or("seedance-2.0");
        if let Some(model) = model_name::suggest(id, media, profile) {
            self.fields.insert("model".to_owned(), Value::from(model.id.as_ref()));
        }
        for (key, list) in [("image_urls", &self.images), ("video_urls", &self.videos), ("audio_urls", &self.audios)] {
            if !list.is_empty() {
                self.fields.insert(key.to_owned(), Value::from(list.clone()));
            }
        }
    }
}

/// In the order of the API's page.
impl Serialize for Converted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, value) in keys().filter_map(|key| self.fields.get_key_value(key)) {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// Calls `take` with each element of an array, or with the value itself.
fn each(value: &Value, take: &mut dyn FnMut(&Value)) {
    match value {
        Value::Array(values) => values.iter().for_each(take),
        value => take(value),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A URL: the string, or the first string in an object whose key names a URL.
fn url(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => {
            let mut urls = object.iter().filter(|(key, _)| key.contains("url") || key.contains("uri"));
            urls.find_map(|(_, value)| value.as_str().map(str::to_owned).or_else(|| url_within(value)))
        }
        _ => None,
    }
}

/// `{"image_url": {"url": …}}`.
fn url_within(value: &Value) -> Option<String> {
    value.get("url")?.as_str().map(str::to_owned)
}

fn seconds(value: &Value) -> Option<Value> {
    let text = text(value)?;
    if text.eq_ignore_ascii_case("auto") {
        return Some(Value::from(super::AUTOMATIC_DURATION));
    }
    let digits = text.trim().trim_end_matches(['s', 'S']).trim();
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    whole.parse::<i64>().ok().map(Value::from)
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.to_lowercase().parse().ok(),
        Value::Number(number) => number.as_i64().map(|number| number != 0),
        _ => None,
    }
}

/// The kind of media that the extension of a URL's path tells.
fn kind_of(url: &str) -> Option<Kind> {
    let path = url.split(['?', '#']).next()?;
    let extension = path.rsplit('/').next()?.rsplit_once('.')?.1.to_lowercase();
    Format::ALL.iter().find(|format| format.extensions().contains(&extension.as_str())).map(|format| format.kind())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn converted(body: Value) -> Value {
        let text = convert(body.to_string().as_bytes(), &Profile::default()).unwrap();
        serde_json::from_str(&text).unwrap()
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
