//! The deep check: facts that only the body can show.

pub(super) mod audio;
mod cursor;
pub(super) mod image;
pub(super) mod jpeg;
mod metered;

use super::budget::Budget;
use super::plain::probe;
use super::source::ReadAt;
use super::table;
use crate::model::{Body, Facts, FaultKind};
use metered::Metered;

/// Measures one file as [`probe`] does, and then follows the whole body: images are decoded, and the audio of MP3 and
/// WAV files is walked.
///
/// [`Facts::body`] is the result; a fault of kind [`FaultKind::Undecodable`] says where it failed. Videos, GIF, BMP and TIFF
/// are not decoded: their tables are compared with the file's length in the plain probe.
///
/// The bytes of `budget` are for header and body together, its elements for each. [`Budget::bytes_held`] limits the
/// decoded PNG or WebP; a JPEG is followed without its pixels, and holds 8 bytes per block at most.
///
/// ```
/// use seedance_preflight::{Budget, probe_deep};
///
/// let only_a_signature: &[u8] = b"\x89PNG\r\n\x1a\n";
/// assert_eq!(probe_deep(&only_a_signature, &Budget::DEEP).body, None);
/// ```
pub fn probe_deep(source: &dyn ReadAt, budget: &Budget) -> Facts {
    let source = &Metered::new(source, budget.bytes_read);
    let mut facts = probe(source, budget);
    let Some(decode) = table::body_decoder_of(facts.format).filter(|_| is_measured(&facts)) else {
        return facts;
    };
    match decode(source, budget, &mut facts) {
        Ok(()) => facts.body = Some(Body::Decodes),
        Err(fault) => {
            let is_damaged = fault.kind == FaultKind::Undecodable;
            facts.body = Some(if is_damaged { Body::Damaged } else { Body::NotDecoded });
            facts.faults.push(fault);
        }
    }
    facts
}

/// Whether the header was read; if not, there is no body to decode.
fn is_measured(facts: &Facts) -> bool {
    let image = facts.image().is_some_and(|image| image.width.is_some() && image.height.is_some());
    image || facts.audio().is_some_and(|audio| audio.duration.is_some())
}
