//! Plans for audio files, and for the audio of files without video.

use super::duration::{self, Timing};
use super::number::floor;
use super::{FixOptions, Keep, Loss, NoFix, Plan, Step};
use crate::model::{AudioFacts, Codec, DurationSource, Facts, Format, Media, MediaDuration, Rational, VideoFacts};
use crate::profile::{AudioLimits, Profile};

/// Bytes of the header of a WAV file, and of the text that a writer may add.
const WAV_HEADER: u64 = 1024;

/// Samples per second that every reader of WAV files takes.
const RATES: std::ops::RangeInclusive<u32> = 8000..=192_000;

/// What audio becomes where its own rate or channels would make it too large.
const PLAIN_RATE: u32 = 48_000;
const PLAIN_CHANNELS: u16 = 2;

/// The plan for an audio file. Its result is not yet judged.
pub(super) fn plan(facts: &Facts, audio: &AudioFacts, profile: &Profile, options: &FixOptions) -> Result<Plan, NoFix> {
    let limits = &profile.audio;
    let total = audio.duration.map(MediaDuration::seconds).filter(|total| total.num() > 0).ok_or(NoFix::NotMeasured)?;
    if let Some(plan) = copied(facts, audio, total, limits, options) {
        return Ok(plan);
    }
    let rate = audio.sample_rate.filter(|rate| RATES.contains(rate)).unwrap_or(PLAIN_RATE);
    let channels = audio.channels.filter(|channels| *channels > 0);
    let wanted = Encoding { rate, channels: channels.unwrap_or(PLAIN_CHANNELS) };
    let plain = Encoding { rate: rate.min(PLAIN_RATE), channels: wanted.channels.min(PLAIN_CHANNELS) };
    let encodings = if channels.is_some() { [wanted, plain] } else { [plain, plain] };
    encodings.into_iter().find_map(|encoding| encoding.plan(facts, audio, total, limits, options)).unwrap_or_else(
        || {
            // Says why, which does not depend on the encoding.
            duration::timing(total, Rational::new(1, rate.into()).ok_or(NoFix::NoTarget)?, &limits.duration, options)?;
            Err(NoFix::NoTarget)
        },
    )
}

/// PCM of 16 bit.
#[derive(Clone, Copy)]
struct Encoding {
    rate: u32,
    channels: u16,
}

impl Encoding {
    fn plan(
        self,
        facts: &Facts,
        audio: &AudioFacts,
        total: Rational,
        limits: &AudioLimits,
        options: &FixOptions,
    ) -> Option<Result<Plan, NoFix>> {
        let timing = match duration::timing(total, Rational::new(1, self.rate.into())?, &limits.duration, options) {
            Ok(timing) => timing,
            Err(why) => return Some(Err(why)),
        };
        let bytes = timing.units.checked_mul(2 * u64::from(self.channels))?.checked_add(WAV_HEADER)?;
        if bytes > limits.size.decimal_bytes() || !limits.formats.values.contains(&Format::Wav) {
            return None;
        }
        let Timing { step, units, lost } = timing;
        let mut steps: Vec<Step> = step.into_iter().collect();
        steps.push(Step::EncodeAudio {
            codec: Codec::PCM_S16LE,
            sample_rate: self.rate,
            samples: units,
            channels: audio.channels.is_none_or(|channels| channels != self.channels).then_some(self.channels),
        });
        steps.push(Step::Convert { to: Format::Wav });
        let mut result = Facts::new(Format::Wav);
        (result.bytes, result.truncated) = (Some(bytes), Some(false));
        result.media = Media::Audio(AudioFacts {
            duration: MediaDuration::new(units, self.rate.into()),
            duration_from: Some(DurationSource::Header),
            codec: Some(Codec::PCM_S16LE),
            sample_rate: Some(self.rate),
            channels: Some(self.channels),
            bits: Some(16),
            played_duration: None,
        });
        let loss = Loss { seconds: lost, ..Loss::default() };
        Some(Ok(Plan { steps, result: Some(result), loss, no_fix: None, source: facts.format }))
    }
}

/// The beginning of an MP3, as many whole frames as fit: nothing is decoded. `None` where that is not enough.
fn copied(
    facts: &Facts,
    audio: &AudioFacts,
    total: Rational,
    limits: &AudioLimits,
    options: &FixOptions,
) -> Option<Plan> {
    let is_mp3 = facts.format == Format::Mp3 && audio.codec == Some(Codec::MP3) && facts.faults.is_empty();
    let max = limits.duration.documented.max.filter(|max| total > *max)?;
    if !is_mp3 || options.reencode || options.keep != Keep::Start || !limits.formats.values.contains(&Format::Mp3) {
        return None;
    }
    let rate = audio.sample_rate?;
    let packets = floor(max.checked_mul(rate.into())?) / samples_of_frame(rate);
    let samples = packets.checked_mul(samples_of_frame(rate))?;
    let duration = MediaDuration::new(samples, rate.into())?;
    // At most 320 kbit/s, and a header frame.
    let bytes = floor(duration.seconds().checked_mul(Rational::from(320_000_u32 / 8))?).checked_add(8192)?;
    if bytes > limits.size.decimal_bytes() {
        return None;
    }
    let mut result = Facts::new(Format::Mp3);
    (result.bytes, result.truncated) = (Some(bytes), Some(false));
    result.media = Media::Audio(AudioFacts { duration: Some(duration), played_duration: None, ..audio.clone() });
    let steps = vec![
        Step::Trim { from: MediaDuration::from_seconds(0), duration },
        Step::CopyAudio { packets: Some(packets) },
        Step::Convert { to: Format::Mp3 },
    ];
    let loss = Loss { seconds: super::number::minus(total, duration.seconds()), ..Loss::default() };
    Some(Plan { steps, result: Some(result), loss, no_fix: None, source: facts.format })
}

/// Samples of a frame of layer III: 1152 for MPEG-1 (ISO/IEC 11172-3), half for the lower rates of MPEG-2
/// (ISO/IEC 13818-3).
fn samples_of_frame(rate: u32) -> u64 {
    if rate >= 32_000 { 1152 } else { 576 }
}

/// The facts of the audio of a movie without video.
pub(super) fn of_movie(video: &VideoFacts) -> AudioFacts {
    AudioFacts {
        duration: video.audio_duration.or(video.duration),
        codec: video.audio_codec.clone(),
        ..AudioFacts::default()
    }
}
