//! The probe of each format, and the whole check.

use seedance_preflight::Subject;
use std::io::Cursor;

use seedance_preflight::profile::Profile;
use seedance_preflight::{
    Budget, Facts, FaultKind, Format, Media, Seekable, Severity, Verdict, check, check_facts, probe,
};

use super::laws;
use crate::sources::{Chunked, Counting, Endless};

pub(super) fn jpeg(bytes: &[u8]) -> bool {
    probed(bytes, &[Format::Jpeg])
}

pub(super) fn png(bytes: &[u8]) -> bool {
    probed(bytes, &[Format::Png])
}

pub(super) fn webp(bytes: &[u8]) -> bool {
    probed(bytes, &[Format::WebP])
}

pub(super) fn mp4(bytes: &[u8]) -> bool {
    probed(bytes, &[Format::Mp4, Format::Mov])
}

pub(super) fn wav(bytes: &[u8]) -> bool {
    probed(bytes, &[Format::Wav])
}

pub(super) fn mp3(bytes: &[u8]) -> bool {
    probed(bytes, &[Format::Mp3])
}

/// Whatever it is: which format, above all.
pub(super) fn any(bytes: &[u8]) -> bool {
    probed(bytes, &[])
}

/// Probes `bytes` under all laws of the probe, if they are of one of these formats; an empty list means all.
fn probed(bytes: &[u8], formats: &[Format]) -> bool {
    let budget = laws::linear_budget(bytes.len());
    let counting = Counting::new(&bytes);
    let facts = probe(&counting, &budget);
    assert!(counting.bytes_read() <= budget.bytes_read);
    if !formats.is_empty() && !formats.contains(&facts.format) {
        return false;
    }
    assert_eq!(facts, probe(&bytes, &Budget::default()), "the linear budget does not suffice");
    laws::facts_survive_json(&facts);
    every_source_gives_the_same(bytes, &facts);
    small_budgets_are_kept(bytes, &facts);
    facts_agree_with_each_other(&facts);
    true
}

fn every_source_gives_the_same(bytes: &[u8], facts: &Facts) {
    assert_eq!(&probe(&Seekable::new(Cursor::new(bytes)).unwrap(), &Budget::default()), facts);
    assert_eq!(&probe(&Chunked::new(bytes), &Budget::default()), facts);
    // With an unknown length fewer facts are known; those that are known must not differ in kind.
    let endless = probe(&Endless(bytes), &Budget::default());
    assert_eq!((endless.bytes, endless.format), (None, facts.format));
}

fn small_budgets_are_kept(bytes: &[u8], facts: &Facts) {
    let judge = |facts: Facts| check_facts(facts, &Subject::default(), &Default::default());
    let generous = judge(facts.clone());
    let mut small = Budget::default();
    for (read, elements, held) in [(0, 1, 1), (5000, 1 << 20, 2 << 20), (64 << 20, 9, 4096), (9000, 100, 300)] {
        (small.bytes_read, small.elements, small.bytes_held) = (read, elements, held);
        let counting = Counting::new(&bytes);
        let frugal = probe(&counting, &small);
        assert!(counting.bytes_read() <= read, "{} bytes read of {read}", counting.bytes_read());
        laws::no_other_facts(&frugal, facts);
        let frugal = judge(frugal);
        // The end of a picture may be out of reach then, and nothing else is lost without a word.
        let mut refusing = generous.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let by_the_end_alone = refusing.all(|finding| finding.rule.id == "media/truncated");
        assert!(
            generous.verdict != Verdict::Refused || frugal.verdict != Verdict::Accepted || by_the_end_alone,
            "{small:?}: {generous:?} {frugal:?}"
        );
        assert!(
            generous.verdict != Verdict::Accepted || frugal.verdict != Verdict::Refused,
            "{small:?}: {generous:?} {frugal:?}"
        );
    }
}

/// What has to hold between one fact and another.
fn facts_agree_with_each_other(facts: &Facts) {
    if let (Some(true), Some(bytes), Some(declared)) = (facts.truncated, facts.bytes, facts.declared_bytes) {
        assert!(declared > bytes, "{facts:?}");
    }
    assert!(facts.faults.iter().all(|fault| fault.kind != FaultKind::Io && !fault.what.is_empty()), "{facts:?}");
    match &facts.media {
        Media::Image(image) => {
            assert!(image.width != Some(0) && image.height != Some(0), "{facts:?}");
            assert!(image.orientation.is_none_or(|orientation| (1..=8).contains(&orientation)), "{facts:?}");
            let sides = |a: Option<u32>, b: Option<u32>| (a.min(b), a.max(b));
            let displayed = (image.display_width, image.display_height);
            if displayed.0.is_some() && displayed.1.is_some() {
                assert_eq!(sides(image.width, image.height), sides(displayed.0, displayed.1), "{facts:?}");
            }
        }
        Media::Video(video) => {
            assert!(video.rotation.is_none_or(|rotation| matches!(rotation, 0 | 90 | 180 | 270)), "{facts:?}");
            assert!(video.width != Some(0) && video.height != Some(0), "{facts:?}");
        }
        Media::Audio(audio) => assert_eq!(audio.duration.is_some(), audio.duration_from.is_some(), "{facts:?}"),
        _ => {}
    }
}

/// A file against a profile and options that it chooses by its length: judged and rendered.
pub(super) fn check_whole(bytes: &[u8]) -> bool {
    let mut options = laws::options(bytes);
    let names = ["seedance-2.0", "seedance-2.0-r2", "seedance-2.0-r3", "seedance-2.5"];
    options.profile = Profile::named(names[bytes.len() % names.len()]).unwrap();
    let name: String = String::from_utf8_lossy(bytes).chars().take(40).collect();
    let report = check(&bytes, &laws::subject(bytes, &name), &options);
    laws::verdict_follows(report.verdict, &report.findings, &options);
    laws::report_renders(&report);
    if report.verdict == Verdict::Accepted {
        assert!(report.facts.truncated != Some(true) && report.facts.bytes > Some(0), "{report:?}");
        let measured = match &report.facts.media {
            Media::Image(image) => image.display_width.is_some() && image.display_height.is_some(),
            Media::Video(video) => video.display_width.is_some() && video.duration.is_some() && video.fps.is_some(),
            Media::Audio(audio) => audio.duration.is_some(),
            _ => false,
        };
        assert!(measured, "{report:?}");
    }
    true
}
