//! Both ends of every range of every profile: one step outside, at, and one step inside, through real bytes.
//! The cases come from the profiles, so that new limits arrive with their tests.

use crate::support::{Movie, Padded, jpeg, mp3, png, wav, webp};
use seedance_preflight::Subject;
use seedance_preflight::profile::{Bound, MegabyteLimit, Placement, Profile, Tolerance};
use seedance_preflight::{CheckOptions, Outcome, Rational, ReadAt, Severity, check};

/// The highest severity that `rule` reports for a file; `None` where it passes.
fn severity_of(rule: &str, source: &dyn ReadAt, profile: &Profile, tolerance: Tolerance) -> Option<Severity> {
    let mut options = CheckOptions::new(profile.clone());
    options.tolerance = tolerance;
    let report = check(source, &Subject::default(), &options);
    let found: Vec<_> = report.findings.iter().filter(|finding| finding.rule.id == rule).collect();
    assert!(
        found.iter().all(|finding| finding.outcome != Outcome::Undecided),
        "{rule} is undecided: {:?}",
        report.facts
    );
    found.iter().map(|finding| finding.severity).max()
}

/// What a bound asks of a value under a tolerance.
fn wanted(bound: &Bound, value: Rational, tolerance: Tolerance) -> Option<Severity> {
    match (bound.place(value), tolerance) {
        (Placement::Inside, _) => None,
        (Placement::AtDisputedEnd, _) => Some(Severity::Note),
        (Placement::Observed, Tolerance::Observed) => Some(Severity::Warning),
        _ => Some(Severity::Error),
    }
}

/// Holds `build` against `bound` at a value: the file has it, and the rule judges it so.
fn assert_judged(rule: &str, bound: &Bound, value: Rational, source: &dyn ReadAt, profile: &Profile) {
    for tolerance in [Tolerance::Documented, Tolerance::Observed] {
        assert_eq!(
            severity_of(rule, source, profile, tolerance),
            wanted(bound, value, tolerance),
            "{}: {rule} at {value} under {tolerance:?}",
            profile.name
        );
    }
}

/// Every end of a bound, documented and observed.
fn ends(bound: &Bound) -> Vec<Rational> {
    let ranges = [Some(bound.documented), bound.observed];
    ranges.into_iter().flatten().flat_map(|range| [range.min, range.max]).flatten().collect()
}

/// Integers one step outside, at and inside of each end.
fn integers_around(bound: &Bound) -> Vec<u64> {
    ends(bound).into_iter().flat_map(|end| (end.num() - 1)..=(end.num() + 1)).collect()
}

