//! Every reading of a movie's duration.

use super::*;
use crate::model::ReadingSource;

fn milliseconds(count: u64) -> Option<MediaDuration> {
    MediaDuration::new(count, 1000)
}

/// A video track of 24 frames per second, in ticks of 12288 per second.
fn video(frames: u32) -> TrackSpec {
    TrackSpec { time_scale: 12_288, runs: vec![(frames, 512)], ..TrackSpec::video((640, 480)) }
}

fn audio(time_scale: u32, runs: Vec<(u32, u32)>) -> TrackSpec {
    let entry = build::audio(b"mp4a", 0, 16, &[esds(0x40, [0x12, 0x10])]);
    TrackSpec { time_scale, runs, ..TrackSpec::of_audio(entry) }
}

/// Facts of a movie whose `mvhd` states `stated` milliseconds.
fn stating(stated: u32, tracks: Vec<TrackSpec>) -> VideoFacts {
    facts(&MovieSpec { stated, ..MovieSpec::of(tracks) })
}

/// Durations by tracks, `mvhd`, streams, and without audio.
fn readings(video: &VideoFacts) -> [Option<MediaDuration>; 4] {
    [video.duration, video.container_duration, video.streams_duration, video.duration_without_audio]
}

fn others(video: &VideoFacts) -> Vec<(ReadingSource, Option<MediaDuration>)> {
    video.other_durations.iter().map(|reading| (reading.by, Some(reading.duration))).collect()
}

#[test]
fn container_and_streams_are_read_apart() {
    for stated in [4000, 4050, 4500, 60_000, 1] {
        let found = stating(stated, vec![video(96)]);
        assert_eq!(readings(&found), [4000, stated.into(), 4000, 4000].map(milliseconds));
        assert_eq!(others(&found), []);
    }
    for unstated in [0, u32::MAX] {
        assert_eq!(stating(unstated, vec![video(96)]).container_duration, None);
    }
}

#[test]
fn an_edit_list_of_either_version_delays_cuts_and_hides() {
    for long_edits in [false, true] {
        let edited = |edits: &[(u32, i32)]| {
            let track = TrackSpec { edits: edits.to_vec(), long_edits, ..video(96) };
            let found = facts(&MovieSpec::of(vec![track]));
            (found.duration, found.video_duration, found.streams_duration)
        };
        let all = |movie, track| (milliseconds(movie), milliseconds(track), milliseconds(movie));
        assert_eq!(edited(&[(250, -1), (4000, 0)]), all(4250, 4000));
        assert_eq!(edited(&[(3000, 12_288)]), all(3000, 3000));
        assert_eq!(edited(&[(1000, 0), (500, 6144)]), all(1500, 1500));
        assert_eq!(
            edited(&[(0, 512)]),
            (MediaDuration::new(95, 24), MediaDuration::new(95, 24), MediaDuration::new(95, 24))
        );
        // Nothing is shown, however long.
        assert_eq!(edited(&[(0, -1)]), all(0, 0));
        assert_eq!(edited(&[(4000, -1)]), all(0, 0));
        assert_eq!(edited(&[(4000, -2), (9000, -1)]), all(0, 0));
        assert_eq!(edited(&[(4000, i32::MAX)]), all(0, 0));
    }
}

#[test]
fn an_edit_that_dwells_lasts_as_long_as_it_states() {
    let mut bytes = MovieSpec::of(vec![TrackSpec { edits: vec![(7000, 0)], ..video(96) }]).bytes();
    let elst = bytes.windows(4).position(|kind| kind == b"elst").unwrap();
    assert_eq!(probe(&bytes).0.duration, milliseconds(4000));
    // A rate of 0 keeps one frame on the screen (§8.6.6.3).
    bytes[elst + 20..elst + 24].copy_from_slice(&0_u32.to_be_bytes());
    assert_eq!(probe(&bytes).0.duration, milliseconds(7000));
}

