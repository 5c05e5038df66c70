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
}
