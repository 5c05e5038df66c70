//! Laws that hold for any facts.

use proptest::prelude::*;

use super::{Extend, Fit, FixOptions, Keep, NoFix, Plan, fix};
use crate::check::{CheckOptions, Verdict, check_facts};
use crate::model::{AudioFacts, Codec, Facts, Format, ImageFacts, Media, MediaDuration, Rational, Subject, VideoFacts};
use crate::profile::{Profile, Tolerance};

pub(super) fn image() -> impl Strategy<Value = Facts> {
    let format =
        prop::sample::select(vec![Format::Jpeg, Format::Png, Format::WebP, Format::Gif, Format::Bmp, Format::Tiff]);
    let sides = (1_u32..=20_000, 1_u32..=20_000);
    (format, sides, 1_u8..=8, any::<bool>(), 1_u64..=60_000_000).prop_map(
        |(format, sides, orientation, animated, bytes)| {
            let mut facts = Facts::new(format);
            (facts.bytes, facts.truncated) = (Some(bytes), Some(false));
            let shown = if orientation > 4 { (sides.1, sides.0) } else { sides };
            facts.media = Media::Image(ImageFacts {
                width: Some(sides.0),
                height: Some(sides.1),
                display_width: Some(shown.0),
                display_height: Some(shown.1),
                orientation: Some(orientation),
                animated: Some(animated),
            });
            facts
        },
    )
}

fn duration() -> impl Strategy<Value = MediaDuration> {
    prop_oneof![
        (1_u64..=40_000).prop_map(|ms| MediaDuration::new(ms, 1000).unwrap()),
        (1_u64..=2_000_000, 8000_u64..=90_000).prop_map(|(ticks, scale)| MediaDuration::new(ticks, scale).unwrap()),
    ]
}

fn rate() -> impl Strategy<Value = Rational> {
    prop_oneof![
        (1_u64..=300).prop_map(Rational::from),
        (1_u64..=240).prop_map(|rate| Rational::new(rate * 1000, 1001).unwrap()),
        (1_u64..=200_000, 1_u64..=5000).prop_map(|(num, den)| Rational::new(num, den).unwrap()),
    ]
}

pub(super) fn video() -> impl Strategy<Value = Facts> {
    let codec = prop::sample::select(vec![Codec::H264, Codec::HEVC, Codec::named("vp9")]);
    let audio_codec =
        prop::sample::select(vec![None, Some(Codec::AAC), Some(Codec::PCM_S16LE), Some(Codec::named("opus"))]);
    let picture = (1_u32..=8000, 1_u32..=8000, prop::sample::select(vec![0_u16, 90, 180, 270]), 1_u64..=4, 1_u64..=4);
    let times = (duration(), duration(), rate(), any::<bool>());
    let format = prop::sample::select(vec![Format::Mp4, Format::Mov]);
    (format, picture, times, codec, audio_codec, 1_u64..=100_000_000).prop_map(
        |(format, (width, height, rotation, num, den), (long, audio, rate, is_constant), codec, audio_codec, bytes)| {
            let mut facts = Facts::new(format);
            (facts.bytes, facts.truncated) = (Some(bytes), Some(false));
            let has_audio = audio_codec.is_some();
            let longest = if has_audio { long.max(audio) } else { long };
            facts.media = Media::Video(VideoFacts {
                width: Some(width),
                height: Some(height),
                rotation: Some(rotation),
                pixel_aspect: Rational::new(num, den),
                duration: Some(longest),
                container_duration: Some(longest),
                streams_duration: Some(longest),
                duration_without_audio: Some(long),
                video_duration: Some(long),
                audio_duration: has_audio.then_some(audio),
                fps: Some(rate),
                nominal_fps: is_constant.then_some(rate),
                variable_frame_rate: Some(!is_constant),
                video_samples: Some(100),
                video_codec: Some(codec),
                audio_codec,
                video_tracks: Some(1),
                audio_tracks: Some(u32::from(has_audio)),
                ..VideoFacts::default()
            });
            facts
        },
    )
}

