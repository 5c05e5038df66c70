//! Sound: every frame of an MP3 decoded, every byte of a WAV's samples read.

use crate::model::{Facts, Fault, FaultKind, Format};
use crate::probe::budget::Budget;
use crate::probe::mp3;
use crate::probe::reader::{Reader, as_u64};
use crate::probe::source::ReadAt;

/// Bytes asked for at one time.
const STEP: usize = 64 << 10;

/// Walks all sound of the file that `facts` were measured of.
pub(in crate::probe) fn decode(source: &dyn ReadAt, budget: &Budget, facts: &mut Facts) -> Result<(), Fault> {
    let mut reader = Reader::new(source, *budget);
    match facts.format {
        Format::Mp3 => mp3::decode(&mut reader),
        _ => read_through(&mut reader, facts),
    }
}

/// Samples of PCM are right whatever they are, so that the bytes can be had is all there is to see.
fn read_through(reader: &mut Reader<'_>, facts: &Facts) -> Result<(), Fault> {
    if facts.truncated == Some(true) {
        return Err(Fault::new(FaultKind::Undecodable, facts.bytes.unwrap_or_default(), "samples are missing"));
    }
    let mut offset = 0_u64;
    loop {
        match reader.up_to(offset, STEP)?.len() {
            0 => return Ok(()),
            count => offset = offset.saturating_add(as_u64(count)),
        }
    }
}