#[test]
fn more_edits_than_are_held_leave_the_duration_undetermined() {
    let edited = |count| probe(&MovieSpec::of(vec![TrackSpec { edits: vec![(1, 0); count], ..video(96) }]).bytes());
    assert_eq!(edited(1024).0.duration, milliseconds(1024));
    let (found, notes, _) = edited(1025);
    assert_eq!((found.duration, found.container_duration), (None, None));
    assert_eq!(notes.faults[0].kind, FaultKind::Budget);
}

#[test]
fn each_kind_of_track_counts_and_audio_is_separate() {
    let beside = |other: TrackSpec| {
        let found = facts(&MovieSpec::of(vec![video(96), other]));
        [found.duration, found.streams_duration, found.duration_without_audio, found.video_duration]
    };
    assert_eq!(beside(audio(48_000, vec![(225, 1024)])), [4800, 4800, 4000, 4000].map(milliseconds));
    assert_eq!(beside(audio(48_000, vec![(75, 1024)])), [4000; 4].map(milliseconds));
    assert_eq!(beside(video(24 * 60)), [60_000, 60_000, 60_000, 4000].map(milliseconds));
    for kind in [b"text", b"sbtl", b"meta", b"tmcd"] {
        assert_eq!(
            beside(TrackSpec::of_data(kind, vec![(1, 17_000)])),
            [17_000, 17_000, 17_000, 4000].map(milliseconds)
        );
        assert_eq!(beside(TrackSpec::of_data(kind, vec![(3, 1000)])), [4000; 4].map(milliseconds));
        // One sample without a duration takes no time.
        assert_eq!(beside(TrackSpec::of_data(kind, vec![(1, 0)])), [4000; 4].map(milliseconds));
    }
    let late = TrackSpec { edits: vec![(12_000, -1), (4000, 0)], ..audio(48_000, vec![(200, 1024)]) };
    assert_eq!(beside(late)[2], milliseconds(4000));
}

#[test]
fn a_movie_without_video_has_no_duration_without_audio() {
    let found = facts(&MovieSpec::of(vec![audio(48_000, vec![(225, 1024)])]));
    assert_eq!((found.duration, found.duration_without_audio), (milliseconds(4800), None));
}

#[test]
fn a_media_or_track_header_that_contradicts_its_samples_is_another_reading() {
    let stated = |headers| stating(4000, vec![TrackSpec { headers: Some(headers), ..video(96) }]);
    assert_eq!(others(&stated((4000, 49_152))), []);
    let short = stated((4000, 1638));
    assert_eq!(short.duration, milliseconds(4000));
    assert_eq!(others(&short), [(ReadingSource::MediaHeaders, MediaDuration::new(1638, 12_288))]);
    assert_eq!(others(&stated((60_000, 49_152))), [(ReadingSource::TrackHeaders, milliseconds(60_000))]);
    assert_eq!(others(&stated((4000, 60 * 12_288))), [(ReadingSource::MediaHeaders, milliseconds(60_000))]);
    // Headers that state nothing contradict nothing.
    assert_eq!(others(&stated((u32::MAX, u32::MAX))), []);
    // An edit list says which part is presented, regardless of what the header states for the whole.
    let edited = TrackSpec { headers: Some((4000, 60 * 12_288)), edits: vec![(4000, 0)], ..video(96) };
    assert_eq!(others(&stating(4000, vec![edited])), []);
}