pub(super) fn audio() -> impl Strategy<Value = Facts> {
    let coded = prop::sample::select(vec![
        (Format::Mp3, Codec::MP3, None),
        (Format::Wav, Codec::PCM_S16LE, Some(16)),
        (Format::Wav, Codec::named("pcm_f32le"), Some(32)),
    ]);
    let rates = prop::sample::select(vec![8000_u32, 22_050, 44_100, 48_000, 192_000]);
    (coded, rates, 1_u16..=8, duration(), 1_u64..=40_000_000).prop_map(
        |((format, codec, bits), rate, channels, duration, bytes)| {
            let mut facts = Facts::new(format);
            (facts.bytes, facts.truncated) = (Some(bytes), Some(false));
            facts.media = Media::Audio(AudioFacts {
                duration: Some(duration),
                codec: Some(codec),
                sample_rate: Some(rate),
                channels: Some(channels),
                bits,
                ..AudioFacts::default()
            });
            facts
        },
    )
}

pub(super) fn options() -> impl Strategy<Value = FixOptions> {
    let fit = prop::sample::select(Fit::ALL);
    let keep = prop::sample::select(vec![Keep::Start, Keep::Middle, Keep::End]);
    let extend = prop::sample::select(vec![None, Some(Extend::Hold), Some(Extend::Slow), Some(Extend::Loop)]);
    (fit, keep, extend, 0_u32..=100, any::<[bool; 2]>()).prop_map(|(fit, keep, extend, percent, [deny, observed])| {
        let tolerance = if observed { Tolerance::Observed } else { Tolerance::Documented };
        FixOptions {
            fit,
            keep,
            extend,
            most_cropped_percent: percent,
            deny_warnings: deny,
            tolerance,
            ..FixOptions::default()
        }
    })
}

/// Every law, of one file.
fn holds(facts: &Facts, options: &FixOptions, profile: &Profile) -> Result<(), TestCaseError> {
    let check = |tolerance, deny_warnings| {
        let mut check = CheckOptions::new(profile.clone());
        (check.tolerance, check.deny_warnings) = (tolerance, deny_warnings);
        check
    };
    let given = check(options.tolerance, options.deny_warnings);
    let is_accepted = check_facts(facts.clone(), &Subject::default(), &given).verdict == Verdict::Accepted;
    let plan = fix(facts, profile, options);
    prop_assert_eq!(is_accepted, plan.is_empty(), "{:?}", &plan);
    let Some(result) = &plan.result else {
        // Only a recording that is too short has no fix, or a picture that would be cut away completely.
        let why = plan.no_fix.unwrap();
        prop_assert!(why == NoFix::NoTarget || (why == NoFix::TooShort && options.extend.is_none()), "{:?}", why);
        return Ok(());
    };
    if !is_accepted {
        for tolerance in [Tolerance::Documented, Tolerance::Observed] {
            let report = check_facts(result.clone(), &Subject::default(), &check(tolerance, true));
            prop_assert_eq!(report.verdict, Verdict::Accepted, "{:?}", report.findings);
        }
        prop_assert_eq!(fix(result, profile, options), Plan::nothing(result));
    }
    Ok(())
}

proptest! {
    #[test]
    fn the_result_of_an_image_is_accepted_and_needs_no_fix(facts in image(), options in options()) {
        holds(&facts, &options, &Profile::default())?;
    }

    #[test]
    fn the_result_of_a_video_is_accepted_and_needs_no_fix(facts in video(), options in options(), which in 0_usize..4) {
        holds(&facts, &options, &Profile::all()[which])?;
    }

    #[test]
    fn the_result_of_audio_is_accepted_and_needs_no_fix(facts in audio(), options in options()) {
        holds(&facts, &options, &Profile::default())?;
    }

    #[test]
    fn no_picture_of_a_usual_shape_is_without_a_fix(width in 16_u32..=8000, height in 16_u32..=8000) {
        let mut facts = Facts::new(Format::Png);
        (facts.bytes, facts.truncated) = (Some(1000), Some(false));
        let (w, h) = (Some(width), Some(height));
        facts.media = Media::Image(ImageFacts {
            width: w, height: h, display_width: w, display_height: h, orientation: Some(1), animated: Some(false),
        });
        let plan = fix(&facts, &Profile::default(), &FixOptions::default());
        prop_assert_eq!(plan.no_fix, None);
    }
}
