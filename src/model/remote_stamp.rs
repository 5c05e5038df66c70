//! Detects whether a file at a remote source has changed.

/// What a remote source sends along with a file and changes with its content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct RemoteStamp {
    /// The header `ETag`, with its quotes.
    pub etag: Option<String>,
    /// The header `Last-Modified`, unless the file was so new that a later change could have the same time.
    pub last_modified: Option<String>,
    /// Length in bytes.
    pub bytes: Option<u64>,
}

impl RemoteStamp {
    /// Whether the source can be asked by it whether the file has changed.
    ///
    /// ```
    /// use seedance_preflight::RemoteStamp;
    ///
    /// let mut stamp = RemoteStamp::default();
    /// stamp.bytes = Some(12);
    /// assert!(!stamp.is_validator());
    /// stamp.etag = Some("\"a\"".to_owned());
    /// assert!(stamp.is_validator());
    /// ```
    pub fn is_validator(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }

    /// Whether this, as a listing says it, is the same version as `other`: the same tag and length. Not every listing has the
    /// quotes that a header has, nor the sign of a weak tag.
    #[cfg(feature = "audit")]
    pub(crate) fn is_version_of(&self, other: &Self) -> bool {
        self.opaque().is_some_and(|version| Some(version) == other.opaque())
    }

    /// The tag, without its quotes and sign, and the length.
    #[cfg(feature = "audit")]
    fn opaque(&self) -> Option<(&str, u64)> {
        let tag = self.etag.as_deref()?.trim_start_matches("W/").trim_matches('"');
        (!tag.is_empty()).then_some(tag).zip(self.bytes)
    }
}

#[cfg(all(test, feature = "audit"))]
mod tests {
    use super::*;

    #[test]
    fn a_listed_version_has_the_same_tag_and_length() {
        let of = |etag: Option<&str>, bytes| RemoteStamp { etag: etag.map(str::to_owned), last_modified: None, bytes };
        let known = of(Some("\"a\""), Some(3));
        for same in ["\"a\"", "a", "W/\"a\""] {
            assert!(of(Some(same), Some(3)).is_version_of(&known), "{same}");
        }
        for other in [of(Some("b"), Some(3)), of(Some("a"), Some(4)), of(Some("a"), None), of(None, Some(3))] {
            assert!(!other.is_version_of(&known), "{other:?}");
        }
        let nothing = of(Some("\"\""), Some(3));
        assert!(!nothing.is_version_of(&nothing));
    }
}