#[test]
fn headers_that_agree_outweigh_a_first_or_last_duration() {
    let late = |runs: Vec<(u32, u32)>, headers, stated| {
        stating(stated, vec![TrackSpec { runs, headers: Some(headers), ..video(41) }])
    };
    let exact = MediaDuration::new(41, 24);
    for runs in [vec![(1, 512 + 6144), (40, 512)], vec![(40, 512), (1, 512 + 6144)]] {
        let found = late(runs.clone(), (1708, 20_992), 1708);
        assert_eq!((found.duration, found.video_duration, found.streams_duration), (exact, exact, exact));
        assert_eq!((found.fps, found.nominal_fps), (Some(24_u32.into()), Some(24_u32.into())));
        assert_eq!(others(&found), []);
        // One header of the three does not agree, or all three agree on what no entry explains.
        for (headers, stated) in [((2208, 20_992), 1708), ((1708, 20_992), 2208), ((60_000, 737_280), 60_000)] {
            assert_eq!(late(runs.clone(), headers, stated).duration, MediaDuration::new(27_136, 12_288), "{stated}");
        }
    }
    // Nothing in the table differs, so it is not doubted.
    assert_eq!(late(vec![(41, 512)], (60_000, 737_280), 60_000).duration, exact);
    assert_eq!(late(vec![(1, 513), (40, 512)], (60_000, 737_280), 60_000).duration, MediaDuration::new(20_993, 12_288));
}

#[test]
fn a_late_start_beside_audio_is_outweighed_as_well() {
    let late = TrackSpec { runs: vec![(1, 3072), (357, 512)], headers: Some((14_917, 183_296)), ..video(358) };
    let beside = TrackSpec { headers: Some((15_019, 720_896)), ..audio(48_000, vec![(704, 1024)]) };
    let found = stating(15_019, vec![late, beside]);
    assert_eq!((found.duration_without_audio, found.fps), (MediaDuration::new(358, 24), Some(24_u32.into())));
    assert_eq!(found.duration, MediaDuration::new(720_896, 48_000));
}

/// A fragmented movie of four seconds in four fragments.
fn fragments(start: u32) -> TrackSpec {
    TrackSpec { runs: vec![(24, 512); 4], start, ..video(96) }
}

fn fragmented(stated: u32, tracks: Vec<TrackSpec>) -> VideoFacts {
    facts(&MovieSpec { stated, fragmented: true, ..MovieSpec::of(tracks) })
}

#[test]
fn fragments_that_do_not_start_at_zero_end_later_on_their_time_line() {
    let found = fragmented(0, vec![fragments(3600 * 12_288)]);
    assert_eq!(readings(&found), [milliseconds(4000), None, milliseconds(4000), milliseconds(4000)]);
    assert_eq!(others(&found), [(ReadingSource::TimeLine, milliseconds(3_604_000))]);
    assert_eq!(others(&fragmented(0, vec![fragments(0)])), []);
    // A live stream's header states what was planned or what has passed.
    assert_eq!(fragmented(3_600_000, vec![fragments(0)]).container_duration, milliseconds(3_600_000));
}

#[test]
fn the_first_track_of_fragments_is_where_the_presentation_starts() {
    let beside = TrackSpec { start: 48_000 * 11, ..audio(48_000, vec![(150, 1024), (75, 1024)]) };
    let found = fragmented(0, vec![fragments(10 * 12_288), beside]);
    assert_eq!((found.duration, found.streams_duration), (milliseconds(5800), milliseconds(5800)));
    assert_eq!(found.duration_without_audio, milliseconds(4000));
    assert_eq!(others(&found), [(ReadingSource::TimeLine, milliseconds(15_800))]);
}

#[test]
fn a_gap_between_fragments_lengthens_the_streams_and_not_the_sum() {
    let mut bytes = MovieSpec { fragmented: true, ..MovieSpec::of(vec![fragments(0)]) }.bytes();
    let last = bytes.windows(4).rposition(|kind| kind == b"tfdt").unwrap();
    bytes[last + 8..last + 12].copy_from_slice(&(20_u32 * 12_288).to_be_bytes());
    let found = probe(&bytes).0;
    assert_eq!((found.duration, found.streams_duration), (milliseconds(4000), milliseconds(21_000)));
    // The last fragment again in the place of the first: presented once, decoded twice.
    bytes[last + 8..last + 12].copy_from_slice(&0_u32.to_be_bytes());
    let found = probe(&bytes).0;
    assert_eq!((found.duration, found.streams_duration), (milliseconds(4000), milliseconds(3000)));
}

