//! Small files of every flavour, and the laws that hold for all.

use proptest::prelude::*;

use super::*;
use crate::probe::Budget;

/// What was found, and the fault that ended it.
fn measure(bytes: &[u8]) -> (AudioFacts, Notes, Option<Fault>) {
    let (mut audio, mut notes) = (AudioFacts::default(), Notes::default());
    let fault = read(&mut Reader::new(&bytes, Budget::default()), &mut audio, &mut notes).err();
    (audio, notes, fault)
}

/// MPEG-1, 128 kbit/s, 44.1 kHz, joint stereo: 417 bytes.
const STEREO: [u8; 4] = [0xFF, 0xFB, 0x90, 0x64];
/// MPEG-2, 64 kbit/s, 24 kHz, mono: 192 bytes.
const MONO: [u8; 4] = [0xFF, 0xF3, 0x84, 0xC4];

fn frame(header: [u8; 4]) -> Vec<u8> {
    let length = FrameHeader::parse(header).unwrap().length().unwrap();
    let mut bytes = header.to_vec();
    bytes.resize(usize::try_from(length).unwrap(), 0);
    bytes
}

fn frames(header: [u8; 4], count: usize) -> Vec<u8> {
    frame(header).repeat(count)
}

/// A frame that holds a Xing header in place of sound.
fn xing(header: [u8; 4], frames: u32, bytes: Option<usize>) -> Vec<u8> {
    let mut info = frame(header);
    let side_info = if header == STEREO { 32 } else { 9 };
    let flags = if bytes.is_some() { 3_u32 } else { 1 };
    let bytes = u32::try_from(bytes.unwrap_or(0)).unwrap();
    let fields = [b"Xing".as_slice(), &flags.to_be_bytes(), &frames.to_be_bytes(), &bytes.to_be_bytes()].concat();
    info[4 + side_info..][..16].copy_from_slice(&fields);
    info
}

/// A file with its Xing header, as an encoder writes it.
fn with_xing(header: [u8; 4], count: usize) -> Vec<u8> {
    let sound = frames(header, count);
    let whole = frame(header).len() + sound.len();
    [xing(header, u32::try_from(count).unwrap(), Some(whole)), sound].concat()
}

fn id3v2(size: u8) -> Vec<u8> {
    [b"ID3\x03\0\0\0\0\0".as_slice(), &[size], &vec![b'x'; usize::from(size)]].concat()
}

#[test]
fn a_tag_at_the_end_that_says_less_than_its_own_footer_is_none() {
    let footer = |size: u32| [b"APETAGEX\xD0\x07\0\0".as_slice(), &size.to_le_bytes(), &[0; 16]].concat();
    for size in [0, 1, 31] {
        let (audio, _, fault) = measure(&[frames(STEREO, 4), footer(size)].concat());
        assert_eq!((audio.duration, fault), (MediaDuration::new(4 * 1152, 44_100), None), "{size}");
    }
}

fn id3v1() -> Vec<u8> {
    [b"TAG".as_slice(), &[0; 125]].concat()
}

fn ape() -> Vec<u8> {
    let edge = |flags: u8| [b"APETAGEX\xD0\x07\0\0\x28\0\0\0\x01\0\0\0\0\0\0".as_slice(), &[flags], &[0; 8]].concat();
    [edge(0xA0), vec![0xFF; 8], edge(0x80)].concat()
}

fn lyrics() -> Vec<u8> {
    b"LYRICSBEGININD00002000000021LYRICS200".to_vec()
}

fn ticks(audio: &AudioFacts) -> Option<(u64, u64)> {
    audio.duration.map(|duration| (duration.ticks(), duration.time_scale()))
}

#[test]
fn a_header_that_fits_is_believed() {
    let (audio, notes, fault) = measure(&with_xing(STEREO, 9));
    assert_eq!((ticks(&audio), audio.duration_from), (Some((9 * 1152, 44_100)), Some(DurationSource::Header)));
    assert_eq!(
        (audio.codec, audio.sample_rate, audio.channels, audio.bits),
        (Some(Codec::MP3), Some(44_100), Some(2), None)
    );
    assert_eq!((notes.truncated, fault), (Some(false), None));
}

