//! Counting every frame by its header.

use super::sync::{header_at, next_frame, refuse_free_format};
use super::{Frame, FrameHeader, Reader};
use crate::model::{Fault, FaultKind, MediaDuration, Rational};

/// What a walk over all frames found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Complete audio frames.
    pub(super) frames: u64,
    /// Their samples, and those of a last frame that is cut: players play it as far as it goes, then silence.
    pub(super) samples: Samples,
}

/// Counts the frames from `first` to `end`. If `first_is_header`, it holds a header instead of audio and does not count;
/// every later frame does, since players play the header of a file that was joined to this one.
pub(super) fn count(reader: &mut Reader<'_>, first: &Frame, first_is_header: bool, end: u64) -> Result<Walked, Fault> {
    let mut walked = Walked::default();
    let mut walk = Walk::from(first, end);
    let mut is_header = first_is_header;
    while let Some(frame) = walk.next(reader)? {
        if !std::mem::take(&mut is_header) {
            walked.frames = walked.frames.saturating_add(u64::from(frame.is_complete));
            walked.samples.add(1, &frame.header);
        }
    }
    Ok(walked)
}

/// A frame that the walk found. Only the deep decode reads its place.
#[cfg_attr(not(feature = "deep"), allow(dead_code))]
#[derive(Debug, Clone, Copy)]
pub(super) struct WalkedFrame {
    pub(super) offset: u64,
    pub(super) header: FrameHeader,
    /// Bytes, of a complete frame.
    pub(super) length: u32,
    pub(super) is_complete: bool,
}

/// A walk from frame to frame.
///
/// Next to each other, frames share version, layer and sampling rate. Where the next one does not, another stream was
/// joined to this one, or bytes are missing or inserted: the next frame is then searched for as the first one was, so that
/// no bytes that only look like a header (`malformed-join.mp3` of Vanilagy/mediabunny) count as a frame.
pub(super) struct Walk {
    at: u64,
    end: u64,
    last: FrameHeader,
    breaks: u32,
}

/// How often a stream may fall out of step before its length is given up: once for each file of a long join.
const BREAKS: u32 = 1024;

impl Walk {
    pub(super) fn from(first: &Frame, end: u64) -> Self {
        Self { at: first.offset, end, last: first.header, breaks: 0 }
    }

    /// The next frame; `None` after the last.
    pub(super) fn next(&mut self, reader: &mut Reader<'_>) -> Result<Option<WalkedFrame>, Fault> {
        let header = header_at(reader, self.at, self.end)?.filter(|header| header.agrees_with(&self.last));
        let frame = match header {
            Some(header) if header.length().is_some() => Frame { offset: self.at, header },
            _ => match self.find(reader)? {
                Some(frame) => frame,
                None => return Ok(None),
            },
        };
        reader.count_element(frame.offset)?;
        let Some(length) = frame.header.length() else { return Ok(None) };
        let next = frame.offset.saturating_add(u64::from(length));
        (self.at, self.last) = (next, frame.header);
        let is_complete = next <= self.end && !reader.up_to(next.saturating_sub(1), 1)?.is_empty();
        Ok(Some(WalkedFrame { offset: frame.offset, header: frame.header, length, is_complete }))
    }

    /// The next frame of any stream, however far away.
    fn find(&mut self, reader: &mut Reader<'_>) -> Result<Option<Frame>, Fault> {
        if self.at >= self.end {
            return Ok(None);
        }
        if self.breaks >= BREAKS {
            let what = format!("frames are out of step more than {BREAKS} times");
            return Err(Fault::new(FaultKind::Malformed, self.at, what));
        }
        self.breaks = self.breaks.saturating_add(1);
        let found = next_frame(reader, self.at, self.end)?;
        if let Some(frame) = &found {
            refuse_free_format(frame)?;
        }
        Ok(found)
    }
}

/// Samples by sampling rate; more than one rate if streams were joined.
#[derive(Debug, Default)]
pub(super) struct Samples(Vec<(u32, u64)>);

impl Samples {
    /// The samples of `frames` like `header`.
    pub(super) fn of(frames: u64, header: &FrameHeader) -> Self {
        let mut samples = Self::default();
        samples.add(frames, header);
        samples
    }

    /// How long they play, exactly.
    pub(super) fn duration(&self) -> Option<MediaDuration> {
        self.without(0, 0)
    }

    /// How long they play without `unplayed` samples of this rate; `None` if there are not so many.
    pub(super) fn without(&self, unplayed: u64, rate: u32) -> Option<MediaDuration> {
        let left = |&(of_rate, samples): &(u32, u64)| {
            let unplayed = if of_rate == rate { unplayed } else { 0 };
            Some((u64::from(of_rate), samples.checked_sub(unplayed)?))
        };
        if let [only] = &*self.0 {
            let (rate, samples) = left(only)?;
            return MediaDuration::new(samples, rate);
        }
        let seconds = self.0.iter().try_fold(Rational::from(0_u64), |sum, samples| {
            let (rate, samples) = left(samples)?;
            sum.checked_add(Rational::new(samples, rate)?)
        });
        seconds.map(MediaDuration::from)
    }

    fn add(&mut self, frames: u64, header: &FrameHeader) {
        let samples = frames.saturating_mul(u64::from(header.samples()));
        match self.0.iter_mut().find(|(rate, _)| *rate == header.sample_rate) {
            Some((_, sum)) => *sum = sum.saturating_add(samples),
            None => self.0.push((header.sample_rate, samples)),
        }
    }
}
