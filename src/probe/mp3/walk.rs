//! Counting every frame, by `symphonia`.

use std::io::{self, Read, Seek, SeekFrom};

use symphonia::core::errors::Error;
use symphonia::core::formats::{FormatOptions, FormatReader};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions, ReadBytes};
use symphonia::default::formats::MpaReader;

use super::sync::{first_frame, header_at};
use super::{FirstFrame, FrameHeader, Reader, as_u64};
use crate::model::{Fault, FaultKind, MediaDuration, Rational};

/// What a walk over all frames has found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Whole frames of sound.
    pub(super) frames: u64,
    /// Samples by sampling rate; more than one where streams were joined.
    samples: Vec<(u32, u64)>,
    /// Whether the stream ends before its last frame does.
    pub(super) ends_within_frame: bool,
}

/// How often a stream may fall out of step before its length is given up: once for each file of a long join, and each
/// costs a new reader.
const BREAKS: usize = 1024;

/// Counts the frames from `first` to `end`. Headers that pose as a frame (Xing and its like) are none.
///
/// Where bytes are missing within a stream, `symphonia` takes whatever looks like a header for a frame, of any layer and
/// rate, and loses true ones behind it: three of 327 in `malformed-join.mp3` of Vanilagy/mediabunny, two files joined
/// within a frame. From there on the next frame is looked for as the first one was: two more must follow. So is the
/// start of another stream that was joined to this one.
pub(super) fn frames(reader: &mut Reader<'_>, first: &FirstFrame, end: u64) -> Result<Walked, Fault> {
    let mut walked = Walked::default();
    let mut current = *first;
    for _ in 0..BREAKS {
        let Some(break_at) = steady_frames(reader, &current, end, &mut walked)? else { return Ok(walked) };
        match first_frame(reader, break_at, end)? {
            Some(next) if next.header.length().is_some() => current = next,
            _ => return Ok(walked),
        }
    }
    Err(Fault::new(FaultKind::Malformed, current.offset, format!("frames out of step more than {BREAKS} times")))
}

/// Counts frames of one version, layer and sampling rate; returns where a frame of another begins.
fn steady_frames(
    reader: &mut Reader<'_>,
    first: &FirstFrame,
    end: u64,
    walked: &mut Walked,
) -> Result<Option<u64>, Fault> {
    let mut sound_bytes = 0_u64;
    let window = Window { reader: &mut *reader, at: first.offset, end };
    let stream = MediaSourceStream::new(Box::new(window), MediaSourceStreamOptions::default());
    match MpaReader::try_new(stream, FormatOptions::default()) {
        Ok(mut packets) => {
            while let Some(packet) = packets.next_packet().map_err(|error| fault_of(error, first.offset))? {
                let length = as_u64(packet.data.len());
                let header = packet.data.first_chunk().and_then(|bytes| FrameHeader::parse(*bytes));
                match header.filter(|header| header.agrees_with(&first.header)) {
                    Some(header) => walked.add(&header),
                    None => {
                        let read_to = Box::new(packets).into_inner().pos();
                        return Ok(Some(first.offset.saturating_add(read_to.saturating_sub(length))));
                    }
                }
                sound_bytes = sound_bytes.saturating_add(length);
            }
        }
        // The end came before one frame was whole.
        Err(Error::IoError(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {}
        Err(error) => return Err(fault_of(error, first.offset)),
    }
    walked.ends_within_frame = ends_within_frame(reader, first, sound_bytes, end)?;
    if walked.ends_within_frame {
        // Players play a cut frame as far as it goes and silence behind it, so its samples count.
        walked.add_samples(&first.header);
    }
    Ok(None)
}

impl Walked {
    /// How long the frames play, exactly.
    pub(super) fn duration(&self) -> Option<MediaDuration> {
        if let [(rate, samples)] = *self.samples {
            return MediaDuration::new(samples, u64::from(rate));
        }
        let seconds = self.samples.iter().try_fold(Rational::from(0_u64), |sum, &(rate, samples)| {
            sum.checked_add(Rational::new(samples, u64::from(rate))?)
        });
        seconds.map(MediaDuration::from)
    }

    fn add(&mut self, header: &FrameHeader) {
        self.frames = self.frames.saturating_add(1);
        self.add_samples(header);
    }

    fn add_samples(&mut self, header: &FrameHeader) {
        let samples = u64::from(header.samples());
        match self.samples.iter_mut().find(|(rate, _)| *rate == header.sample_rate) {
            Some((_, sum)) => *sum = sum.saturating_add(samples),
            None => self.samples.push((header.sample_rate, samples)),
        }
    }
}

/// Whether what is left behind `sound_bytes` of frames is a frame's beginning.
fn ends_within_frame(reader: &mut Reader<'_>, first: &FirstFrame, sound_bytes: u64, end: u64) -> Result<bool, Fault> {
    let after = first.offset.saturating_add(sound_bytes);
    // The first frame may hold a header in place of sound, and is no packet then.
    let posing = first.header.length().map_or(0, u64::from);
    for at in [after, after.saturating_add(posing)] {
        let header = header_at(reader, at, end)?.filter(|header| header.agrees_with(&first.header));
        let length = header.and_then(|header| header.length());
        if length.is_some_and(|length| at.saturating_add(u64::from(length)) > end) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The fault that stopped the reader, which `symphonia` hands through, or what `symphonia` itself complains of.
pub(super) fn fault_of(error: Error, offset: u64) -> Fault {
    match error {
        Error::IoError(error) => match error.downcast::<Fault>() {
            Ok(fault) => fault,
            Err(error) => Fault::new(FaultKind::Malformed, offset, error.to_string()),
        },
        error => Fault::new(FaultKind::Malformed, offset, error.to_string()),
    }
}

/// The part of the source that holds frames, as `symphonia` wants it. It says that it cannot seek, so that no length is
/// guessed from it.
pub(super) struct Window<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) at: u64,
    pub(super) end: u64,
}

impl Read for Window<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let found = self.reader.up_to(self.at, buffer.len().min(left)).map_err(io::Error::other)?;
        let count = found.len().min(buffer.len());
        buffer.iter_mut().zip(found).for_each(|(to, from)| *to = *from);
        self.at = self.at.saturating_add(as_u64(count));
        Ok(count)
    }
}

impl Seek for Window<'_, '_> {
    fn seek(&mut self, _: SeekFrom) -> io::Result<u64> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl MediaSource for Window<'_, '_> {
    fn is_seekable(&self) -> bool {
        false
    }

    fn byte_len(&self) -> Option<u64> {
        None
    }
}
