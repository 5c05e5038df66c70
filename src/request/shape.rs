//! What can be wrong with a request's shape, before any value is judged.

/// One fault of shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShapeFault {
    pub(crate) pointer: String,
    pub(crate) kind: ShapeFaultKind,
}

/// Sorts of faults of shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ShapeFaultKind {
    /// The text is no JSON, or a string in it is none of Unicode.
    Malformed { what: String },
    /// A value of the wrong type, by the names of JSON Schema.
    WrongType { actual: &'static str, expected: &'static str },
    /// An integer that 64 bits do not hold, as it is written.
    IntegerTooLarge { digits: String },
    /// An array of more elements than are looked at.
    TooManyElements { count: u64 },
    /// A key that stands more than once, so that it depends on the reader which value counts.
    RepeatedKey,
    /// A key that is none of the API's.
    UnknownKey { key: String, known: &'static [&'static str] },
}

/// The keys of a request, in the order of the API's page.
pub(crate) const KEYS: &[&str] = &[
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
    "content_filter",
    "callback_url",
];

/// The keys of `model_params`.
pub(crate) const PARAMETER_KEYS: &[&str] = &["web_search"];

/// The known key that `key` is most like, if it is like any: Damerau's edits are what fingers do.
pub(crate) fn nearest<'k>(key: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    const LIKE_ENOUGH: f64 = 0.6;
    // Comparing costs the product of the lengths, and nothing known is anywhere near this long.
    const LONGEST: usize = 64;
    if key.len() > LONGEST {
        return None;
    }
    let lower = key.to_lowercase();
    known
        .into_iter()
        .map(|known| (strsim::normalized_damerau_levenshtein(&lower, known), known))
        .filter(|&(likeness, _)| likeness >= LIKE_ENOUGH)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_key_is_the_one_that_was_meant() {
        let nearest = |key| nearest(key, KEYS.iter().copied());
        assert_eq!(nearest("promt"), Some("prompt"));
        assert_eq!(nearest("imageUrls"), Some("image_urls"));
        assert_eq!(nearest("image_url"), Some("image_urls"));
        assert_eq!(nearest("Aspect-Ratio"), Some("aspect_ratio"));
        assert_eq!(nearest("callbackUrl"), Some("callback_url"));
        assert_eq!(nearest("seed"), None);
        assert_eq!(nearest(""), None);
        assert_eq!(nearest(&"x".repeat(1 << 20)), None);
    }
}
