//! The deep check: what only the body can tell.

mod cursor;
mod image;
mod jpeg_scan;
mod metered;
mod sound;

use super::reader::{Reader, as_u64};
use super::{Budget, ReadAt, probe};
use crate::model::{Body, Facts, FaultKind, Format};
use metered::Metered;

/// Measures one file as [`probe`] does, and then decodes an image whole, or walks and decodes all sound of an MP3 or WAV.
///
/// [`Facts::body`] says how that ended; a fault of kind [`FaultKind::Undecodable`] says where it failed. The body of a
/// video is not decoded: its tables are held against the file's length, deep or not.
///
/// The bytes of `budget` are for all of it together; its elements are for the header and for the body, each. Of a picture,
/// [`Budget::bytes_held`] counts what is decoded: a decoder holds up to three times as much while it works (measured, of a
/// JPEG in progressive scans).
///
/// ```
/// use seedance_preflight::{Budget, probe_deep};
///
/// let signature_alone: &[u8] = b"\x89PNG\r\n\x1a\n";
/// assert_eq!(probe_deep(&signature_alone, &Budget::DEEP).body, None);
/// ```
pub fn probe_deep(source: &dyn ReadAt, budget: &Budget) -> Facts {
    let source = &Metered::new(source, budget.bytes_read);
    let mut facts = probe(source, budget);
    let decoded = match facts.format {
        Format::Jpeg | Format::Png | Format::WebP if is_measured(&facts) => image::decode(source, budget, &mut facts),
        Format::Wav | Format::Mp3 if is_measured(&facts) => sound::decode(source, budget, &facts),
        _ => return facts,
    };
    match decoded {
        Ok(()) => facts.body = Some(Body::Decodes),
        Err(fault) => {
            let is_damaged = fault.kind == FaultKind::Undecodable;
            facts.body = Some(if is_damaged { Body::Damaged } else { Body::NotDecoded });
            facts.faults.push(fault);
        }
    }
    facts
}

/// Whether the header was read; if not, there is no body to begin with.
fn is_measured(facts: &Facts) -> bool {
    let image = facts.image().is_some_and(|image| image.width.is_some() && image.height.is_some());
    image || facts.audio().is_some_and(|audio| audio.duration.is_some())
}
