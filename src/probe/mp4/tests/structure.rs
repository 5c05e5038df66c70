//! Lengths that cannot be followed, what may hide after them, and which of several boxes counts.

use super::*;

/// A movie of three seconds in two fragments, with `between` them.
fn with_between(between: &[u8]) -> Vec<u8> {
    let track = TrackSpec { runs: vec![(24, 1000), (48, 1000)], ..TrackSpec::video((640, 480)) };
    let mut bytes = MovieSpec { fragmented: true, ..MovieSpec::of(vec![track]) }.bytes();
    let second = place(&bytes, b"moof", 1) - 4;
    bytes.splice(second..second, between.to_vec());
    bytes
}

#[test]
fn a_box_of_any_type_is_skipped_by_its_size() {
    for kind in [b"free", b"\0\0\0\0", b"\xDE\xAD\xBE\xEF", b"junk"] {
        let (video, notes, read) = probe(&with_between(&boxed(kind, &[7; 5])));
        assert_eq!((read, notes.faults, notes.truncated), (Ok(()), vec![], Some(false)), "{kind:?}");
        assert_eq!(video.duration, Some(MediaDuration::from_seconds(3)));
    }
}

#[test]
fn a_size_that_cannot_be_followed_hides_the_fragments_after_it() {
    for between in [
        &[0; 8][..],
        &[0; 4096],
        b"no box here, only text",
        b"\0\0\0\x07free",
        b"\0\0\0\0free",
        b"\0\0\0\0mdat",
        b"\x7f\xff\xff\xfffree",
        b"\x7f\xff\xff\xffmdat",
        b"\0\0\0\x01free\0\0\0\0\0\0\0\x0f",
    ] {
        let (video, notes, read) = probe(&with_between(between));
        assert_eq!(read.unwrap_err().kind, FaultKind::Malformed, "{between:?}");
        assert_eq!((video.duration, video.fps, video.video_samples), (None, None, None));
        assert_eq!((video.width, notes.truncated), (Some(640), None));
    }
}

#[test]
fn bytes_after_the_last_box_are_not_part_of_the_movie() {
    let track = || TrackSpec::video((640, 480));
    let id3 = [b"TAG".as_slice(), &[b' '; 125]].concat();
    let tails: [&[u8]; 8] = [
        b"ABCDEFGH",
        &[0; 4096],
        &id3,
        &[b' '; 64],
        b"\x7f\xff\xff\xfffree",
        b"\0\0\0\x03abc",
        b"\0\0\0\0free1234",
        b"abc",
    ];
    for (fragmented, tail) in [false, true].into_iter().flat_map(|fragmented| tails.map(|tail| (fragmented, tail))) {
        let mut bytes = MovieSpec { fragmented, ..MovieSpec::of(vec![track()]) }.bytes();
        bytes.extend(tail);
        let (video, notes, read) = probe(&bytes);
        assert_eq!((read, notes.faults, notes.truncated), (Ok(()), vec![], Some(false)), "{tail:?}");
        assert_eq!((video.duration, video.video_samples), (Some(MediaDuration::from_seconds(1)), Some(24)));
    }
}

#[test]
fn a_type_across_two_blocks_of_the_tail_is_found() {
    let track = TrackSpec { runs: vec![(24, 1000)], ..TrackSpec::video((640, 480)) };
    let bytes = MovieSpec { fragmented: true, ..MovieSpec::of(vec![track]) }.bytes();
    for zeros in (64 << 10) - 4..=64 << 10 {
        let tail = [&vec![0; zeros][..], b"moof"].concat();
        assert!(probe(&[&bytes[..], &tail].concat()).2.is_err(), "{zeros}");
    }
}

