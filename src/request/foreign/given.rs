//! Values of other clients' keys, as far as they decide what a key means.

/// What is given under a key, as far as it decides between a list of media and the switch for generated audio.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// A boolean.
    Flag,
    /// A value with a URL, or data inline.
    Media,
    /// Anything else, or a value that is not known.
    Other,
}

impl Given {
    pub(crate) const ALL: [Self; 3] = [Self::Other, Self::Flag, Self::Media];

    /// What the JSON of a value is.
    pub(crate) fn of(json: &str) -> Self {
        match json {
            "true" | "false" => Self::Flag,
            // The first of a list, or of an object of roles, shows it.
            _ if is_media(json.get(..1024).unwrap_or(json)) => Self::Media,
            _ => Self::Other,
        }
    }
}

fn is_media(json: &str) -> bool {
    // Most values hold no colon, which is faster to see.
    json.contains(':') && ["://", ":\\/\\/", "data:"].iter().any(|sign| json.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_decide_by_what_they_hold() {
        for (json, wanted) in [
            ("true", Given::Flag),
            (r#""https://example.com/a.mp3""#, Given::Media),
            (r#"["https:\/\/example.com\/a.mp3"]"#, Given::Media),
            (r#"[{"audio": "data:audio/mpeg;base64,AA"}]"#, Given::Media),
            (r#""alloy""#, Given::Other),
            ("1", Given::Other),
            ("null", Given::Other),
        ] {
            assert_eq!(Given::of(json), wanted, "{json}");
        }
    }
}
