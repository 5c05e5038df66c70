//! Why a store cannot be used as it is set up.

use std::io;
use std::path::PathBuf;

/// Why a location or the settings of a store are not usable. Contains no part of a key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum S3Error {
    /// The location leads to no bucket.
    #[error("invalid S3 location: {0}")]
    Location(&'static str),
    /// The endpoint is not usable.
    #[error("invalid S3 endpoint: {0}")]
    Endpoint(&'static str),
    /// The region is not a name.
    #[error("invalid S3 region; expected letters, digits and hyphens, such as eu-west-1")]
    Region,
    /// The style of URLs is unknown.
    #[error("unknown addressing style {0:?}; expected auto, path or virtual")]
    UrlStyle(String),
    /// One of the two keys is missing, or a key has a character that no key has.
    #[error("the S3 keys are incomplete; set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, without blanks")]
    Keys,
    /// No file has the profile.
    #[error("neither {} nor {} has the profile {name:?}", config.display(), credentials.display())]
    NoProfile {
        /// The profile.
        name: String,
        /// The config file.
        config: PathBuf,
        /// The credentials file.
        credentials: PathBuf,
    },
    /// The keys would have to be requested from somewhere else.
    #[error(
        "keys by {setting} are not supported; run `aws configure export-credentials --format env` and set what it prints"
    )]
    KeysElsewhere {
        /// The setting or variable that says so.
        setting: &'static str,
    },
    /// A settings file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What prevents it.
        source: io::Error,
    },
}