#[test]
fn an_oversized_mdat_is_not_a_truncation() {
    let mut bytes = MovieSpec::of(vec![TrackSpec::video((640, 480))]).bytes();
    let mdat = place(&bytes, b"mdat", 0);
    for more in [8, 1 << 20, u32::MAX - 40] {
        bytes[mdat - 4..mdat].copy_from_slice(&(32 + more).to_be_bytes());
        let (_, notes, read) = probe(&bytes);
        assert_eq!((read, notes.faults, notes.truncated), (Ok(()), vec![], Some(false)));
        assert_eq!(notes.declared_bytes, Some(bytes.len() as u64));
    }
    // With one sample less, it is.
    let (_, notes, _) = probe(&bytes[..bytes.len() - 1]);
    assert_eq!((notes.truncated, notes.declared_bytes), (Some(true), Some(bytes.len() as u64)));
}

#[test]
fn a_child_that_reaches_out_of_its_parent_is_a_fault_if_it_may_hide_another() {
    let tracks = vec![TrackSpec::video((640, 480)), TrackSpec::video((320, 240))];
    let spec = MovieSpec { movie_last: true, ..MovieSpec::of(tracks) };
    let mut bytes = spec.bytes();
    let first = place(&bytes, b"trak", 0);
    bytes[first - 4..first].copy_from_slice(&60_000_u32.to_be_bytes());
    let (video, _, read) = probe(&bytes);
    assert_eq!((read.unwrap_err().kind, video), (FaultKind::Malformed, VideoFacts::default()));
    let mut bytes = spec.bytes();
    let second = place(&bytes, b"trak", 1);
    bytes[second - 4..second].copy_from_slice(&60_000_u32.to_be_bytes());
    let (video, notes, _) = probe(&bytes);
    assert_eq!((kinds(&notes.faults), video.video_tracks), (vec![FaultKind::Malformed], None));
}

#[test]
fn a_fragment_before_the_movie_is_a_fault() {
    let bytes = MovieSpec::of(vec![TrackSpec::video((640, 480))]).bytes();
    let (_, notes, _) = probe(&[parent(b"moof", &[]), bytes].concat());
    assert_eq!(kinds(&notes.faults)[0], FaultKind::Malformed);
}

#[test]
fn headers_may_lack_fields_that_are_not_needed() {
    let spec = MovieSpec { stated: 1000, ..MovieSpec::of(vec![TrackSpec::video((640, 480))]) };
    let whole = facts(&spec);
    // Of `mvhd` everything after the part of the matrix that turns and scales, of `mdhd` the language, of `tkhd` nothing.
    for (kind, spare, needed) in [(b"mvhd", 44, 45), (b"mdhd", 4, 5), (b"tkhd", 0, 4)] {
        let shortened = |by: usize| {
            let mut bytes = spec.bytes();
            let at = place(&bytes, kind, 0);
            let size = u32::from_be_bytes(bytes[at - 4..at].try_into().unwrap());
            let (end, size) = (at - 4 + size as usize, size - u32::try_from(by).unwrap());
            // What is taken away becomes a box of its own where it is long enough for one.
            bytes[at - 4..at].copy_from_slice(&size.to_be_bytes());
            bytes.splice(end - by..end, []);
            for parent in [&b"moov"[..], b"trak", b"mdia"] {
                let at = place(&bytes, parent.try_into().unwrap(), 0);
                let holds = (parent == b"moov") || kind != b"mvhd" && (parent == b"trak" || kind == b"mdhd");
                if holds {
                    let size = u32::from_be_bytes(bytes[at - 4..at].try_into().unwrap()) - u32::try_from(by).unwrap();
                    bytes[at - 4..at].copy_from_slice(&size.to_be_bytes());
                }
            }
            let stco = place(&bytes, b"stco", 0) + 12;
            let offset = u32::from_be_bytes(bytes[stco..stco + 4].try_into().unwrap()) - u32::try_from(by).unwrap();
            bytes[stco..stco + 4].copy_from_slice(&offset.to_be_bytes());
            bytes
        };
        let (video, notes, _) = probe(&shortened(spare));
        assert_eq!((video, notes.faults), (whole.clone(), vec![]), "{kind:?}");
        assert_eq!(kinds(&probe(&shortened(needed)).1.faults), [FaultKind::Malformed], "{kind:?}");
    }
}

