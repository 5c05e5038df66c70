//! Plans for videos.

use super::dimensions::{self, Fitted, Picture, Room};
use super::duration::{self, Timing};
use super::number::{floor, minus, quotient};
use super::{FixOptions, Loss, NoFix, Plan, Step, rate};
use crate::model::{Codec, Facts, Format, Media, MediaDuration, Rational, VideoFacts};
use crate::profile::Profile;

/// Samples per second of audio that is encoded: every player has it, and every encoder.
pub(super) const AUDIO_RATE: u32 = 48_000;

/// Samples of an AAC frame (ISO/IEC 14496-3). An encoder puts one before the audio, and fills the last.
const AAC_FRAME: u64 = 1024;

/// More than AAC of two channels needs.
const AUDIO_BITS_PER_SECOND: u64 = 320_000;

/// Bits that a decoder's buffer may add to what the bit rate allows: a second of it.
const SECONDS_OF_BUFFER: u64 = 1;

/// The plan for a video. Its result is not yet judged.
pub(super) fn plan(facts: &Facts, video: &VideoFacts, profile: &Profile, options: &FixOptions) -> Result<Plan, NoFix> {
    let limits = &profile.video;
    let source = Source::of(facts, video)?;
    let to = container(facts, profile);
    let fitted = source.fitted(video, profile, options)?;
    let rate = rate::target(video, limits).ok_or(NoFix::NoTarget)?;
    let unit = rate.recip().ok_or(NoFix::NoTarget)?;
    let timing = duration::timing(source.seconds, unit, &limits.duration, options)?;
    let video_codec = video.video_codec.as_ref();
    let copies_video = !options.reencode
        && timing.step.is_none()
        && fitted.steps.is_empty()
        && video_codec.is_some_and(|codec| limits.video_codecs.values.contains(codec))
        && rate::is_accepted(video, limits)
        && (video.entry_width, video.entry_height) == (None, None)
        && limits.duration.documented.contains(source.seconds)
        && facts.bytes.is_some_and(|bytes| bytes <= limits.size.decimal_bytes());
    let seconds =
        if copies_video { source.seconds } else { unit.checked_mul(timing.units.into()).ok_or(NoFix::NoTarget)? };
    let audio = source.audio(video, to, copies_video, seconds, &timing, profile, options);
    let mut steps = Vec::new();
    if source.has_other_tracks {
        steps.push(Step::DropTracks);
    }
    let encoded = Encoded { rate, seconds, timing: &timing, fitted: &fitted };
    if copies_video {
        steps.push(Step::CopyVideo);
    } else {
        let most_bytes = limits.size.decimal_bytes();
        steps.extend(encoded.steps(video, most_bytes, audio.is_some(), options).ok_or(NoFix::NoTarget)?);
    }
    steps.extend(audio.clone());
    steps.push(Step::Convert { to });
    let mut result = Facts::new(to);
    result.bytes = Some(if copies_video { facts.bytes.unwrap_or_default() } else { limits.size.decimal_bytes() });
    result.truncated = Some(false);
    let mut media = if copies_video { copied(video, seconds) } else { encoded.facts() };
    describe_audio(&mut media, audio.as_ref(), video, seconds);
    result.media = Media::Video(media);
    let picture_percent = if copies_video { Rational::from(0_u32) } else { fitted.lost_percent };
    let loss = Loss { picture_percent, seconds: if copies_video { Rational::from(0_u32) } else { timing.lost } };
    Ok(Plan { steps, result: Some(result), loss, no_fix: None, source: facts.format })
}

/// The container: the source's own if it is accepted.
fn container(facts: &Facts, profile: &Profile) -> Format {
    let accepted = &profile.video.formats.values;
    if accepted.contains(&facts.format) { facts.format } else { accepted.first().copied().unwrap_or(Format::Mp4) }
}

/// What is known of the source.
struct Source {
    picture: Picture,
    seconds: Rational,
    has_other_tracks: bool,
}

