//! Decoding every frame, for the deep check.

use symphonia::core::codecs::audio::well_known::CODEC_ID_MP3;
use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, Timestamp};
use symphonia::default::codecs::MpaDecoder;

use super::info::Tail;
use super::walk::{Walk, WalkedFrame};
use super::{Info, Reader, Stream, find_first};
use crate::model::{Fault, FaultKind};
use crate::probe::mpeg_audio::FrameHeader;
use crate::probe::notes::Notes;

/// One frame in this many may fail: streams that were cut from longer ones begin, and continue after a cut, with frames
/// that use bits of frames before them, which are missing (ISO/IEC 11172-3 §2.4.3.4, the bit reservoir).
const TOLERATED: u64 = 10;

/// Decodes every frame of an MP3 file; an error if there are fewer than a believed header counts, or if more than the
/// tolerated few do not decode.
pub(in crate::probe) fn decode(reader: &mut Reader<'_>) -> Result<(), Fault> {
    let mut stream = Stream::after_front_tags(reader, &mut Notes::default())?;
    stream.find_tail(reader)?;
    let first = find_first(reader, stream.start, stream.end)?;
    let info = Info::read(reader, &first)?;
    let believed = match &info {
        Some(info) => info.frames_that_fit(reader, &first, stream.end, Tail::Excluded)?.unwrap_or(0),
        None => 0,
    };
    let mut is_header = info.is_some();
    let (mut decoded, mut failed) = (0_u64, 0_u64);
    let mut decoder = Decoder::default();
    let mut walk = Walk::from(&first, stream.end);
    while let Some(frame) = walk.next(reader)? {
        if std::mem::take(&mut is_header) || !frame.is_complete {
            continue;
        }
        match decoder.decode(reader, &frame)? {
            true => decoded = decoded.saturating_add(1),
            false => failed = failed.saturating_add(1),
        }
    }
    let found = decoded.saturating_add(failed);
    if found < believed {
        let what = format!("found {found} frames; the header counts {believed}");
        return Err(Fault::new(FaultKind::Undecodable, first.offset, what));
    }
    if decoded == 0 || failed > 1 + decoded / TOLERATED {
        let what = format!("{failed} of {found} frames do not decode");
        return Err(Fault::new(FaultKind::Undecodable, first.offset, what));
    }
    Ok(())
}

/// A decoder for streams whose sampling rate and channels may change.
#[derive(Default)]
struct Decoder {
    current: Option<(MpaDecoder, FrameHeader)>,
}

impl Decoder {
    /// Whether the frame decodes.
    fn decode(&mut self, reader: &mut Reader<'_>, frame: &WalkedFrame) -> Result<bool, Fault> {
        let header = frame.header;
        let is_same = |of: &FrameHeader| of.agrees_with(&header) && of.channels == header.channels;
        let decoder = match self.current.take().filter(|(_, of)| is_same(of)) {
            Some((decoder, _)) => decoder,
            None => new_decoder().map_err(|what| Fault::new(FaultKind::Unsupported, frame.offset, what))?,
        };
        let (decoder, _) = self.current.insert((decoder, header));
        let length = usize::try_from(frame.length).unwrap_or(usize::MAX);
        let mut bytes = reader.exact(frame.offset, length)?.to_vec();
        separate_channels(&mut bytes);
        let packet = Packet::new(0, Timestamp::ZERO, Duration::from(u64::from(header.samples())), bytes);
        Ok(decoder.decode(&packet).is_ok())
    }
}

fn new_decoder() -> Result<MpaDecoder, String> {
    let mut parameters = AudioCodecParameters::new();
    parameters.for_codec(CODEC_ID_MP3);
    MpaDecoder::try_new(&parameters, &AudioDecoderOptions::default()).map_err(|error| error.to_string())
}

/// Turns joint stereo into plain stereo. Each channel states its own block type (ISO/IEC 11172-3 §2.4.1.7), but the decoder
/// cannot mix channels of different ones. The bits that are decoded are the same in both modes, except for intensity
/// stereo below MPEG-1 (13818-3 §2.4.3.2).
fn separate_channels(frame: &mut [u8]) {
    if let [_, id, _, mode, ..] = frame
        && *mode & 0xC0 == 0x40
        && (*id & 0x18 == 0x18 || *mode & 0x10 == 0)
    {
        *mode &= 0x0F;
    }
}