#[test]
fn an_enabled_moving_track_counts_before_all_others() {
    let sized = |size| TrackSpec { entry: visual(b"avc3", size, &[]), ..TrackSpec::video(size) };
    let disabled = || TrackSpec { is_enabled: false, ..sized((854, 480)) };
    let still = || TrackSpec { entry: visual(b"jpeg", (300, 300), &[]), runs: vec![(1, 1)], ..sized((300, 300)) };
    let width = |tracks: Vec<TrackSpec>| facts(&MovieSpec::of(tracks)).width;
    assert_eq!(width(vec![disabled(), sized((320, 240))]), Some(320));
    assert_eq!(width(vec![sized((320, 240)), disabled()]), Some(320));
    assert_eq!(width(vec![still(), disabled()]), Some(854));
    assert_eq!(width(vec![sized((640, 480)), sized((320, 240))]), Some(640));
    // A still that is coded as a video is one beside a track that moves.
    let frame = || TrackSpec { runs: vec![(1, 1)], ..sized((300, 300)) };
    assert_eq!(width(vec![frame(), disabled()]), Some(854));
    assert_eq!(width(vec![frame(), still()]), Some(300));
    assert_eq!(width(vec![disabled(), TrackSpec { is_enabled: false, ..sized((320, 240)) }]), Some(854));
    // Samples that are nowhere do not count.
    let gone = TrackSpec { tables: Some(vec![]), ..sized((1280, 720)) };
    assert_eq!(width(vec![gone, sized((320, 240))]), Some(320));
}

#[test]
fn chapter_images_are_not_the_video() {
    let chapters = TrackSpec { entry: visual(b"jpeg", (300, 300), &[]), ..TrackSpec::video((300, 300)) };
    let tref = parent(b"tref", &[boxed(b"chap", &[0, 0, 0, 1])]);
    let video = TrackSpec { more: vec![tref], ..TrackSpec::video((640, 480)) };
    assert_eq!(facts(&MovieSpec::of(vec![chapters.clone(), video])).width, Some(640));
    // References of another type, and to the second track.
    let refers = |kind, track| TrackSpec {
        more: vec![parent(b"tref", &[boxed(kind, &[0, 0, 0, track])])],
        ..TrackSpec::video((640, 480))
    };
    assert_eq!(facts(&MovieSpec::of(vec![refers(b"chap", 2), chapters.clone()])).width, Some(640));
    assert_eq!(facts(&MovieSpec::of(vec![refers(b"cdsc", 1), chapters.clone()])).width, Some(640));
    assert_eq!(facts(&MovieSpec::of(vec![chapters, TrackSpec::video((640, 480))])).width, Some(300));
}

/// A track of two sample descriptions, 640x480 and 320x240; samples use these indices.
fn described(indices: &[u32]) -> (VideoFacts, Vec<FaultKind>) {
    let entry = [visual(b"avc3", (640, 480), &[]), visual(b"hev1", (320, 240), &[])].concat();
    let runs: Vec<u32> = (1..).zip(indices).flat_map(|(chunk, &index)| [chunk, 12, index]).collect();
    let count = u32::try_from(indices.len()).unwrap();
    let tables = vec![
        numbers(b"stsz", &[1, 12 * count]),
        numbers(b"stsc", &[vec![count], runs].concat()),
        numbers(b"stco", &[vec![count], vec![28; indices.len()]].concat()),
    ];
    let track =
        TrackSpec { entry, runs: vec![(12 * count, 1000)], tables: Some(tables), ..TrackSpec::video((640, 480)) };
    let mut bytes = MovieSpec { movie_last: true, ..MovieSpec::of(vec![track]) }.bytes();
    let stsd = place(&bytes, b"stsd", 0);
    bytes[stsd + 11] = 2;
    let (video, notes, read) = probe(&bytes);
    assert_eq!(read, Ok(()));
    (video, kinds(&notes.faults))
}

