//! What is known about the media at a URL of a request.

use std::fmt;

use crate::model::Facts;

/// Facts about the media at one URL, so that the rules on media can be decided.
///
/// ```
/// use seedance_preflight::{Budget, probe};
/// use seedance_preflight::request::AssetBinding;
///
/// let bytes: &[u8] = b"RIFF";
/// let binding = AssetBinding::new("https://media.example.com/voice.wav", probe(&bytes, &Budget::default()))
///     .named("voice.wav");
/// assert_eq!(binding.name(), Some("voice.wav"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetBinding {
    url: String,
    facts: Facts,
    name: Option<String>,
    content: Option<ContentHash>,
    is_placeholder: bool,
    fetched: bool,
}

impl AssetBinding {
    /// Binds `url`, exactly as the request writes it, to what was measured.
    pub fn new(url: impl Into<String>, facts: Facts) -> Self {
        Self { url: url.into(), facts, name: None, content: None, is_placeholder: false, fetched: false }
    }

    /// Sets the name of the file: reports show it, and one rule compares its extension with the content.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the hash of the content, so that the same content at two URLs is noticed.
    #[must_use]
    pub fn with_content(mut self, content: ContentHash) -> Self {
        self.content = Some(content);
        self
    }

    /// Marks the "URL" in the request as a placeholder, such as a file path, until the file has been uploaded.
    /// Rules on URLs skip it, and the request is not approved before it has been replaced.
    #[must_use]
    pub fn as_placeholder(mut self) -> Self {
        self.is_placeholder = true;
        self
    }

    /// Marks the content as fetched from the URL, so that a web page in place of media has its own finding.
    #[must_use]
    pub fn fetched(mut self) -> Self {
        self.fetched = true;
        self
    }

    /// The URL as the request writes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What was measured.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The name of the file, if one was set.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The hash of the content, if one was set.
    pub fn content(&self) -> Option<ContentHash> {
        self.content
    }

    /// Whether the content was fetched from the URL.
    pub fn is_fetched(&self) -> bool {
        self.fetched
    }

    /// Whether the "URL" is a placeholder for one.
    pub fn is_placeholder(&self) -> bool {
        self.is_placeholder
    }
}

/// A 256-bit hash of a file's content. Callers choose the hash function, the same for all assets of a request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Wraps the bytes of a hash.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// In hexadecimal, as tools print it.
impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
