//! Whole files: what is built is what is found, and nothing breaks the reader.

mod build;
mod data;
mod rates;
mod structure;
mod times;
mod unread;

use proptest::prelude::*;

use super::super::budget::Budget;
use super::super::notes::Notes;
use super::super::reader::Reader;
use super::read;
use crate::model::VideoFacts;
use crate::model::{Codec, Fault, FaultKind, Format, MediaDuration, Rational};
use build::{MovieSpec, ONE, TrackSpec, UPRIGHT, audio, boxed, esds, numbers, parent, pasp, place, visual};

fn probe(bytes: &[u8]) -> (VideoFacts, Notes, Result<(), Fault>) {
    let (mut video, mut notes) = (VideoFacts::default(), Notes::default());
    let mut reader = Reader::new(&bytes, Budget::default());
    let read = read(&mut reader, &mut video, &mut notes);
    (video, notes, read)
}

fn facts(movie: &MovieSpec) -> VideoFacts {
    let (video, notes, read) = probe(&movie.bytes());
    assert_eq!((read, notes.faults, notes.truncated), (Ok(()), vec![], Some(false)));
    video
}

fn kinds(faults: &[Fault]) -> Vec<FaultKind> {
    faults.iter().map(|fault| fault.kind).collect()
}

fn audio_codec(entry: Vec<u8>) -> String {
    facts(&MovieSpec::of(vec![TrackSpec::of_audio(entry)])).audio_codec.unwrap().name().to_owned()
}

fn video_with(entry: Vec<u8>) -> VideoFacts {
    facts(&MovieSpec::of(vec![TrackSpec { entry, ..TrackSpec::video((720, 576)) }]))
}

#[test]
fn a_plain_movie_gives_every_fact() {
    let aac = audio(b"mp4a", 0, 16, &[esds(0x40, [0x12, 0x10])]);
    let video = facts(&MovieSpec::of(vec![TrackSpec::of_audio(aac), TrackSpec::video((1280, 720))]));
    assert_eq!((video.width, video.height), (Some(1280), Some(720)));
    assert_eq!((video.display_width, video.display_height, video.rotation), (Some(1280), Some(720), Some(0)));
    assert_eq!(video.pixel_aspect, Some(1_u32.into()));
    assert_eq!((video.fps, video.variable_frame_rate), (Some(24_u32.into()), Some(false)));
    assert_eq!((video.video_samples, video.video_tracks, video.audio_tracks), (Some(24), Some(1), Some(1)));
    assert_eq!((video.video_codec, video.audio_codec), (Some(Codec::H264), Some(Codec::AAC)));
    assert_eq!((video.duration, video.video_duration), (Some(MediaDuration::from_seconds(1)), video.duration));
    assert_eq!(video.audio_duration, MediaDuration::new(40_960, 44_100));
}

#[test]
fn a_budget_that_ends_within_the_movie_leaves_facts_out_and_gives_no_others() {
    let entry = visual(b"avc3", (720, 576), &[pasp(64, 45)]);
    let picture =
        TrackSpec { entry, matrix: [0, ONE, -ONE, 0], edits: vec![(500, 0)], ..TrackSpec::video((1024, 576)) };
    let aac = audio(b"mp4a", 0, 16, &[esds(0x40, [0x12, 0x10])]);
    let bytes = MovieSpec::of(vec![picture, TrackSpec::of_audio(aac)]).bytes();
    let with = |elements| {
        let (mut video, mut notes) = (VideoFacts::default(), Notes::default());
        let mut reader = Reader::new(&bytes, Budget { elements, ..Budget::default() });
        let read = read(&mut reader, &mut video, &mut notes);
        (video, notes.is_out_of_budget || read.is_err())
    };
    let (all, _) = with(1000);
    // None is left unread in silence: the boxes within a sample entry count as well.
    assert!((0..1000).all(|elements| with(elements).1 || with(elements).0 == all));
    let unread: Vec<u64> = (0..1000).filter(|&elements| with(elements).1).collect();
    assert!(unread.len() > 30, "{unread:?}");
    for elements in unread {
        let mut found = with(elements).0;
        if found != VideoFacts::default() {
            // The movie was read, and what follows it was not: fragments may be there.
            found.duration = all.duration;
            (found.video_duration, found.audio_duration) = (all.video_duration, all.audio_duration);
            (found.streams_duration, found.duration_without_audio) = (all.streams_duration, all.duration_without_audio);
            found.nominal_fps = all.nominal_fps;
            (found.fps, found.variable_frame_rate, found.video_samples) =
                (all.fps, all.variable_frame_rate, all.video_samples);
            assert_eq!(found, all, "{elements}");
        }
    }
}

