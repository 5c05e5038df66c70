//! Audio: decodes every frame of an MP3, reads every byte of a WAV.

use crate::model::{Facts, Fault, FaultKind, Format};
use crate::probe::budget::Budget;
use crate::probe::mp3;
use crate::probe::reader::{Reader, as_u64};
use crate::probe::source::ReadAt;

/// Bytes asked for at one time.
const STEP: usize = 64 << 10;

/// Reads all audio of the file that `facts` describe.
pub(in crate::probe) fn decode(source: &dyn ReadAt, budget: &Budget, facts: &mut Facts) -> Result<(), Fault> {
    let mut reader = Reader::new(source, *budget);
    if facts.truncated == Some(true) {
        return Err(Fault::new(FaultKind::Undecodable, facts.bytes.unwrap_or_default(), "data are missing"));
    }
    match facts.format {
        Format::Mp3 => mp3::decode(&mut reader),
        _ => read_through(&mut reader),
    }
}

/// Any bytes are valid samples of PCM, so it suffices that they can be read.
fn read_through(reader: &mut Reader<'_>) -> Result<(), Fault> {
    let mut offset = 0_u64;
    loop {
        match reader.up_to(offset, STEP)?.len() {
            0 => return Ok(()),
            count => offset = offset.saturating_add(as_u64(count)),
        }
    }
}