impl Source {
    fn of(facts: &Facts, video: &VideoFacts) -> Result<Self, NoFix> {
        let (width, height) =
            video.width.zip(video.height).filter(|(w, h)| *w > 0 && *h > 0).ok_or(NoFix::NotMeasured)?;
        let pixel_aspect = video.pixel_aspect.filter(|aspect| aspect.num() > 0).ok_or(NoFix::NotMeasured)?;
        let rotation = video.rotation.ok_or(NoFix::NotMeasured)?;
        let is_sideways = matches!(rotation, 90 | 270);
        let picture = if is_sideways {
            let pixel_aspect = pixel_aspect.recip().ok_or(NoFix::NotMeasured)?;
            Picture { width: height, height: width, pixel_aspect }
        } else {
            Picture { width, height, pixel_aspect }
        };
        let stated = video.video_duration.or(video.duration).map(MediaDuration::seconds);
        let counted = || quotient(Rational::from(video.video_samples?), video.fps?);
        let shown = stated.filter(|seconds| seconds.num() > 0).or_else(counted).ok_or(NoFix::NotMeasured)?;
        let seconds = shown.max(end_of_late_start(video, shown).unwrap_or(shown));
        // Whether there are tracks of other kinds is not a fact; a longer reading that neither explains hints at one.
        let longest = video.video_duration.max(video.audio_duration);
        let is_explained = video.duration_without_audio.is_none_or(|other| Some(other) <= longest);
        let has_other_tracks = video.video_tracks.is_some_and(|tracks| tracks > 1)
            || video.audio_tracks.is_some_and(|tracks| tracks > 1)
            || (facts.format.is_measured() && !is_explained);
        Ok(Self { picture, seconds, has_other_tracks })
    }

    fn fitted(&self, video: &VideoFacts, profile: &Profile, options: &FixOptions) -> Result<Fitted, NoFix> {
        let limits = &profile.video;
        let (aspect, side, pixels, sizes) =
            (&limits.aspect, &limits.side, Some(&limits.pixels), &*profile.request.sizes);
        // An odd side is only a reason to encode if there is another.
        let as_is = dimensions::fit(self.picture, &Room { aspect, side, pixels, sizes, step: 1, shape: None }, options);
        let is_copied = !options.reencode && as_is.as_ref().is_ok_and(|fitted| fitted.steps.is_empty());
        let codec_is_accepted =
            video.video_codec.as_ref().is_some_and(|codec| limits.video_codecs.values.contains(codec));
        if is_copied && codec_is_accepted && rate::is_accepted(video, limits) {
            let even =
                dimensions::fit(self.picture, &Room { aspect, side, pixels, sizes, step: 2, shape: None }, options)?;
            return if limits.duration.documented.contains(self.seconds) { as_is } else { Ok(even) };
        }
        dimensions::fit(self.picture, &Room { aspect, side, pixels, sizes, step: 2, shape: None }, options)
    }

    /// What happens to the audio; `None` if there is none.
    #[allow(clippy::too_many_arguments)] // Each is one decision that was made before.
    fn audio(
        &self,
        video: &VideoFacts,
        to: Format,
        copies_video: bool,
        seconds: Rational,
        timing: &Timing,
        profile: &Profile,
        options: &FixOptions,
    ) -> Option<Step> {
        if video.audio_tracks == Some(0) {
            return None;
        }
        let limits = &profile.video;
        let codec = video.audio_codec.as_ref();
        let is_accepted = codec.is_some_and(|codec| {
            limits.audio_codecs.values.contains(codec) || (limits.pcm_in.values.contains(&to) && codec.is_pcm())
        });
        let ends_in_time = video.audio_duration.is_some_and(|audio| audio.seconds() <= seconds.max(self.seconds));
        let is_free = limits
            .duration
            .documented
            .max
            .is_none_or(|max| video.audio_duration.is_some_and(|audio| audio.seconds() <= max));
        let fits = ends_in_time || is_free;
        if is_accepted && fits && !options.reencode && (copies_video || timing.step.is_none()) {
            return Some(Step::CopyAudio { packets: None });
        }
        let samples = audio_samples(seconds, limits.duration.documented.max);
        Some(Step::EncodeAudio { codec: Codec::AAC, sample_rate: AUDIO_RATE, samples, channels: None })
    }
}

/// When a video ends that begins later than its audio, if it does: its first frame is then shown from the beginning.
///
/// An end far from what the video track shows is that of another track, such as subtitles.
fn end_of_late_start(video: &VideoFacts, shown: Rational) -> Option<Rational> {
    let end = video.duration_without_audio?.seconds();
    let lead = minus(end, shown);
    let begins_with_audio = video.audio_duration.is_some_and(|audio| audio.seconds() > lead);
    (video.video_tracks == Some(1) && begins_with_audio && lead < shown).then_some(end)
}

