//! WAVE in RIFF, RIFX, RF64 and BW64: format, length and coding from the chunk headers alone.

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
use data::Sound;
use format::WaveFormat;
use riff::{Chunk, Form};

/// Measures a WAVE file from its chunks' headers.
pub(super) fn read(reader: &mut Reader<'_>, audio: &mut AudioFacts, notes: &mut Notes) -> Result<(), Fault> {
    let form = Form::read(reader)?;
    let mut parts = Parts::default();
    // What was found before the walk failed still counts.
    let walked = parts.walk(reader, &form);
    state_completeness(reader, &form, &parts, notes);
    if let Some(format) = &parts.format {
        state_format(format, form.big_endian, audio);
    }
    walked?;
    let Some(format) = parts.format else {
        return Err(Fault::new(FaultKind::Malformed, Form::FIRST_CHUNK, "no `fmt ` chunk"));
    };
    let Some(sound) = parts.sound else {
        return Err(Fault::new(FaultKind::UnexpectedEnd, parts.end, "no `data` chunk"));
    };
    state_duration(reader, &format, &sound, parts.fact_samples, audio)
}

/// The chunks that matter.
#[derive(Default)]
struct Parts {
    format: Option<WaveFormat>,
    /// Samples a channel, by the `fact` chunk.
    fact_samples: Option<u64>,
    sound: Option<Sound>,
    /// Where a chunk that the source ends in would have ended.
    cut_at: Option<u64>,
    /// Where the walk ended.
    end: u64,
}

impl Parts {
    /// Walks the chunks until both `fmt ` and `data` are known. Writers put `fact` before `data`.
    fn walk(&mut self, reader: &mut Reader<'_>, form: &Form) -> Result<(), Fault> {
        let mut at = Form::FIRST_CHUNK;
        while self.format.is_none() || self.sound.is_none() {
            self.end = at;
            let Some(chunk) = Chunk::read(reader, form, at)? else { break };
            match &chunk.id {
                b"fmt " if self.format.is_none() => {
                    self.format = Some(WaveFormat::read(reader, &chunk, form.big_endian)?);
                }
                b"fact" if chunk.size >= 4 => {
                    self.fact_samples = Some(u64::from(form.u32(reader.array(chunk.body)?)));
                }
                b"data" if self.sound.is_none() => {
                    let sound = Sound::find(reader, form, &chunk)?;
                    let goes_on = sound.declared_end;
                    self.sound = Some(sound);
                    // Sound of unknown length reaches to the end: nothing can follow it.
                    if goes_on.is_none() {
                        break;
                    }
                }
                _ => {}
            }
            if reader.len().is_some_and(|len| chunk.end() > len) {
                self.cut_at = Some(chunk.end());
                break;
            }
            at = chunk.next(reader, form)?;
        }
        Ok(())
    }
}

/// A chunk's header: what is missing after a whole `data` chunk must be more than this to have held anything.
const CHUNK_HEADER: u64 = 8;

/// Whether all that is declared is there. Streamed headers declare nothing and leave this open.
fn state_completeness(reader: &Reader<'_>, form: &Form, parts: &Parts, notes: &mut Notes) {
    let Some(len) = reader.len() else { return };
    let sound_end = parts.sound.as_ref().and_then(|sound| sound.declared_end);
    let is_open = parts.sound.is_some() && sound_end.is_none();
    // Many writers count the RIFF header itself into its size, or a padding byte that they do not write: where no chunk
    // can be missing, nothing is. Where the sound's size was left open, a small RIFF size is just as unfinished.
    let form_end = form.declared_end.filter(|&end| if end <= len { !is_open } else { end - len > CHUNK_HEADER });
    notes.declared_bytes = form_end.max(sound_end).max(parts.cut_at);
    notes.truncated = match notes.declared_bytes {
        Some(declared) => Some(declared > len),
        None => form.declared_end.filter(|_| !is_open).map(|_| false),
    };
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
    sound: &Sound,
    fact_samples: Option<u64>,
    audio: &mut AudioFacts,
) -> Result<(), Fault> {
    if format.sample_rate == 0 || format.channels == 0 {
        return Err(Fault::new(FaultKind::Malformed, format.offset, "no channels, or a sample rate of zero"));
    }
    let Some(bytes) = sound.bytes else {
        return Err(Fault::new(
            FaultKind::Unsupported,
            sound.start,
            "sound of unknown length in a source of unknown length",
        ));
    };
    if codec::is_mp3(format) && bytes > 0 {
        return super::mp3::count_frames(reader, sound.start, sound.start.saturating_add(bytes), audio);
    }
    let frames = length::sample_frames(format, bytes, fact_samples)?;
    audio.duration = MediaDuration::new(frames, u64::from(format.sample_rate));
    audio.duration_from = Some(DurationSource::Header);
    Ok(())
}
