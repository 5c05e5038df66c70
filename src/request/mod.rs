//! A request: its types, its reader, JSON pointers into it, and the files bound to its URLs.

mod binding;
mod body;
mod builder;
mod convert;
mod counts;
mod document;
mod draft;
mod edit;
mod field;
mod foreign;
mod location;
mod meant;
mod model_name;
mod names;
pub(crate) mod pointer;
mod read;
mod role;
mod shape;

pub use binding::{AssetBinding, ContentHash};
pub use body::{ModelParams, Request};
pub use builder::RequestBuilder;
pub use convert::{Conversion, convert};
pub use counts::Counts;
pub(crate) use counts::list as list_of;
pub use document::RequestDocument;
pub(crate) use draft::{Draft, MediaField, Slot};
pub use edit::{BodyEdit, EditReason};
pub(crate) use edit::{Edited, edited};
pub(crate) use field::{PARAMETER_KEYS, keys};
pub(crate) use foreign::{Given, Meaning, is_negated, meaning};
pub use location::Location;
pub(crate) use meant::{quality as meant_quality, ratio as meant_ratio};
pub(crate) use model_name::suggest as suggest_model;
pub(crate) use names::mode_of;
pub use names::{AspectRatio, ModelId, Quality};
pub(crate) use role::of as role_of;
pub use role::{MediaUrl, Role};
pub(crate) use shape::{Malformed, ShapeFaultKind, Slip, UnknownKey, nearest};

/// The value of `duration` that leaves the choice to the model, in revisions that have it.
pub(crate) const AUTOMATIC_DURATION: i64 = -1;
