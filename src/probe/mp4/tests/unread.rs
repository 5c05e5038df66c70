//! Boxes that cannot be read: their facts are undetermined, never the defaults for a missing box.

use super::*;

/// A movie with a video track, rotated by 90 degrees, and an audio track.
fn movie() -> MovieSpec {
    let picture = TrackSpec { matrix: [0, ONE, -ONE, 0], ..TrackSpec::video((640, 480)) };
    let aac = audio(b"mp4a", 0, 16, &[esds(0x40, [0x12, 0x10])]);
    MovieSpec { stated: 1000, ..MovieSpec::of(vec![picture, TrackSpec::of_audio(aac)]) }
}

/// Facts of the movie whose `nth` box of this type has this version, which none has.
fn with_version(spec: &MovieSpec, kind: &[u8; 4], nth: usize) -> (VideoFacts, Vec<Fault>) {
    let mut bytes = spec.bytes();
    let at = place(&bytes, kind, nth);
    bytes[at + 4] = 9;
    let (video, notes, read) = probe(&bytes);
    assert_eq!(read, Ok(()));
    (video, notes.faults)
}

#[test]
fn a_header_that_does_not_read_leaves_the_turn_undetermined() {
    let whole = facts(&movie());
    assert_eq!((whole.rotation, whole.display_width), (Some(90), Some(480)));
    for kind in [b"mvhd", b"tkhd"] {
        let (video, faults) = with_version(&movie(), kind, 0);
        assert_eq!(faults.iter().map(|fault| fault.kind).collect::<Vec<_>>(), [FaultKind::Malformed], "{kind:?}");
        assert_eq!((video.rotation, video.display_width, video.pixel_aspect), (None, None, None));
        assert_eq!((video.width, video.fps, video.video_tracks), (whole.width, whole.fps, Some(1)));
    }
    // Only the movie's own header says how long all of it is presented.
    assert_eq!(with_version(&movie(), b"mvhd", 0).0.duration, None);
    assert_eq!(with_version(&movie(), b"tkhd", 0).0.duration, whole.duration);
    // The header of the audio track does not affect the rotation.
    assert_eq!(with_version(&movie(), b"tkhd", 1).0, whole);
}

#[test]
fn a_movie_header_that_is_missing_or_has_no_unit_is_a_fault() {
    let bytes = movie().bytes();
    let header = bytes.windows(4).position(|window| window == b"mvhd").unwrap();
    let mut missing = bytes.clone();
    missing[header..header + 4].copy_from_slice(b"free");
    let mut without_unit = bytes;
    without_unit[header + 16..header + 20].fill(0);
    for (bytes, duration) in [(missing, facts(&movie()).duration), (without_unit, None)] {
        let (video, notes, _) = probe(&bytes);
        assert_eq!((video.duration, video.container_duration), (duration, None));
        assert_eq!(kinds(&notes.faults), [FaultKind::Malformed]);
    }
}

#[test]
fn the_shape_of_a_pixel_that_its_entry_states_needs_no_header() {
    let entry = visual(b"avc3", (640, 480), &[pasp(4, 3)]);
    let spec = MovieSpec::of(vec![TrackSpec { entry, ..TrackSpec::video((640, 480)) }]);
    assert_eq!(with_version(&spec, b"tkhd", 0).0.pixel_aspect, Rational::new(4, 3));
}

#[test]
fn times_that_do_not_read_leave_rate_and_length_undetermined() {
    let mut bytes = movie().bytes();
    // More runs than the box has room for.
    let stts = place(&bytes, b"stts", 0);
    bytes[stts + 8..stts + 12].copy_from_slice(&1000_u32.to_be_bytes());
    let (video, notes, _) = probe(&bytes);
    assert_eq!(notes.faults[0].kind, FaultKind::Malformed);
    assert_eq!((video.fps, video.variable_frame_rate), (None, None));
    assert_eq!((video.duration, video.video_duration, video.video_samples), (None, None, Some(24)));
    assert_eq!((video.rotation, video.audio_duration), (Some(90), facts(&movie()).audio_duration));
}

#[test]
fn without_a_table_of_times_the_media_header_still_tells_the_rate() {
    let mut bytes = movie().bytes();
    let stts = place(&bytes, b"stts", 0);
    bytes[stts..stts + 4].copy_from_slice(b"free");
    let (video, notes, _) = probe(&bytes);
    assert_eq!((video.fps, kinds(&notes.faults)), (Some(24_u32.into()), vec![FaultKind::Malformed]));
}

#[test]
fn a_media_header_that_does_not_read_gives_no_rate() {
    for (nth, rate) in [(0, None), (1, Some(24_u32.into()))] {
        let (video, faults) = with_version(&movie(), b"mdhd", nth);
        assert_eq!((video.fps, video.duration, faults.len()), (rate, None, 1));
    }
    let scale_of_nothing = TrackSpec { time_scale: 0, ..TrackSpec::video((640, 480)) };
    assert_eq!(facts(&MovieSpec::of(vec![scale_of_nothing])).fps, None);
}

#[test]
fn a_track_whose_kind_does_not_read_may_be_of_any() {
    let mut bytes = movie().bytes();
    // A size that ends before the handler, and the rest of the box as another.
    let hdlr = place(&bytes, b"hdlr", 1);
    bytes[hdlr - 4..hdlr].copy_from_slice(&12_u32.to_be_bytes());
    let (video, notes, _) = probe(&bytes);
    assert_eq!(notes.faults[0].kind, FaultKind::Malformed);
    assert_eq!((video.video_tracks, video.audio_tracks, video.duration), (None, None, None));
    assert_eq!((video.rotation, video.fps), (Some(90), Some(24_u32.into())));
}

#[test]
fn behind_a_box_that_does_not_walk_there_may_be_more_tracks() {
    let mut bytes = movie().bytes();
    let second = place(&bytes, b"trak", 1);
    bytes[second - 4..second].copy_from_slice(&3_u32.to_be_bytes());
    let (video, notes, _) = probe(&bytes);
    assert_eq!(notes.faults[0].kind, FaultKind::Malformed);
    assert_eq!((video.video_tracks, video.audio_tracks, video.duration), (None, None, None));
    assert_eq!((video.rotation, video.fps), (Some(90), Some(24_u32.into())));
}

#[test]
fn until_all_fragments_are_read_it_is_not_certain_which_track_counts() {
    let empty = TrackSpec { runs: vec![], ..TrackSpec::video((320, 240)) };
    let runs = vec![(1, 1000); 4];
    let spec = MovieSpec {
        fragmented: true,
        ..MovieSpec::of(vec![empty, TrackSpec { runs, matrix: [0, ONE, -ONE, 0], ..TrackSpec::video((640, 480)) }])
    };
    let (bytes, whole) = (spec.bytes(), facts(&spec));
    assert_eq!((whole.width, whole.rotation), (Some(640), Some(90)));
    let mut without = 0;
    for elements in 0..200 {
        let (mut video, mut notes) = (VideoFacts::default(), Notes::default());
        let mut reader = Reader::new(&bytes, Budget { elements, ..Budget::default() });
        let _ = read(&mut reader, &mut video, &mut notes);
        assert!(video.width.is_none_or(|width| width == 640) && video.rotation.is_none_or(|turn| turn == 90));
        without += usize::from(video.video_tracks == Some(2) && video.width.is_none());
    }
    assert!(without > 0, "the budget ends between the movie and its fragments");
}
