//! WAVE in RIFF, RIFX, RF64 and BW64: format, duration and coding, from the chunk headers only.

mod codec;
mod data;
mod format;
mod length;
mod riff;
#[cfg(test)]
mod tests;

pub(super) use codec::tag_name as wave_tag_name;

use super::notes::Notes;
use super::reader::{Reader, as_u64};
use crate::model::{AudioFacts, DurationSource};
use crate::model::{Fault, FaultKind, MediaDuration};
use data::Samples;
use format::WaveFormat;
use riff::{Chunk, Form};

/// Measures a WAVE file from its chunks' headers.
pub(super) fn read(reader: &mut Reader<'_>, audio: &mut AudioFacts, notes: &mut Notes) -> Result<(), Fault> {
    let form = Form::read(reader)?;
    let mut parts = Parts::default();
    // What was found before the walk failed is still stated.
    let walked = parts.walk(reader, &form);
    // A spent budget says nothing about what follows.
    if !walked.as_ref().is_err_and(|fault| fault.kind == FaultKind::Budget) || parts.cut_at.is_some() {
        state_completeness(reader, &form, &parts, notes);
    }
    if let Some(format) = &parts.format {
        state_format(format, form.big_endian, audio);
    }
    walked?;
    let Some(format) = parts.format else {
        return Err(Fault::new(FaultKind::Malformed, Form::FIRST_CHUNK, "no `fmt ` chunk"));
    };
    let Some(samples) = parts.samples else {
        return Err(Fault::new(FaultKind::UnexpectedEnd, parts.end, "no `data` chunk"));
    };
    state_duration(reader, &format, &samples, parts.fact_samples, audio)
}

/// The chunks that matter.
#[derive(Default)]
struct Parts {
    format: Option<WaveFormat>,
    /// Samples per channel, by the `fact` chunk.
    fact_samples: Option<u64>,
    samples: Option<Samples>,
    /// Where a chunk that reaches past the end of the source would have ended.
    cut_at: Option<u64>,
    /// Where the walk ended.
    end: u64,
}

impl Parts {
    /// Walks the chunks until both `fmt ` and `data` are known. Writers put `fact` before `data`.
    fn walk(&mut self, reader: &mut Reader<'_>, form: &Form) -> Result<(), Fault> {
        let mut at = Form::FIRST_CHUNK;
        while self.format.is_none() || self.samples.is_none() {
            self.end = at;
            let Some(chunk) = Chunk::read(reader, form, at)? else { break };
            if reader.len().is_some_and(|len| chunk.end() > len) {
                self.cut_at = Some(chunk.end());
            }
            match &chunk.id {
                b"fmt " if self.format.is_none() => {
                    self.format = Some(WaveFormat::read(reader, &chunk, form.big_endian)?);
                }
                b"fact" if chunk.size >= 4 => {
                    self.fact_samples = Some(u64::from(form.u32(reader.array(chunk.body)?)));
                }
                b"data" if self.samples.is_none() => {
                    let samples = Samples::find(reader, form, &chunk)?;
                    let is_open = samples.declared_end.is_none();
                    self.samples = Some(samples);
                    // Samples of unknown length reach to the end: nothing can follow them.
                    if is_open {
                        break;
                    }
                }
                _ => {}
            }
            if self.cut_at.is_some() {
                break;
            }
            at = chunk.next(reader, form)?;
        }
        Ok(())
    }
}

/// Whether samples are missing, or the chunks without which they cannot be read. A cut chunk after complete samples does
/// not count, nor does a RIFF size that is too large: many writers count the header into it, or a padding byte that they
/// do not write. Streamed headers declare nothing and leave this open.
fn state_completeness(reader: &Reader<'_>, form: &Form, parts: &Parts, notes: &mut Notes) {
    let Some(len) = reader.len() else { return };
    let is_complete = parts.format.is_some() && parts.samples.is_some();
    let declared = match &parts.samples {
        Some(samples) if is_complete => samples.declared_end,
        Some(Samples { declared_end: None, .. }) => parts.cut_at,
        samples => samples.as_ref().and_then(|samples| samples.declared_end).max(form.declared_end).max(parts.cut_at),
    };
    notes.truncated = declared.map(|declared| declared > len);
    notes.declared_bytes = declared.max(form.declared_end.filter(|&end| declared.is_some() && end <= len));
}

/// The facts that the `fmt ` chunk states.
fn state_format(format: &WaveFormat, big_endian: bool, audio: &mut AudioFacts) {
    audio.codec = Some(codec::name(format, big_endian));
    audio.sample_rate = Some(format.sample_rate).filter(|&rate| rate > 0);
    audio.channels = Some(format.channels).filter(|&channels| channels > 0);
    audio.bits = format.stored_bits();
}

/// The duration: sample frames over the sample rate.
fn state_duration(
    reader: &mut Reader<'_>,
    format: &WaveFormat,
    samples: &Samples,
    fact_samples: Option<u64>,
    audio: &mut AudioFacts,
) -> Result<(), Fault> {
    if format.sample_rate == 0 || format.channels == 0 {
        return Err(Fault::new(FaultKind::Malformed, format.offset, "channels or sample rate are 0"));
    }
    let Some(bytes) = samples.bytes else {
        return Err(Fault::new(
            FaultKind::Unsupported,
            samples.start,
            "neither the `data` chunk nor the source states a length",
        ));
    };
    if codec::is_mp3(format) && bytes > 0 {
        return super::mp3::count_frames(reader, samples.start, samples.start.saturating_add(bytes), audio);
    }
    let frames = length::sample_frames(format, bytes, fact_samples)?;
    audio.duration = MediaDuration::new(frames, u64::from(format.sample_rate));
    audio.duration_from = Some(DurationSource::Header);
    Ok(())
}
