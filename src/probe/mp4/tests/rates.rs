//! Average and nominal frame rates of whole movies.

use super::*;

fn found(time_scale: u32, runs: &[(u32, u32)], fragmented: bool) -> VideoFacts {
    let track = TrackSpec { time_scale, runs: runs.to_vec(), ..TrackSpec::video((640, 480)) };
    facts(&MovieSpec { fragmented, ..MovieSpec::of(vec![track]) })
}

#[test]
fn nominal_and_average_rate_are_facts_of_their_own() {
    let fraction = Rational::new;
    let cases: [(u32, &[(u32, u32)], _, _); 5] = [
        (1_228_800, &[(95, 51_200), (1, 51_290)], fraction(24, 1), fraction(96 * 1_228_800, 95 * 51_200 + 51_290)),
        (24_000, &[(93, 1001), (3, 0)], fraction(24_000, 1001), fraction(96 * 24_000, 93 * 1001)),
        (12_288, &[(95, 512), (1, 12_288)], fraction(24, 1), fraction(96 * 12_288, 95 * 512 + 12_288)),
        (12_288, &[(1, 775), (95, 512)], fraction(24, 1), fraction(96 * 12_288, 95 * 512 + 775)),
        (12_288, &[(24, 512), (24, 1024), (24, 512)], None, fraction(72 * 12_288, 48 * 512 + 24 * 1024)),
    ];
    for (time_scale, runs, nominal, average) in cases {
        for fragmented in [false, true] {
            let found = found(time_scale, runs, fragmented);
            assert_eq!(found.nominal_fps, nominal, "{runs:?} {fragmented}");
            assert_eq!(found.fps, average, "{runs:?} {fragmented}");
            assert_eq!(found.variable_frame_rate, Some(nominal.is_none()));
        }
    }
}

#[test]
fn milliseconds_of_another_container_keep_the_rate() {
    for scale in [1000, 16_000, 90_000] {
        let unit = scale / 1000;
        let runs: Vec<_> = (0..120).map(|frame| (1, if frame % 3 == 1 { 16 * unit } else { 17 * unit })).collect();
        let found = found(scale, &runs, false);
        assert_eq!((found.nominal_fps, found.variable_frame_rate), (Some(60_u32.into()), Some(false)), "{scale}");
    }
}

#[test]
fn a_rate_goes_on_from_the_movie_into_its_fragments() {
    let lasting = |delta: u32| {
        let track = TrackSpec { time_scale: 12_288, runs: vec![(24, 512)], ..TrackSpec::video((640, 480)) };
        let mut bytes = MovieSpec::of(vec![track]).bytes();
        let tfhd = [8_u32, 1, delta].map(u32::to_be_bytes).concat();
        let trun = [0, 24_u32].map(u32::to_be_bytes).concat();
        bytes.extend(parent(b"moof", &[parent(b"traf", &[boxed(b"tfhd", &tfhd), boxed(b"trun", &trun)])]));
        let found = probe(&bytes).0;
        (found.nominal_fps, found.variable_frame_rate)
    };
    assert_eq!(lasting(512), (Some(24_u32.into()), Some(false)));
    assert_eq!(lasting(600), (None, Some(true)));
}