#[test]
fn vbri_leaves_its_own_frame_out() {
    let mut info = frame(STEREO);
    let bytes = u32::try_from(frames(STEREO, 9).len()).unwrap();
    let fields = [b"VBRI\0\x01\0\0\0\0".as_slice(), &bytes.to_be_bytes(), &9_u32.to_be_bytes()].concat();
    info[36..54].copy_from_slice(&fields);
    let (audio, ..) = measure(&[info, frames(STEREO, 9)].concat());
    assert_eq!((ticks(&audio), audio.duration_from), (Some((9 * 1152, 44_100)), Some(DurationSource::Header)));
}

#[test]
fn frames_are_counted_where_no_header_helps() {
    let bare = frames(MONO, 12);
    // The count of frames alone cannot be held against the bytes.
    let half = [xing(MONO, 500, None), frames(MONO, 12)].concat();
    let zero = [xing(MONO, 0, Some(13 * 192)), frames(MONO, 12)].concat();
    for bytes in [bare, half, zero] {
        let (audio, notes, _) = measure(&bytes);
        assert_eq!((ticks(&audio), audio.duration_from), (Some((12 * 576, 24_000)), Some(DurationSource::Frames)));
        assert_eq!((audio.channels, notes.truncated), (Some(1), None));
    }
}

#[test]
fn a_header_left_over_from_a_longer_file_is_not_believed() {
    // Cut by an editor: the last frame is whole, or tags follow it.
    let edited = [xing(STEREO, 10_000, Some(4_170_417)), frames(STEREO, 9)].concat();
    let (audio, notes, _) = measure(&edited);
    assert_eq!((ticks(&audio), notes.truncated), (Some((9 * 1152, 44_100)), None));
    let tagged = [edited, vec![0xFF, 0xFB, 0x90, 0x64], id3v1()].concat();
    assert_eq!(measure(&tagged).1.truncated, None);
    // Another stream was joined to it.
    let joined = [with_xing(STEREO, 3), with_xing(STEREO, 9)].concat();
    assert_eq!(ticks(&measure(&joined).0), Some((12 * 1152, 44_100)));
}

#[test]
fn a_broken_download_is_cut_within_a_frame() {
    let whole = with_xing(STEREO, 100);
    let (audio, notes, fault) = measure(&whole[..417 * 50 + 99]);
    assert_eq!(
        (ticks(&audio), audio.duration_from, fault),
        (Some((50 * 1152, 44_100)), Some(DurationSource::Frames), None)
    );
    assert_eq!((notes.truncated, notes.declared_bytes), (Some(true), Some(as_u64(whole.len()))));
    // Without a header that counts, a frame cut short says nothing: many files end so.
    assert_eq!(measure(&frames(STEREO, 9)[..3000]).1.truncated, None);
}

#[test]
fn tags_before_and_behind_are_no_sound() {
    let sound = with_xing(STEREO, 9);
    let front = [id3v2(50), vec![0; 700], id3v2(0), id3v2(90)].concat();
    let footer = b"3DI\x04\0\x10\0\0\0\x04";
    let appended = [b"ID3\x04\0\x10\0\0\0\x04abcd".as_slice(), footer].concat();
    for tail in [id3v1(), ape(), [lyrics(), id3v1()].concat(), [ape(), id3v1()].concat(), appended] {
        let bytes = [front.clone(), sound.clone(), tail].concat();
        let (audio, notes, _) = measure(&bytes);
        assert_eq!((ticks(&audio), audio.duration_from), (Some((9 * 1152, 44_100)), Some(DurationSource::Header)));
        assert_eq!(notes.truncated, Some(false));
    }
}

#[test]
fn junk_before_the_first_frame_is_passed_over() {
    // A lone header that nothing follows is no frame.
    let junk = [vec![0x20; 5000], STEREO.to_vec(), vec![0x20; 900]].concat();
    let (audio, ..) = measure(&[junk, frames(MONO, 4)].concat());
    assert_eq!((ticks(&audio), audio.sample_rate), (Some((4 * 576, 24_000)), Some(24_000)));
}

#[test]
fn bytes_lost_within_a_stream_cost_no_frames_behind_them() {
    // A header of layer I stands by chance in what is left of a frame, as in a capture sent in pieces.
    let left = [vec![0x70; 143], vec![0xFF, 0xFF, 0xB4, 0x00], vec![0x70; 49]].concat();
    let (audio, ..) = measure(&[frames(STEREO, 20), left, frames(STEREO, 10)].concat());
    assert_eq!(ticks(&audio), Some((30 * 1152, 44_100)));
}

