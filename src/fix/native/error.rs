//! Why an image could not be fixed.

/// Why an image could not be fixed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NativeError {
    /// The plan is not one for an image that this crate decodes.
    #[error("the plan is not for an image that is decoded natively")]
    NotNative,
    /// The image does not decode, or is too large.
    #[error("the image does not decode: {0}")]
    Decode(String),
    /// The image cannot be encoded.
    #[error("the image cannot be encoded: {0}")]
    Encode(String),
    /// No quality makes the result small enough.
    #[error("the result has more than {most_bytes} bytes")]
    TooLarge {
        /// The limit.
        most_bytes: u64,
    },
}
