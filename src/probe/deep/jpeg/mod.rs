//! JPEG: whether every scan holds all the data of its image.
//!
//! The entropy-coded data is decoded without computing a pixel. So damage is found that pixel decoders paint over, in
//! little memory: a scan that ends early, a frame larger than its data, lengths that do not fit.

mod bits;
mod frame;
mod huffman;
mod progressive;
mod scan;
mod sequential;
mod stream;
#[cfg(test)]
mod tests;

use crate::model::{Facts, Fault, FaultKind};
use crate::probe::{budget::Budget, source::ReadAt};

/// Follows all scans of the JPEG with these facts, up to the EOI marker.
///
/// Arithmetic coding and hierarchical frames are not supported, and leave the body not decoded.
pub(in crate::probe) fn decode(source: &dyn ReadAt, budget: &Budget, facts: &mut Facts) -> Result<(), Fault> {
    let result = stream::read(source, budget);
    match &result {
        Ok(()) => facts.truncated = facts.truncated.or(Some(false)),
        Err(fault) if fault.kind == FaultKind::UnexpectedEnd => facts.truncated = facts.truncated.or(Some(true)),
        Err(_) => {}
    }
    // A cut body is a body that does not decode.
    result.map_err(|fault| match fault.kind {
        FaultKind::UnexpectedEnd => Fault { kind: FaultKind::Undecodable, ..fault },
        _ => fault,
    })
}