#[test]
fn the_first_of_many_unreadable_boxes_are_reported() {
    let moov = parent(b"moov", &[parent(b"trak", &vec![boxed(b"tkhd", &[]); 5000])]);
    let (_, notes, _) = probe(&[boxed(b"ftyp", b"isom\0\0\0\0"), moov].concat());
    assert_eq!((notes.faults.len(), notes.faults[0].kind), (64, FaultKind::Malformed));
}

#[test]
fn a_rotated_anamorphic_video_is_displayed_upright() {
    let entry = visual(b"avc3", (720, 576), &[pasp(64, 45)]);
    let track = TrackSpec { entry, matrix: [0, ONE, -ONE, 0], ..TrackSpec::video((1024, 576)) };
    let video = facts(&MovieSpec::of(vec![track]));
    assert_eq!((video.display_width, video.display_height, video.rotation), (Some(576), Some(1024), Some(90)));
    assert_eq!(video.pixel_aspect, Rational::new(64, 45));
}

#[test]
fn without_pasp_the_track_header_says_the_shape() {
    let track = TrackSpec { size: (660, 480), entry: visual(b"avc3", (720, 480), &[]), ..TrackSpec::video((0, 0)) };
    assert_eq!(facts(&MovieSpec::of(vec![track])).pixel_aspect, Rational::new(11, 12));
    let zero = video_with(visual(b"avc3", (720, 576), &[pasp(0, 1)]));
    assert_eq!(zero.pixel_aspect, Some(1_u32.into()));
}

#[test]
fn a_skewed_video_has_no_rotation_and_a_fault() {
    let track = TrackSpec { matrix: [ONE, ONE, -ONE, ONE], ..TrackSpec::video((640, 480)) };
    let (video, notes, _) = probe(&MovieSpec::of(vec![track]).bytes());
    assert_eq!((video.rotation, video.display_width, video.width), (None, None, Some(640)));
    assert_eq!(notes.faults[0].kind, FaultKind::Unsupported);
}

#[test]
fn an_initialisation_segment_has_no_samples_and_no_duration() {
    let track = TrackSpec { runs: vec![], ..TrackSpec::video((640, 480)) };
    let video = facts(&MovieSpec { fragmented: true, ..MovieSpec::of(vec![track]) });
    assert_eq!((video.video_samples, video.duration, video.fps), (Some(0), None, None));
    assert_eq!(video.variable_frame_rate, None);
}

#[test]
fn a_cover_is_not_the_video() {
    let cover =
        TrackSpec { entry: visual(b"jpeg", (300, 300), &[]), runs: vec![(1, 1)], ..TrackSpec::video((300, 300)) };
    let video = facts(&MovieSpec::of(vec![cover.clone(), TrackSpec::video((640, 480))]));
    assert_eq!((video.width, video.video_tracks), (Some(640), Some(2)));
    assert_eq!(facts(&MovieSpec::of(vec![cover])).width, Some(300));
}

#[test]
fn samples_without_length_divide_nothing_by_zero() {
    let track = TrackSpec { runs: vec![(5, 0)], ..TrackSpec::video((12, 10)) };
    let video = facts(&MovieSpec::of(vec![track]));
    assert_eq!((video.fps, video.video_samples), (None, Some(5)));
}

#[test]
fn codecs_are_detected_by_entry_object_type_and_encryption() {
    let name = |entry| video_with(entry).video_codec.unwrap().name().to_owned();
    let size = (720, 576);
    assert_eq!(name(visual(b"hev1", size, &[])), "hevc");
    assert_eq!(name(visual(b"mx5p", size, &[])), "mpeg2video");
    assert_eq!(name(visual(b"mp4v", size, &[esds(0x20, [0; 2])])), "mpeg4");
    assert_eq!(name(visual(b"mp4v", size, &[esds(0x6C, [0; 2])])), "mjpeg");
    let sinf = parent(b"sinf", &[boxed(b"frma", b"av01")]);
    assert_eq!(name(visual(b"encv", size, &[sinf])), "av1");
    assert_eq!(name(visual(b"avc3", size, &[b"\0\0\0\x03junk".to_vec()])), "h264");
}