#[test]
fn image_sides_and_ratios_through_each_format() {
    for profile in Profile::all() {
        let (side, aspect) = (&profile.image.side, &profile.image.aspect);
        for pixels in integers_around(side) {
            // The other side keeps clear of the ends.
            let (value, other) = (Rational::from(pixels), 1000);
            let short = u16::try_from(pixels).unwrap();
            assert_judged("image/side-out-of-range", side, value, &jpeg(short, 1000), &profile);
            assert_judged("image/side-out-of-range", side, value, &png(other, short.into()), &profile);
            assert_judged("image/side-out-of-range", side, value, &webp(short.into(), other), &profile);
        }
        for (width, height) in ends(aspect).into_iter().flat_map(sizes_around) {
            let value = Rational::new(width.into(), height.into()).unwrap();
            assert_judged("image/aspect-out-of-range", aspect, value, &png(width, height), &profile);
            let file = jpeg(u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
            assert_judged("image/aspect-out-of-range", aspect, value, &file, &profile);
            assert_judged("image/aspect-out-of-range", aspect, value, &webp(width, height), &profile);
        }
    }
}

/// Sizes of this ratio, and one pixel narrower and wider.
fn sizes_around(ratio: Rational) -> [(u32, u32); 3] {
    let (width, height) = (u32::try_from(ratio.num() * 400).unwrap(), u32::try_from(ratio.den() * 400).unwrap());
    [(width - 1, height), (width, height), (width + 1, height)]
}

#[test]
fn video_sides_and_ratios_turned_and_unturned() {
    for profile in Profile::all() {
        let (side, aspect) = (&profile.video.side, &profile.video.aspect);
        for rotation in [0, 90, 180, 270] {
            for pixels in integers_around(side) {
                let movie = Movie { width: u16::try_from(pixels).unwrap(), height: 1000, rotation, ..Movie::default() };
                assert_judged("video/side-out-of-range", side, Rational::from(pixels), &movie.to_mp4(), &profile);
            }
            for (width, height) in ends(aspect).into_iter().flat_map(sizes_around) {
                let coded = if rotation % 180 == 0 { (width, height) } else { (height, width) };
                let (width_as_coded, height_as_coded) =
                    (u16::try_from(coded.0).unwrap(), u16::try_from(coded.1).unwrap());
                let movie = Movie { width: width_as_coded, height: height_as_coded, rotation, ..Movie::default() };
                let value = Rational::new(width.into(), height.into()).unwrap();
                assert_judged("video/aspect-out-of-range", aspect, value, &movie.to_mp4(), &profile);
            }
        }
    }
}

#[test]
fn video_pixels() {
    for profile in Profile::all() {
        let bound = &profile.video.pixels;
        for end in ends(bound) {
            for (width, height) in frames_around(end.num()) {
                let movie = Movie { width, height, ..Movie::default() };
                let value = Rational::from(u64::from(width) * u64::from(height));
                assert_judged("video/pixels-out-of-range", bound, value, &movie.to_mp4(), &profile);
            }
        }
    }
}

/// The frames nearest to `pixels` from below and above, and one of just that many where there is one.
fn frames_around(pixels: u64) -> Vec<(u16, u16)> {
    let frames = |count: u64| {
        (300..=6000_u64).filter(move |width| count.is_multiple_of(*width)).map(move |width| (width, count / width))
    };
    let fits = |(width, height): (u64, u64)| Some((u16::try_from(width).ok()?, u16::try_from(height).ok()?));
    let below = (0..pixels).rev().find_map(|count| frames(count).find_map(fits));
    let above = (pixels + 1..).find_map(|count| frames(count).find_map(fits));
    let at = frames(pixels).find_map(fits);
    [below, at, above].into_iter().flatten().collect()
}

#[test]
fn video_durations_by_the_millisecond() {
    for profile in Profile::all() {
        let bound = &profile.video.duration;
        for milliseconds in milliseconds_around(bound) {
            // One sample a tick, so that every length can be made; the frame rate is another rule's affair.
            let movie = Movie { time_scale: 1000, samples: milliseconds, delta: 1, ..Movie::default() };
            let value = Rational::new(milliseconds.into(), 1000).unwrap();
            assert_judged("video/duration-out-of-range", bound, value, &movie.to_mp4(), &profile);
        }
    }
}

#[test]
fn sound_durations_by_the_millisecond_and_by_the_frame() {
    for profile in Profile::all() {
        let bound = &profile.audio.duration;
        for milliseconds in milliseconds_around(bound) {
            let value = Rational::new(milliseconds.into(), 1000).unwrap();
            assert_judged("audio/duration-out-of-range", bound, value, &wav(milliseconds, 1000), &profile);
        }
        for end in ends(bound) {
            // 1152 samples at 48 kHz are 24 ms.
            let frames = usize::try_from(end.num() * 1000 / end.den() / 24).unwrap();
            for frames in frames - 1..=frames + 1 {
                let value = Rational::new(u64::try_from(frames).unwrap() * 1152, 48_000).unwrap();
                assert_judged("audio/duration-out-of-range", bound, value, &mp3(frames), &profile);
            }
        }
    }
}

fn milliseconds_around(bound: &Bound) -> Vec<u32> {
    let millisecond = |end: Rational| u32::try_from(end.num() * 1000 / end.den()).unwrap();
    ends(bound).into_iter().map(millisecond).flat_map(|end| end - 1..=end + 1).collect()
}

#[test]
fn video_frame_rates_by_the_thousandth_and_of_ntsc() {
    for profile in Profile::all() {
        let bound = &profile.video.fps;
        let thousandths = ends(bound).into_iter().flat_map(|end| {
            let scale = u32::try_from(end.num() * 1000 / end.den()).unwrap();
            [(scale - 1, 1000), (scale, 1000), (scale + 1, 1000), (scale, 1001), (scale, 999)]
        });
        for (time_scale, delta) in thousandths {
            let movie = Movie { time_scale, delta, ..Movie::default() };
            let value = Rational::new(time_scale.into(), delta.into()).unwrap();
            assert_judged("video/fps-out-of-range", bound, value, &movie.to_mp4(), &profile);
        }
    }
}

#[test]
fn bytes_by_both_readings_of_a_megabyte() {
    for profile in Profile::all() {
        let cases: [(&MegabyteLimit, Vec<u8>); 3] = [
            (&profile.image.size, png(1000, 1000)),
            (&profile.video.size, Movie::default().to_mp4()),
            (&profile.audio.size, wav(5000, 1000)),
        ];
        for (limit, head) in cases {
            for (length, wanted) in [
                (limit.decimal_bytes() - 1, None),
                (limit.decimal_bytes(), None),
                (limit.decimal_bytes() + 1, Some(Severity::Warning)),
                (limit.binary_bytes() - 1, Some(Severity::Warning)),
                (limit.binary_bytes(), Some(Severity::Warning)),
                (limit.binary_bytes() + 1, Some(Severity::Error)),
            ] {
                let file = Padded { head: head.clone(), length };
                for tolerance in [Tolerance::Documented, Tolerance::Observed] {
                    let found = severity_of("media/too-large", &file, &profile, tolerance);
                    assert_eq!(found, wanted, "{}: {length} bytes", profile.name);
                }
            }
        }
    }
}
