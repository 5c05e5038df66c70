//! Every frame decoded, for the deep check.

use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::formats::{FormatOptions, FormatReader};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::default::codecs::MpaDecoder;
use symphonia::default::formats::MpaReader;

use super::walk::{Window, fault_of};
use super::{FirstFrame, Info, Reader, Stream, find_first};
use crate::model::{Fault, FaultKind};
use crate::probe::notes::Notes;

/// One frame in this many may fail: streams that were cut from longer ones begin, and go on after a cut, with frames that
/// draw on bits of frames before them, which are gone (ISO/IEC 11172-3 §2.4.3.4, the bit reservoir).
const FORGIVEN: u64 = 10;

/// Decodes every frame of an MP3 file; an error where its header counts more of them than there are, or where more than
/// the forgiven few do not decode.
pub(in crate::probe) fn decode(reader: &mut Reader<'_>) -> Result<(), Fault> {
    let mut stream = Stream::behind_front_tags(reader, &mut Notes::default())?;
    stream.find_tail(reader)?;
    let first = find_first(reader, stream.start, stream.end)?;
    let counted = Info::read(reader, &first)?
        .filter(|info| info.is_borne_out_by(stream.end.saturating_sub(first.offset)))
        .map_or(0, |info| u64::from(info.frames));
    let (decoded, failed) = decode_frames(reader, &first, stream.end)?;
    let undecodable = |what: String| Err(Fault::new(FaultKind::Undecodable, first.offset, what));
    if decoded + failed < counted {
        return undecodable(format!("{} frames, where the header counts {counted}", decoded + failed));
    }
    if decoded == 0 || failed > 1 + decoded / FORGIVEN {
        return undecodable(format!("{failed} of {} frames do not decode", decoded + failed));
    }
    Ok(())
}

/// How many frames decode, and how many do not.
fn decode_frames(reader: &mut Reader<'_>, first: &FirstFrame, end: u64) -> Result<(u64, u64), Fault> {
    let window = Window { reader, at: first.offset, end };
    let stream = MediaSourceStream::new(Box::new(window), MediaSourceStreamOptions::default());
    let in_place = |error| fault_of(error, first.offset);
    let mut packets = MpaReader::try_new(stream, FormatOptions::default()).map_err(in_place)?;
    let parameters = packets.tracks().first().and_then(|track| track.codec_params.as_ref()?.audio().cloned());
    let parameters = parameters.ok_or_else(|| Fault::new(FaultKind::Malformed, first.offset, "no track of sound"))?;
    let mut decoder = MpaDecoder::try_new(&parameters, &AudioDecoderOptions::default()).map_err(in_place)?;
    let (mut decoded, mut failed) = (0_u64, 0_u64);
    while let Some(packet) = packets.next_packet().map_err(in_place)? {
        match decoder.decode(&packet) {
            Ok(_) => decoded += 1,
            Err(_) => failed += 1,
        }
    }
    Ok((decoded, failed))
}
