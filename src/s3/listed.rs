//! What a listing says of an object.

use crate::model::RemoteStamp;

/// An object in a listing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedObject {
    /// The key.
    pub key: String,
    /// The header `ETag` that the object has, with its quotes.
    pub etag: Option<String>,
    /// Length in bytes.
    pub bytes: Option<u64>,
}

impl ListedObject {
    /// What recognizes the object's version.
    pub fn stamp(&self) -> RemoteStamp {
        RemoteStamp { etag: self.etag.clone(), last_modified: None, bytes: self.bytes }
    }
}