#[test]
fn audio_is_read_in_all_quicktime_versions() {
    let wave = |children: &[Vec<u8>]| parent(b"wave", children);
    assert_eq!(audio_codec(audio(b"mp4a", 1, 16, &[wave(&[esds(0x6B, [0; 2])])])), "mp3");
    assert_eq!(audio_codec(audio(b"mp4a", 0, 16, &[esds(0x40, [0xF8, 0x80])])), "mp4als");
    assert_eq!(audio_codec(audio(b"in24", 1, 16, &[wave(&[boxed(b"enda", &[0, 1])])])), "pcm_s24le");
    assert_eq!(audio_codec(audio(b"in24", 1, 16, &[])), "pcm_s24be");
    assert_eq!(audio_codec(audio(b"sowt", 0, 16, &[])), "pcm_s16le");
    assert_eq!(audio_codec(audio(b"ipcm", 0, 16, &[boxed(b"pcmC", &[0, 0, 0, 0, 1, 24])])), "pcm_s24le");
    let mut lpcm = vec![0; 64];
    lpcm[9] = 2;
    lpcm[51] = 32;
    lpcm[55] = 1;
    assert_eq!(audio_codec(boxed(b"lpcm", &lpcm)), "pcm_f32le");
}

#[test]
fn fragments_go_on_from_what_the_movie_holds() {
    let lasting = |count| TrackSpec { time_scale: 1000, runs: vec![(count, 100)], ..TrackSpec::video((640, 480)) };
    let mut bytes = MovieSpec::of(vec![lasting(10), lasting(11)]).bytes();
    for (id, time) in [(1_u32, 1000_u32), (2, 1100)] {
        let tfhd = [8_u32, id, 100].map(u32::to_be_bytes).concat();
        let tfdt = [0, time].map(u32::to_be_bytes).concat();
        let trun = [0, 5_u32].map(u32::to_be_bytes).concat();
        let traf = parent(b"traf", &[boxed(b"tfhd", &tfhd), boxed(b"tfdt", &tfdt), boxed(b"trun", &trun)]);
        bytes.extend(parent(b"moof", &[traf]));
    }
    let (video, ..) = probe(&bytes);
    assert_eq!((video.duration, video.video_samples), (MediaDuration::new(1600, 1000), Some(15)));
}

#[test]
fn without_a_handler_the_media_header_tells_the_kind_of_track() {
    let mut bytes = MovieSpec::of(vec![TrackSpec::video((640, 480))]).bytes();
    let hdlr = bytes.windows(4).position(|kind| kind == b"hdlr").unwrap();
    bytes[hdlr..hdlr + 4].copy_from_slice(b"free");
    assert_eq!(probe(&bytes).0.video_tracks, Some(1));
}

#[test]
fn a_cut_file_is_truncated() {
    for movie_last in [false, true] {
        let bytes = MovieSpec { movie_last, ..MovieSpec::of(vec![TrackSpec::video((640, 480))]) }.bytes();
        let (_, notes, read) = probe(&bytes[..bytes.len() - 1]);
        assert_eq!(notes.truncated, Some(true));
        assert_eq!(notes.declared_bytes, Some(bytes.len() as u64));
        assert!(movie_last || read.is_ok());
    }
    let (_, notes, read) = probe(b"\0\0\0\x10ftypqt  \0\0\0\0\0\0\x01\0mdat....");
    assert_eq!((notes.truncated, read.unwrap_err().kind), (Some(true), FaultKind::UnexpectedEnd));
}

#[test]
fn fragments_beyond_the_budget_give_no_sums() {
    let runs = vec![(1, 1000); 100];
    let movie =
        MovieSpec { fragmented: true, ..MovieSpec::of(vec![TrackSpec { runs, ..TrackSpec::video((640, 480)) }]) };
    let bytes = movie.bytes();
    assert_eq!(facts(&movie).video_samples, Some(100));
    let mut reader = Reader::new(&bytes, Budget { elements: 200, ..Budget::default() });
    let (mut video, mut notes) = (VideoFacts::default(), Notes::default());
    let fault = read(&mut reader, &mut video, &mut notes).unwrap_err();
    assert_eq!((fault.kind, video.video_samples, video.duration), (FaultKind::Budget, None, None));
    assert_eq!((video.width, notes.truncated), (Some(640), None));
}