#[test]
fn the_sample_description_in_use_counts() {
    let (video, faults) = described(&[1, 1]);
    assert_eq!((video.width, video.video_codec, faults), (Some(640), Some(Codec::H264), vec![]));
    let (video, faults) = described(&[2, 2]);
    assert_eq!((video.width, video.video_codec, faults), (Some(320), Some(Codec::HEVC), vec![]));
    let (video, faults) = described(&[1, 2]);
    assert_eq!((video.width, video.video_codec, faults), (None, None, vec![FaultKind::Unsupported]));
    for missing in [0, 3] {
        let (video, faults) = described(&[missing, missing]);
        assert_eq!((video.width, video.video_codec, faults), (None, None, vec![FaultKind::Malformed]));
    }
}

/// `avcC` with a baseline parameter set of 1920x1088, cropped to 1080.
fn avcc() -> Vec<u8> {
    let unit = [0x67, 66, 0, 30, 0xF2, 0x80, 0xF0, 0x04, 0x4F, 0xCB];
    boxed(b"avcC", &[&[1, 66, 0, 30, 0xFF, 0xE1, 0, 10][..], &unit, &[0]].concat())
}

#[test]
fn the_size_of_the_stream_counts_and_the_entry_is_kept_where_it_differs() {
    let with = |size, box_| video_with(visual(b"avc3", size, &[box_]));
    let video = with((1280, 720), avcc());
    assert_eq!((video.width, video.height), (Some(1920), Some(1080)));
    assert_eq!((video.entry_width, video.entry_height), (Some(1280), Some(720)));
    let video = with((1920, 1080), avcc());
    assert_eq!((video.width, video.entry_width, video.entry_height), (Some(1920), None, None));
    // Without a parameter set here, the stream has it, and the entry is all there is.
    let video = with((1280, 720), boxed(b"avcC", &[1, 66, 0, 30, 0xFF, 0xE0, 0]));
    assert_eq!((video.width, video.entry_width), (Some(1280), None));
}

#[test]
fn an_entry_that_must_have_parameter_sets_and_has_none_is_a_fault() {
    let without = boxed(b"avcC", &[1, 66, 0, 30, 0xFF, 0xE0, 0]);
    for (kind, boxes) in
        [(b"avc1", vec![]), (b"avc1", vec![boxed(b"avcC", &[])]), (b"avc1", vec![without]), (b"hvc1", vec![])]
    {
        let entry = visual(kind, (1280, 720), &boxes);
        let (video, notes, _) =
            probe(&MovieSpec::of(vec![TrackSpec { entry, ..TrackSpec::video((1280, 720)) }]).bytes());
        assert_eq!((video.width, kinds(&notes.faults)), (Some(1280), vec![FaultKind::Malformed]), "{boxes:?}");
    }
    let entry = visual(b"avc1", (1920, 1080), &[avcc()]);
    let (video, notes, _) = probe(&MovieSpec::of(vec![TrackSpec { entry, ..TrackSpec::video((1920, 1080)) }]).bytes());
    assert_eq!((video.width, kinds(&notes.faults)), (Some(1920), vec![]));
}

#[test]
fn a_sequence_header_that_does_not_parse_leaves_the_size_undetermined() {
    let mut broken = avcc();
    broken.truncate(18);
    broken[3] = 18;
    let entry = visual(b"avc3", (1280, 720), &[broken]);
    let (video, notes, _) = probe(&MovieSpec::of(vec![TrackSpec { entry, ..TrackSpec::video((1280, 720)) }]).bytes());
    assert_eq!((video.width, video.display_width, kinds(&notes.faults)), (None, None, vec![FaultKind::Malformed]));
}