#[test]
fn several_runs_of_several_tracks_in_one_fragment_add_up() {
    let tracks = vec![fragments(0), audio(48_000, vec![(1, 1)])];
    let mut bytes = MovieSpec { fragmented: true, ..MovieSpec::of(tracks) }.bytes();
    let traf = |id: u32, duration: u32, counts: &[u32]| {
        let tfhd = [8_u32, id, duration].map(u32::to_be_bytes).concat();
        let mut boxes = vec![boxed(b"tfhd", &tfhd)];
        boxes.extend(counts.iter().map(|count| boxed(b"trun", &[0, *count].map(u32::to_be_bytes).concat())));
        parent(b"traf", &boxes)
    };
    let trafs = [traf(1, 512, &[12, 12]), traf(2, 1000, &[48, 48, 47])];
    bytes.extend(parent(b"moof", &trafs));
    let found = probe(&bytes).0;
    assert_eq!((found.video_samples, found.video_duration), (Some(120), milliseconds(5000)));
    assert_eq!(found.audio_duration, MediaDuration::new(143_001, 48_000));
}

#[test]
fn an_edit_list_counts_from_the_first_composition_time_of_fragments() {
    // Runs of two samples: flags and entries.
    let presented = |runs: &[(u32, &[u32])]| {
        let track = TrackSpec { runs: vec![], edits: vec![(0, 1024)], ..video(0) };
        let mut bytes = MovieSpec { fragmented: true, ..MovieSpec::of(vec![track]) }.bytes();
        for &(flags, entries) in runs {
            let tfhd = [0x18, 1, 512, 1].map(u32::to_be_bytes).concat();
            let trun: Vec<_> = [&[flags, 2], entries].concat().into_iter().flat_map(u32::to_be_bytes).collect();
            let traf = parent(b"traf", &[boxed(b"tfhd", &tfhd), boxed(b"trun", &trun)]);
            bytes.extend(parent(b"moof", &[traf]));
        }
        probe(&bytes).0.video_duration
    };
    let ticks = |count| MediaDuration::new(count, 12_288);
    // Duration, size, flags and composition offset: the media begin where the edit list does.
    let delayed = (0xF00, &[512, 1, 0, 1024, 512, 1, 0, 2048][..]);
    let prompt = (0x800, &[0, 0][..]);
    assert_eq!(presented(&[delayed, prompt]), ticks(2048));
    assert_eq!(presented(&[prompt, delayed]), ticks(1024));
    // Durations are not composition offsets.
    assert_eq!(presented(&[(0x100, &[512, 1536]), delayed]), ticks(2048));
}

#[test]
fn a_run_of_a_fragment_that_counts_beyond_its_box_is_a_fault() {
    let mut bytes = MovieSpec { fragmented: true, ..MovieSpec::of(vec![fragments(0)]) }.bytes();
    let last = bytes.windows(4).rposition(|kind| kind == b"trun").unwrap();
    let count = u32::from_be_bytes(bytes[last + 8..last + 12].try_into().unwrap());
    bytes[last + 8..last + 12].copy_from_slice(&(count + 1).to_be_bytes());
    let (found, _, read) = probe(&bytes);
    assert_eq!(read.unwrap_err().kind, FaultKind::Malformed);
    assert_eq!((found.duration, found.streams_duration, found.fps, found.nominal_fps), (None, None, None, None));
}