#[test]
fn a_small_budget_reads_a_small_movie_all_the_same() {
    let bytes = MovieSpec::of(vec![TrackSpec::video((640, 480))]).bytes();
    let mut reader = Reader::new(&bytes, Budget { bytes_held: 128, ..Budget::default() });
    let (mut video, mut notes) = (VideoFacts::default(), Notes::default());
    assert_eq!(read(&mut reader, &mut video, &mut notes), Ok(()));
    assert_eq!((video.fps, notes.faults), (Some(24_u32.into()), vec![]));
}

#[test]
fn a_compressed_header_is_not_supported() {
    let (_, _, read) = probe(&parent(b"moov", &[boxed(b"cmov", &[])]));
    assert_eq!(read.unwrap_err().kind, FaultKind::Unsupported);
}

prop_compose! {
    fn tracks()(
        size in (1..4096_u16, 1..4096_u16),
        aspect in (1..100_u32, 1..100_u32),
        turn in 0..4_usize,
        time_scale in 1..100_000_u32,
        runs in prop::collection::vec((1..50_u32, 1..5000_u32), 1..5),
    ) -> (TrackSpec, (u32, u32), usize) {
        let entry = visual(b"avc3", size, &[pasp(aspect.0, aspect.1)]);
        let matrix = [UPRIGHT, [0, ONE, -ONE, 0], [-ONE, 0, 0, -ONE], [0, -ONE, ONE, 0]][turn];
        (TrackSpec { entry, size, matrix, time_scale, runs, ..TrackSpec::video(size) }, aspect, turn)
    }
}

proptest! {
    #[test]
    fn what_is_built_is_found(
        (track, aspect, turn) in tracks(),
        fragmented: bool,
        movie_last: bool,
        long_sizes: bool,
        edited: bool,
    ) {
        let mut track = track;
        if edited {
            track.edits = vec![(0, 0)];
        }
        let samples: u64 = track.runs.iter().map(|run| u64::from(run.0)).sum();
        let ticks: u64 = track.runs.iter().map(|run| u64::from(run.0) * u64::from(run.1)).sum();
        let (size, scale) = (track.size, u64::from(track.time_scale));
        let video = facts(&MovieSpec { fragmented, movie_last, long_sizes, ..MovieSpec::of(vec![track]) });
        prop_assert_eq!((video.width, video.height), (Some(size.0.into()), Some(size.1.into())));
        prop_assert_eq!(video.rotation, [0, 90, 180, 270].get(turn).copied());
        prop_assert_eq!(video.pixel_aspect, Rational::new(aspect.0.into(), aspect.1.into()));
        prop_assert_eq!(video.video_samples, Some(samples));
        prop_assert_eq!(video.fps, Rational::new(samples * scale, ticks));
        let duration = video.duration.unwrap();
        prop_assert_eq!((duration.ticks(), duration.time_scale()), (ticks, scale));
        let across = (2 * u64::from(size.0) * u64::from(aspect.0) + u64::from(aspect.1)) / (2 * u64::from(aspect.1));
        let displayed = [video.display_width, video.display_height].map(|side| side.map(u64::from));
        let upright = [Some(across), Some(u64::from(size.1))];
        prop_assert_eq!(displayed, if turn % 2 == 1 { [upright[1], upright[0]] } else { upright });
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes: Vec<u8>) {
        let _ = probe(&bytes);
        let _ = probe(&parent(b"moov", &[boxed(b"trak", &bytes)]));
    }

    #[test]
    fn mutated_movies_never_panic(
        (track, _, _) in tracks(),
        fragmented: bool,
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let track = TrackSpec { edits: vec![(250, -1), (900, 12)], ..track };
        let aac = TrackSpec::of_audio(audio(b"mp4a", 1, 16, &[parent(b"wave", &[esds(0x40, [0x12, 0x10])])]));
        let mut bytes = MovieSpec { fragmented, ..MovieSpec::of(vec![track, aac]) }.bytes();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = probe(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = probe(&bytes);
    }
}