#[test]
fn protected_entries_are_encrypted() {
    let encrypted = |tracks: Vec<TrackSpec>| probe(&MovieSpec::of(tracks).bytes()).1.is_encrypted;
    let sinf = |format: &[u8; 4]| parent(b"sinf", &[boxed(b"frma", format)]);
    let video = |kind: &[u8; 4], boxes: &[Vec<u8>]| TrackSpec {
        entry: visual(kind, (640, 480), boxes),
        ..TrackSpec::video((640, 480))
    };
    let aac = |kind: &[u8; 4], boxes: &[Vec<u8>]| TrackSpec::of_audio(audio(kind, 0, 16, boxes));
    assert!(!encrypted(vec![video(b"avc3", &[]), aac(b"mp4a", &[])]));
    assert!(encrypted(vec![video(b"encv", &[sinf(b"avc1")])]));
    assert!(encrypted(vec![video(b"encv", &[])]));
    assert!(encrypted(vec![video(b"avc3", &[sinf(b"avc1")])]));
    assert!(encrypted(vec![video(b"avc3", &[]), aac(b"enca", &[sinf(b"mp4a")])]));
    assert!(encrypted(vec![video(b"avc3", &[]), aac(b"drms", &[])]));
    assert!(encrypted(vec![video(b"avc3", &[]), aac(b"mp4a", &[sinf(b"mp4a")])]));
}

#[test]
fn the_brand_is_kept_where_the_format_is_another() {
    let brand = |major: &[u8; 4]| {
        let mut bytes = MovieSpec::of(vec![TrackSpec::video((640, 480))]).bytes();
        bytes[8..12].copy_from_slice(major);
        probe(&bytes).1.brand
    };
    assert_eq!([brand(b"isom"), brand(b"qt  ")], [None, None]);
    assert_eq!([brand(b"M4V "), brand(b"3gp5")], [Some(Format::M4v), Some(Format::ThreeGp)]);
}

#[test]
fn entries_that_are_counted_and_missing_are_a_fault() {
    let counting = |count: u8| {
        let mut bytes = MovieSpec::of(vec![TrackSpec::video((640, 480))]).bytes();
        let at = place(&bytes, b"stsd", 0) + 11;
        assert_eq!(std::mem::replace(&mut bytes[at], count), 1);
        let (_, notes, read) = probe(&bytes);
        assert_eq!(read, Ok(()));
        kinds(&notes.faults)
    };
    assert_eq!([counting(0), counting(1)], [vec![], vec![]]);
    assert_eq!([counting(2), counting(16)], [vec![FaultKind::Malformed], vec![FaultKind::Malformed]]);
}

#[test]
fn more_runs_of_durations_than_the_table_holds_are_a_fault() {
    let mut bytes = MovieSpec::of(vec![TrackSpec::video((640, 480))]).bytes();
    let at = place(&bytes, b"stts", 0) + 11;
    assert_eq!(std::mem::replace(&mut bytes[at], 2), 1);
    let (video, notes, read) = probe(&bytes);
    assert_eq!((read, kinds(&notes.faults)), (Ok(()), vec![FaultKind::Malformed]));
    assert_eq!((video.duration, video.fps, video.nominal_fps), (None, None, None));
}

#[test]
fn an_entry_without_a_side_leaves_the_size_to_the_track_header() {
    for size in [(0, 480), (640, 0), (0, 0)] {
        let track = TrackSpec { entry: visual(b"avc3", size, &[]), ..TrackSpec::video((320, 240)) };
        let video = facts(&MovieSpec::of(vec![track]));
        assert_eq!((video.width, video.height), (Some(320), Some(240)), "{size:?}");
    }
}

#[test]
fn only_the_first_file_type_names_a_brand() {
    let movie = MovieSpec::of(vec![TrackSpec::video((640, 480))]).bytes();
    let brand = |first: &[u8; 4], second: &[u8; 4]| {
        let [first, second] = [first, second].map(|brand| boxed(b"ftyp", &[&brand[..], &[0; 4], b"isom"].concat()));
        probe(&[first, second, movie[20..].to_vec()].concat()).1.brand
    };
    assert_eq!(brand(b"isom", b"3gp5"), None);
    assert_eq!(brand(b"M4V ", b"isom"), Some(Format::M4v));
}
