//! A request: its types, its reading, its pointers, and the way to an approved one.

mod binding;
mod body;
mod builder;
mod counts;
mod document;
mod draft;
mod location;
mod names;
pub(crate) mod pointer;
mod read;
mod role;
mod shape;

pub use binding::{AssetBinding, ContentHash};
pub use body::{ModelParams, Request};
pub use builder::RequestBuilder;
pub use counts::Counts;
pub(crate) use counts::list as list_of;
pub use document::RequestDocument;
pub(crate) use draft::{Draft, MediaField, Slot};
pub use location::Location;
pub(crate) use names::mode_of;
pub use names::{AspectRatio, ModelId, Quality};
pub(crate) use role::of as role_of;
pub use role::{MediaUrl, Role};
pub(crate) use shape::{KEYS, ShapeFaultKind, nearest};

/// The value of `duration` that leaves the choice to the model, in the revisions that know it.
pub(crate) const AUTOMATIC_DURATION: i64 = -1;
