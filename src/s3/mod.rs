//! Objects in buckets: S3, and stores that speak its protocol, such as MinIO, R2, GCS, OSS and TOS.

mod endpoint;
mod error;
mod ini;
mod keys;
mod listed;
mod listing;
mod location;
mod options;
mod page;
mod place;
mod refusal;
mod settings;
mod signature;
mod signed;
mod store;
mod xml;

pub use error::S3Error;
pub use keys::S3Keys;
pub use listed::ListedObject;
pub use listing::S3Listing;
pub use location::S3Location;
pub use options::{S3Options, S3UrlStyle};
pub use store::S3Store;
