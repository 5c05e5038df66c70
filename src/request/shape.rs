//! Faults in a request's shape, found before any value is judged.

use super::foreign::Given;

/// One fault of shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ShapeFault {
    pub(crate) pointer: String,
    pub(crate) kind: ShapeFaultKind,
}

/// Kinds of faults of shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ShapeFaultKind {
    /// Text that is not JSON.
    Malformed(Malformed),
    /// A value of the wrong type, by the names of JSON Schema.
    WrongType { actual: &'static str, expected: &'static str },
    /// An integer that does not fit into 64 bits, as it is written.
    IntegerTooLarge { digits: String },
    /// An array of more elements than are read.
    TooManyElements { count: u64 },
    /// A key that occurs more than once, so that readers differ on which value counts.
    RepeatedKey,
    /// A key that the API does not have.
    UnknownKey(UnknownKey),
}

/// Why a text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Malformed {
    /// U+FEFF before the text, which RFC 8259 §8.1 forbids; the rest is read.
    ByteOrderMark,
    /// UTF-16 or UTF-32, by its byte order mark or its zero bytes.
    Utf16,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// An escape that is half of a surrogate pair.
    LoneSurrogate,
    /// What the parser reports, and what was most likely meant.
    Syntax { what: String, slip: Option<Slip> },
}

/// A slip that the place shows at which the text stops being JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slip {
    SingleQuotes,
    /// `True`, `False`, `None`, `NaN` or `undefined`.
    Literal,
    TrailingComma,
    Comment,
    BareKey,
    /// The text ends early.
    CutOff,
}

/// A key that the API does not have, with what its value tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnknownKey {
    pub(crate) key: String,
    /// Whether it is in `model_params`.
    pub(crate) in_params: bool,
    /// Whether its value is something else than `null`, `""`, `[]` and `{}`.
    pub(crate) has_value: bool,
    pub(crate) given: Given,
}

/// The known key that is nearest to `key`, if any is near: Damerau's edits are those of typing.
pub(crate) fn nearest<'k>(key: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    const LIKE_ENOUGH: f64 = 0.7;
    // Comparing costs the product of the lengths, and no known key is anywhere near this long.
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
    fn the_nearest_key_is_found() {
        let nearest = |key| nearest(key, crate::request::keys());
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