#[test]
fn streams_of_different_rates_add_up_exactly() {
    let (audio, ..) = measure(&[frames(STEREO, 10), frames(MONO, 10)].concat());
    let exact = crate::model::Rational::new(11_520 * 24_000 + 5_760 * 44_100, 44_100 * 24_000).unwrap();
    assert_eq!(audio.duration, Some(MediaDuration::from(exact)));
}

#[test]
fn tags_without_sound_are_faults() {
    assert_eq!(measure(&id3v2(50)).2.unwrap().kind, FaultKind::Malformed);
    let (_, notes, fault) = measure(&id3v2(50)[..30]);
    assert_eq!(
        (fault.unwrap().kind, notes.truncated, notes.declared_bytes),
        (FaultKind::UnexpectedEnd, Some(true), Some(60))
    );
    let (audio, _, fault) = measure(&[id3v2(9), STEREO.to_vec()].concat());
    assert_eq!(
        (audio.sample_rate, audio.duration, fault.unwrap().kind),
        (Some(44_100), None, FaultKind::UnexpectedEnd)
    );
}

#[test]
fn a_free_bit_rate_is_not_measured() {
    let free = [&[0xFF, 0xFB, 0x00, 0x64][..], &[0; 300]].concat().repeat(10);
    let (audio, _, fault) = measure(&free);
    assert_eq!((audio.sample_rate, audio.duration, fault.unwrap().kind), (Some(44_100), None, FaultKind::Unsupported));
}

#[test]
fn a_spent_budget_leaves_the_duration_open() {
    let budget = Budget { bytes_read: 40_000, ..Budget::default() };
    let (mut audio, mut notes) = (AudioFacts::default(), Notes::default());
    let bytes = frames(STEREO, 1000);
    let fault = read(&mut Reader::new(&bytes, budget), &mut audio, &mut notes).unwrap_err();
    assert_eq!((fault.kind, audio.duration, audio.channels), (FaultKind::Budget, None, Some(2)));
}

#[test]
fn a_stream_always_out_of_step_is_given_up() {
    let bytes = [frames(STEREO, 3), frames(MONO, 3)].concat().repeat(600);
    let (audio, _, fault) = measure(&bytes);
    assert_eq!((audio.duration, fault.unwrap().kind), (None, FaultKind::Malformed));
}

proptest! {
    #[test]
    fn facts_come_back_out(
        stereo: bool,
        has_info: bool,
        count in 3..60_usize,
        front in prop::option::of(0..100_u8),
        has_ape: bool,
        has_id3v1: bool,
        cut in 0..190_usize,
    ) {
        let header = if stereo { STEREO } else { MONO };
        let mut bytes = front.map_or_else(Vec::new, id3v2);
        bytes.extend(if has_info { with_xing(header, count) } else { frames(header, count) });
        bytes.truncate(bytes.len() - cut);
        if cut == 0 && has_ape {
            bytes.extend(ape());
        }
        if cut == 0 && has_id3v1 {
            bytes.extend(id3v1());
        }
        let (audio, notes, fault) = measure(&bytes);
        let (samples, rate) = if stereo { (1152, 44_100) } else { (576, 24_000) };
        // With fewer than four bytes of the last frame left, nothing tells that there was one.
        let cut_is_seen = cut > 0 && frame(header).len() - cut >= 4;
        // A cut frame counts, as long as its header is there.
        let played = count - usize::from(cut > 0 && !cut_is_seen);
        prop_assert_eq!(fault, None);
        prop_assert_eq!(ticks(&audio), Some((as_u64(played) * samples, rate)));
        prop_assert_eq!(audio.channels, Some(if stereo { 2 } else { 1 }));
        if has_info && (cut == 0 || cut_is_seen) {
            prop_assert_eq!(notes.truncated, Some(cut > 0));
        } else {
            prop_assert_eq!(notes.truncated, None);
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        measure(&bytes);
        measure(&[frames(STEREO, 3), bytes].concat());
    }

    #[test]
    fn headers_in_any_order_never_panic(words in prop::collection::vec((0xE0..=0xFF_u8, any::<u8>(), any::<u8>()), 0..600)) {
        let bytes: Vec<u8> = words.iter().flat_map(|&(id, rates, mode)| [0xFF, id, rates, mode]).collect();
        measure(&bytes);
        measure(&[frames(STEREO, 3), bytes].concat());
    }

    #[test]
    fn mutated_files_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = [id3v2(40), with_xing(STEREO, 4), ape(), lyrics(), id3v1()].concat();
        for (index, value) in &changes {
            let at = index.index(bytes.len());
            bytes[at] = *value;
        }
        measure(&bytes);
    }
}