/// How many samples of audio end with the video, so that also a reader that counts whole frames and the encoder's delay
/// stays within the limit.
fn audio_samples(seconds: Rational, most: Option<Rational>) -> u64 {
    let samples = |seconds: Rational| seconds.checked_mul(AUDIO_RATE.into()).map_or(u64::MAX, floor);
    let by_frames =
        most.map_or(u64::MAX, |most| (samples(most) / AAC_FRAME).saturating_sub(1).saturating_mul(AAC_FRAME));
    samples(seconds).min(by_frames)
}

/// A video that is encoded.
struct Encoded<'a> {
    rate: Rational,
    seconds: Rational,
    timing: &'a Timing,
    fitted: &'a Fitted,
}

impl Encoded<'_> {
    fn steps(&self, video: &VideoFacts, most_bytes: u64, has_audio: bool, options: &FixOptions) -> Option<Vec<Step>> {
        let mut steps: Vec<Step> = self.timing.step.clone().into_iter().collect();
        if video.nominal_fps != Some(self.rate)
            || video.fps != Some(self.rate)
            || video.variable_frame_rate != Some(false)
        {
            steps.push(Step::FrameRate { fps: self.rate });
        }
        let orientation = match video.rotation {
            Some(90) => Some(6),
            Some(180) => Some(3),
            Some(270) => Some(8),
            _ => None,
        };
        steps.extend(orientation.map(|orientation| Step::Upright { orientation }));
        steps.extend(self.fitted.steps.iter().cloned());
        let audio_bits = if has_audio { AUDIO_BITS_PER_SECOND } else { 0 };
        // Tables and padding take less than a twentieth.
        let bits = Rational::from(most_bytes.saturating_mul(8) / 20 * 19);
        let with_buffer = self.seconds.checked_add(Rational::from(SECONDS_OF_BUFFER))?;
        let most_bits_per_second = floor(minus(quotient(bits, with_buffer)?, audio_bits.into()));
        steps.push(Step::EncodeVideo {
            codec: Codec::H264,
            crf: options.quality.crf(),
            most_bits_per_second,
            frames: self.timing.units,
        });
        Some(steps)
    }

    fn facts(&self) -> VideoFacts {
        let (width, height) = (Some(self.fitted.width), Some(self.fitted.height));
        let duration = Some(MediaDuration::from(self.seconds));
        VideoFacts {
            width,
            height,
            display_width: width,
            display_height: height,
            rotation: Some(0),
            pixel_aspect: Some(Rational::from(1_u32)),
            duration,
            container_duration: duration,
            streams_duration: duration,
            duration_without_audio: duration,
            video_duration: duration,
            fps: Some(self.rate),
            nominal_fps: Some(self.rate),
            variable_frame_rate: Some(false),
            video_samples: Some(self.timing.units),
            video_codec: Some(Codec::H264),
            video_tracks: Some(1),
            ..VideoFacts::default()
        }
    }
}

/// The facts of a video whose packets are copied into a new container.
fn copied(video: &VideoFacts, seconds: Rational) -> VideoFacts {
    let duration = Some(MediaDuration::from(seconds));
    VideoFacts {
        duration,
        container_duration: duration,
        streams_duration: duration,
        duration_without_audio: duration,
        video_duration: duration,
        other_durations: Vec::new(),
        video_tracks: Some(1),
        audio_tracks: None,
        audio_codec: None,
        audio_duration: None,
        ..video.clone()
    }
}

/// Adds what is known of the audio, which may make the presentation longer.
fn describe_audio(facts: &mut VideoFacts, audio: Option<&Step>, source: &VideoFacts, seconds: Rational) {
    let Some(audio) = audio else {
        facts.audio_tracks = Some(0);
        return;
    };
    facts.audio_tracks = Some(1);
    facts.audio_codec = source.audio_codec.clone();
    facts.audio_duration = source.audio_duration;
    if let Step::EncodeAudio { codec, sample_rate, samples, .. } = audio {
        facts.audio_codec = Some(codec.clone());
        facts.audio_duration = MediaDuration::new(*samples, u64::from(*sample_rate));
    }
    let longest = facts.audio_duration.map_or(seconds, |audio| audio.seconds().max(seconds));
    let longest = Some(MediaDuration::from(longest));
    (facts.duration, facts.container_duration, facts.streams_duration) = (longest, longest, longest);
}
