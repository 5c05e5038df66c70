//! Ratio and quality in one value.

use super::values::{quoted, text_of};
use super::{quality, ratio};
use crate::profile::Profile;
use crate::request::meant;

/// A field's key, and its JSON.
type Given = (&'static str, String);

/// Ratio and quality of a value that says the sides, such as `1280x720`, or one of both.
pub(super) fn size(raw: &str, profile: &Profile) -> (Option<Given>, Option<Given>) {
    let Some(text) = text_of(raw) else { return (None, None) };
    let sides = meant::sides(&text);
    let ratio = ("aspect_ratio", quoted(&text));
    let quality = ("quality", quoted(&text));
    match sides {
        Some((width, height)) if width.min(height) >= ratio::LEAST_SIDE => (Some(ratio), Some(quality)),
        Some(_) => (Some(ratio), None),
        None if quality::is_one(&text, profile) => (None, Some(quality)),
        None if ratio::is_word(&text) => (Some(ratio), None),
        None => (None, None),
    }
}