#[test]
fn a_table_of_durations_that_contradicts_the_sizes_gives_no_duration() {
    let counting = |stts: u32, stsz: u32, media: u32| {
        let track = TrackSpec { sizes: Some(stsz), headers: Some((4000, media)), ..video(stts) };
        probe(&MovieSpec { stated: 4000, ..MovieSpec::of(vec![track]) }.bytes())
    };
    // The media header agrees with the sizes: as many samples of the last duration.
    for stts in [1, 95, 96, 97, 192] {
        let (found, notes, _) = counting(stts, 96, 96 * 512);
        assert_eq!((found.duration, found.fps), (milliseconds(4000), Some(24_u32.into())), "{stts}");
        assert_eq!((found.video_samples, notes.faults), (Some(96), vec![]));
    }
    // It agrees with `stts`, or with neither.
    for (stts, stsz, media) in [(96, 1440, 96 * 512), (96, 1, 96 * 512), (95, 96, 95 * 512), (0, 96, 96 * 512)] {
        let (found, notes, _) = counting(stts, stsz, media);
        assert_eq!((readings(&found)[0], found.streams_duration, found.video_duration), (None, None, None));
        assert_eq!((found.fps, found.nominal_fps, found.variable_frame_rate), (None, None, None), "{stts} {stsz}");
        assert_eq!(notes.faults.iter().map(|fault| fault.kind).collect::<Vec<_>>(), [FaultKind::Malformed]);
    }
}

#[test]
fn long_tables_are_read_in_parts() {
    let runs: Vec<_> = (0..2000).map(|index| (1, 500 + index % 2)).collect();
    let found = facts(&MovieSpec::of(vec![TrackSpec { runs, ..video(0) }]));
    assert_eq!((found.video_samples, found.duration), (Some(2000), MediaDuration::new(1_001_000, 12_288)));
    // One run fewer than a part, and one more.
    for count in [511, 512, 513, 1024, 1025] {
        let runs: Vec<_> = (0..count).map(|index| (1, 500 + index % 2)).collect();
        let found = facts(&MovieSpec::of(vec![TrackSpec { runs, ..video(0) }]));
        assert_eq!(found.video_samples, Some(count.into()));
        assert_eq!(found.duration, MediaDuration::new((500 * count + count / 2).into(), 12_288));
    }
}

/// What text lasts matters only if it may be presented longest.
#[test]
fn contradictory_times_of_text_matter_only_past_the_end_of_others() {
    let found = |text: TrackSpec| {
        let (video, notes, read) = probe(&MovieSpec::of(vec![TrackSpec::video((640, 480)), text]).bytes());
        assert_eq!(read, Ok(()));
        (video.duration.map(|duration| (duration.ticks(), duration.time_scale())), kinds(&notes.faults))
    };
    let text =
        |runs: &[(u32, u32)], sizes| TrackSpec { sizes: Some(sizes), ..TrackSpec::of_data(b"text", runs.to_vec()) };
    let whole = (Some((24_000, 24_000)), vec![]);
    let undetermined = (None, vec![FaultKind::Malformed]);
    // By `stsz` 5 samples of 100 ms and by `stts` 2; the other way round; up to the very end.
    assert_eq!(found(text(&[(2, 100)], 5)), whole);
    assert_eq!(found(text(&[(5, 100)], 2)), whole);
    assert_eq!(found(text(&[(5, 200)], 4)), whole);
    // Past it by `stsz`, by `stts`, by `mdhd`.
    assert_eq!(found(text(&[(2, 400)], 3)), undetermined);
    assert_eq!(found(text(&[(3, 400)], 2)), undetermined);
    assert_eq!(found(TrackSpec { headers: Some((0, 1001)), ..text(&[(2, 100)], 3) }), undetermined);
    // Past it because it begins late.
    let late = |empty| TrackSpec { edits: vec![(empty, -1), (0, 0)], ..text(&[(2, 100)], 5) };
    assert_eq!(found(late(500)), whole);
    assert_eq!(found(late(501)), undetermined);
    // Of audio it always matters.
    assert_eq!(found(TrackSpec { sizes: Some(5), ..audio(44_100, vec![(2, 1024)]) }), undetermined);
}
