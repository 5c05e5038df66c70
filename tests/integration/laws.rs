//! Laws over corrupted files and moved values.

use seedance_preflight::Subject;
use std::io::Cursor;

use crate::support::corrupted_file;
use proptest::prelude::*;
use seedance_preflight::{
    Budget, CheckOptions, Facts, FaultKind, Format, Media, MediaDuration, Rational, Seekable, Severity, Verdict,
    VideoFacts, check, check_facts, probe,
};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn no_corrupted_file_makes_a_check_panic(bytes in corrupted_file()) {
        let report = check(&bytes, &Subject::default(), &CheckOptions::default());
        for finding in &report.findings {
            prop_assert!(!finding.message().is_empty() && !finding.help().is_empty());
        }
    }

    #[test]
    fn a_frugal_budget_is_kept_and_never_accepts_what_a_generous_one_refuses(bytes in corrupted_file(), read in 0..20_000_u64) {
        let mut frugal = Budget::default();
        frugal.bytes_read = read;
        let judge = |budget| {
            let facts = probe(&bytes, &budget);
            check_facts(facts, &Subject::default(), &CheckOptions::default())
        };
        let (generous, frugal) = (judge(Budget::default()), judge(frugal));
        // The end of a picture may be out of reach then, and nothing else.
        let only_cut = generous.findings.iter().filter(|finding| finding.severity == Severity::Error).all(|finding| finding.rule.id == "media/truncated");
        prop_assert!(generous.verdict != Verdict::Refused || frugal.verdict != Verdict::Accepted || only_cut, "{generous:?} {frugal:?}");
    }

    #[test]
    fn every_source_gives_the_same_facts(bytes in corrupted_file()) {
        let facts = probe(&bytes, &Budget::default());
        let seekable = Seekable::new(Cursor::new(bytes.clone())).unwrap();
        prop_assert_eq!(&probe(&seekable, &Budget::default()), &facts);
        prop_assert_eq!(&probe(&crate::support::Sips(bytes), &Budget::default()), &facts);
    }

    #[test]
    fn facts_survive_json(bytes in corrupted_file()) {
        let facts = probe(&bytes, &Budget::default());
        let json = serde_json::to_string(&facts).unwrap();
        prop_assert_eq!(serde_json::from_str::<Facts>(&json).unwrap(), facts);
    }
}

/// A movie of these measures, all else as accepted.
fn movie(width: u32, height: u32, milliseconds: u64, rate: (u64, u64)) -> Facts {
    let mut video = VideoFacts::default();
    (video.width, video.height) = (Some(width), Some(height));
    (video.display_width, video.display_height) = (Some(width), Some(height));
    (video.rotation, video.pixel_aspect) = (Some(0), Some(Rational::from(1_u32)));
    video.duration = MediaDuration::new(milliseconds, 1000);
    video.video_duration = video.duration;
    video.fps = Rational::new(rate.0, rate.1);
    let mut facts = Facts::new(Format::Mp4);
    facts.media = Media::Video(video);
    facts
}

fn gravest(facts: Facts, rule: &str) -> Option<Severity> {
    let report = check_facts(facts, &Subject::default(), &CheckOptions::default());
    report.findings.iter().filter(|finding| finding.rule.id == rule).map(|finding| finding.severity).max()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn moving_a_value_inwards_never_adds_a_finding(
        milliseconds in 0..40_000_u64,
        rate in (1..200_000_u64, 500..2000_u64),
        share in 0..=100_u64,
    ) {
        // Half way between the ends, roughly; the share says how far the value goes there.
        let towards = |value: u64, middle: u64| if value < middle {
            value + (middle - value) * share / 100
        } else {
            value - (value - middle) * share / 100
        };
        let near = movie(1280, 720, towards(milliseconds, 8500), rate);
        let far = movie(1280, 720, milliseconds, rate);
        prop_assert!(gravest(near, "video/duration-out-of-range") <= gravest(far, "video/duration-out-of-range"));

        let slower = (towards(rate.0, 42 * rate.1), rate.1);
        let near = movie(1280, 720, 5000, slower);
        let far = movie(1280, 720, 5000, rate);
        prop_assert!(gravest(near, "video/fps-out-of-range") <= gravest(far, "video/fps-out-of-range"));
    }

    #[test]
    fn a_quarter_turn_never_changes_the_verdict_on_size(width in 1..8000_u32, height in 1..8000_u32, rotation in prop::sample::select(vec![0_u16, 90, 180, 270])) {
        for rule in ["video/aspect-out-of-range", "video/side-out-of-range", "video/pixels-out-of-range"] {
            let upright = movie(width, height, 5000, (30, 1));
            let mut turned = upright.clone();
            let Media::Video(video) = &mut turned.media else { unreachable!() };
            video.rotation = Some(rotation);
            prop_assert_eq!(gravest(upright, rule), gravest(turned, rule));
        }
    }
}

/// A WAV of three seconds and an MP3 of five, which are accepted.
fn audio_files() -> [Vec<u8>; 2] {
    let chunk =
        |id: &[u8; 4], body: &[u8]| [id.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
    let format = [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0];
    let chunks = [b"WAVE".to_vec(), chunk(b"fmt ", &format), chunk(b"LIST", &[7; 24]), chunk(b"data", &[0; 48_000])];
    let wav = chunk(b"RIFF", &chunks.concat());
    let frame = [&[0xFF, 0xFB, 0x90, 0xC4][..], &[0; 413]].concat();
    [wav, frame.repeat(192)]
}

proptest! {
    /// Whatever is changed in its headers, audio with a structural fault is never accepted.
    #[test]
    fn no_audio_with_a_fault_is_accepted(
        changes in prop::collection::vec((0..100_usize, any::<u8>()), 1..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        for mut bytes in audio_files() {
            for &(at, value) in &changes {
                bytes[at] = value;
            }
            if let Some(cut) = &cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let report = check(&bytes, &Subject::default(), &CheckOptions::default());
            let is_structural = |kind| matches!(kind, FaultKind::Malformed | FaultKind::UnexpectedEnd);
            let has_fault = report.facts.faults.iter().any(|fault| is_structural(fault.kind));
            prop_assert!(!has_fault || report.verdict != Verdict::Accepted);
            let duration = report.facts.audio().and_then(|audio| audio.duration);
            prop_assert!(duration.is_some() || report.verdict != Verdict::Accepted);
        }
    }
}
