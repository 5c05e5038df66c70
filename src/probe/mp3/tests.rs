//! Small files of every variant, and the laws that hold for all.

#[cfg(feature = "deep")]
mod deep;
mod laws;

use proptest::prelude::*;

use super::*;
use crate::model::{MediaDuration, Rational};
use crate::probe::Budget;

/// The facts, and the fault that ended the reading.
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

/// A frame that holds a Xing header instead of audio.
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
    let audio_frames = frames(header, count);
    let whole = frame(header).len() + audio_frames.len();
    [xing(header, u32::try_from(count).unwrap(), Some(whole)), audio_frames].concat()
}

fn id3v2(size: u8) -> Vec<u8> {
    [b"ID3\x03\0\0\0\0\0".as_slice(), &[size], &vec![b'x'; usize::from(size)]].concat()
}

#[test]
fn a_tag_at_the_end_shorter_than_its_footer_is_ignored() {
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
fn a_fitting_header_is_believed() {
    let (audio, notes, fault) = measure(&with_xing(STEREO, 9));
    assert_eq!((ticks(&audio), audio.duration_from), (Some((9 * 1152, 44_100)), Some(DurationSource::Header)));
    assert_eq!(
        (audio.codec, audio.sample_rate, audio.channels, audio.bits),
        (Some(Codec::MP3), Some(44_100), Some(2), None)
    );
    assert_eq!((notes.truncated, fault), (Some(false), None));
}

#[test]
fn vbri_excludes_its_own_frame() {
    let mut info = frame(STEREO);
    let bytes = u32::try_from(frames(STEREO, 9).len()).unwrap();
    let fields = [b"VBRI\0\x01\0\0\0\0".as_slice(), &bytes.to_be_bytes(), &9_u32.to_be_bytes()].concat();
    info[36..54].copy_from_slice(&fields);
    let (audio, ..) = measure(&[info, frames(STEREO, 9)].concat());
    assert_eq!((ticks(&audio), audio.duration_from), (Some((9 * 1152, 44_100)), Some(DurationSource::Header)));
}

#[test]
fn frames_are_counted_without_a_usable_header() {
    let bare = frames(MONO, 12);
    // A count of frames without one of bytes, one too many as if it counted itself.
    let half = [xing(MONO, 13, None), frames(MONO, 12)].concat();
    let zero = [xing(MONO, 0, Some(13 * 192)), frames(MONO, 12)].concat();
    for (bytes, truncated) in [(bare, None), (half, Some(false)), (zero, None)] {
        let (audio, notes, _) = measure(&bytes);
        assert_eq!((ticks(&audio), audio.duration_from), (Some((12 * 576, 24_000)), Some(DurationSource::Frames)));
        assert_eq!((audio.channels, notes.truncated), (Some(1), truncated));
    }
}

#[test]
fn the_header_of_a_longer_file_is_not_believed() {
    // Cut at the end of a frame.
    let cut = [xing(STEREO, 10_000, Some(4_170_417)), frames(STEREO, 9)].concat();
    let (audio, notes, _) = measure(&cut);
    assert_eq!((ticks(&audio), notes.truncated), (Some((9 * 1152, 44_100)), Some(true)));
    assert_eq!(notes.declared_bytes, Some(4_170_417));
    // The same without a count of bytes, or without one of frames.
    for info in [xing(STEREO, 10_000, None), xing(STEREO, 0, Some(4_170_417))] {
        assert_eq!(measure(&[info, frames(STEREO, 9)].concat()).1.truncated, Some(true));
    }
    // Shortened by an editor: tags follow.
    let tagged = [cut, vec![0xFF, 0xFB, 0x90, 0x64], id3v1()].concat();
    assert_eq!(measure(&tagged).1.truncated, None);
}

#[test]
fn every_header_of_a_joined_stream_but_the_first_is_played() {
    let joined = [with_xing(STEREO, 3), with_xing(STEREO, 9), with_xing(STEREO, 2)].concat();
    let (audio, notes, _) = measure(&joined);
    assert_eq!((ticks(&audio), notes.truncated), (Some((16 * 1152, 44_100)), None));
    assert_eq!(audio.duration_from, Some(DurationSource::Frames));
    // The second stream is too short for a frame to be missed among odd bytes.
    let joined = [with_xing(STEREO, 9), frames(STEREO, 1)].concat();
    assert_eq!(ticks(&measure(&joined).0), Some((10 * 1152, 44_100)));
}

/// A copy of `bytes` with another name for its Xing header.
fn named(name: &[u8; 4], bytes: Vec<u8>) -> Vec<u8> {
    let at = bytes.windows(4).position(|window| window == b"Xing").unwrap();
    named_at(at, name, bytes)
}

#[test]
fn a_count_that_does_not_fit_the_bit_rate_is_not_believed() {
    let whole = 417 * 31;
    for count in [1, 10, 28, 29, 32, 60, 400] {
        for name in [b"Info", b"Xing"] {
            let bytes = [named(name, xing(STEREO, count, Some(whole))), frames(STEREO, 30)].concat();
            let (audio, notes, _) = measure(&bytes);
            assert_eq!((ticks(&audio), notes.truncated), (Some((30 * 1152, 44_100)), None), "{count}");
            assert_eq!(audio.duration_from, Some(DurationSource::Frames), "{count}");
        }
    }
}

#[test]
fn a_count_that_includes_its_own_frame_is_whole() {
    let bytes = [xing(STEREO, 31, Some(417 * 31)), frames(STEREO, 30)].concat();
    let (audio, notes, _) = measure(&bytes);
    assert_eq!((ticks(&audio), notes.truncated), (Some((30 * 1152, 44_100)), Some(false)));
    assert_eq!(audio.duration_from, Some(DurationSource::Frames));
}

#[test]
fn frames_padded_to_the_bit_rate_fit() {
    // Of 1000 frames at 128 kbit/s and 44.1 kHz, 959 have a byte of padding.
    let mut audio_frames = Vec::new();
    for count in 1..=1000_usize {
        let padded = 1152 / 8 * 128_000 * count / 44_100 > audio_frames.len() + 417;
        audio_frames.extend(frame(if padded { [0xFF, 0xFB, 0x92, 0x64] } else { STEREO }));
    }
    for (count, from) in [(1000, DurationSource::Header), (999, DurationSource::Frames)] {
        let info = xing(STEREO, count, Some(417 + audio_frames.len()));
        let (audio, ..) = measure(&[info, audio_frames.clone()].concat());
        assert_eq!((ticks(&audio), audio.duration_from), (Some((1_152_000, 44_100)), Some(from)));
    }
}

#[test]
fn a_variable_bit_rate_is_counted_up_to_a_length_and_believed_beyond() {
    /// MPEG-1, 320 kbit/s, 44.1 kHz: 1044 bytes.
    const FAST: [u8; 4] = [0xFF, 0xFB, 0xE0, 0x64];
    let variable = |count| [frames(STEREO, count), frames(FAST, count)].concat();
    for (count, claimed, from) in [(20, 35, DurationSource::Frames), (2000, 4000, DurationSource::Header)] {
        let audio_frames = variable(count);
        let info = xing(STEREO, claimed, Some(417 + audio_frames.len()));
        let (audio, ..) = measure(&[info.clone(), audio_frames.clone()].concat());
        assert_eq!((ticks(&audio), audio.duration_from), (Some((as_u64(2 * count) * 1152, 44_100)), Some(from)));
        // A header for a constant bit rate must fit one.
        let (audio, ..) = measure(&[named(b"Info", info), audio_frames].concat());
        assert_eq!(audio.duration_from, Some(DurationSource::Frames));
    }
    // More frames than there can be.
    let audio_frames = variable(2000);
    let info = xing(STEREO, 40_000, Some(417 + audio_frames.len()));
    assert_eq!(ticks(&measure(&[info, audio_frames].concat()).0), Some((4000 * 1152, 44_100)));
}

#[test]
fn a_variable_bit_rate_is_believed_if_a_checksum_confirms_the_header() {
    /// MPEG-1, 320 kbit/s, 44.1 kHz: 1044 bytes.
    const FAST: [u8; 4] = [0xFF, 0xFB, 0xE0, 0x64];
    let audio_frames = [frames(STEREO, 20), frames(FAST, 20)].concat();
    let mut whole = named_at(36, b"Xing", with_lame(b"LAME3.100", 40, 576, 1000, &audio_frames));
    // CRC-16 of the 190 bytes before it, as LAME 3.100 writes it.
    let sum = checksum(&whole[..190]);
    whole[190..192].copy_from_slice(&sum.to_be_bytes());
    let (audio, notes, _) = measure(&whole);
    assert_eq!((ticks(&audio), audio.duration_from), (Some((40 * 1152, 44_100)), Some(DurationSource::Header)));
    assert_eq!((played(&audio), notes.truncated), (Some((40 * 1152 - 1576, 44_100)), Some(false)));

    // Another count, or more audio than counted.
    let mut altered = whole.clone();
    altered[47] = 30;
    let joined = [whole.clone(), whole.clone()].concat();
    let cut = whole[..whole.len() - 1044].to_vec();
    for (bytes, count, truncated) in [(altered, 40, None), (joined, 81, None), (cut, 39, Some(true))] {
        let (audio, notes, _) = measure(&bytes);
        assert_eq!((ticks(&audio), notes.truncated), (Some((count * 1152, 44_100)), truncated));
        assert_eq!(audio.duration_from, Some(DurationSource::Frames));
    }
    // Confirmed, but more or fewer frames than the bytes can hold.
    for count in [15_u16, 300] {
        whole[46..48].copy_from_slice(&count.to_be_bytes());
        let sum = checksum(&whole[..190]);
        whole[190..192].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(measure(&whole).0.duration_from, Some(DurationSource::Frames), "{count}");
    }
}

/// CRC-16/ARC, bit by bit.
fn checksum(bytes: &[u8]) -> u16 {
    let step = |sum: u16| if sum & 1 == 1 { sum >> 1 ^ 0xA001 } else { sum >> 1 };
    bytes.iter().fold(0, |sum, &byte| (0..8).fold(sum ^ u16::from(byte), |sum, _| step(sum)))
}

/// A copy of `bytes` with another name at this offset.
fn named_at(at: usize, name: &[u8; 4], mut bytes: Vec<u8>) -> Vec<u8> {
    bytes[at..at + 4].copy_from_slice(name);
    bytes
}

/// A file with a Xing header and LAME's extension: delay and padding in samples.
fn with_lame(encoder: &[u8], count: u32, delay: u32, padding: u32, audio_frames: &[u8]) -> Vec<u8> {
    let mut info = frame(STEREO);
    let bytes = u32::try_from(info.len() + audio_frames.len()).unwrap();
    let mut fields = [b"Info".as_slice(), &15_u32.to_be_bytes(), &count.to_be_bytes(), &bytes.to_be_bytes()].concat();
    fields.extend([0; 104]);
    fields.extend(encoder);
    fields.resize(120 + 21, 0);
    fields.extend(&(delay << 12 | padding).to_be_bytes()[1..]);
    info[36..][..fields.len()].copy_from_slice(&fields);
    [info, audio_frames.to_vec()].concat()
}

fn played(audio: &AudioFacts) -> Option<(u64, u64)> {
    audio.played_duration.map(|duration| (duration.ticks(), duration.time_scale()))
}

#[test]
fn delay_and_padding_are_a_second_reading() {
    for encoder in [b"LAME3.100", b"Lavf59.27", b"Lavc59.37"] {
        let (audio, ..) = measure(&with_lame(encoder, 576, 576, 1476, &frames(STEREO, 576)));
        assert_eq!(ticks(&audio), Some((576 * 1152, 44_100)));
        assert_eq!(played(&audio), Some((661_500, 44_100)));
    }
    // Counted frames have it too: of joined files, delay and padding of the first.
    let joined = with_lame(b"LAME3.100", 10, 1105, 400, &frames(STEREO, 20));
    assert_eq!(played(&measure(&joined).0), Some((20 * 1152 - 1505, 44_100)));
    // A cut file has lost its padding.
    let cut = with_lame(b"LAME3.100", 30, 1105, 400, &frames(STEREO, 30));
    assert_eq!(played(&measure(&cut[..417 * 21]).0), Some((20 * 1152 - 1105, 44_100)));
    // Not LAME's extension; more than there is.
    let other = with_lame(b"other 1.0", 10, 576, 576, &frames(STEREO, 10));
    assert_eq!(measure(&other).0.played_duration, None);
    let short = with_lame(b"LAME3.100", 2, 4095, 4095, &frames(STEREO, 2));
    assert_eq!((ticks(&measure(&short).0), played(&measure(&short).0)), (Some((2304, 44_100)), None));
    assert_eq!(measure(&with_xing(STEREO, 9)).0.played_duration, None);
}

#[test]
fn frames_after_a_gap_are_played_however_long_it_is() {
    for gap in [1, 417, 40_000, 3 << 20] {
        let bytes = [frames(STEREO, 30), vec![0; gap], frames(STEREO, 20)].concat();
        let (audio, _, fault) = measure(&bytes);
        assert_eq!((ticks(&audio), fault), (Some((50 * 1152, 44_100)), None), "{gap}");
    }
    // Frames of free format after it cannot be measured, so the duration remains open.
    let free = [&[0xFF, 0xFB, 0x00, 0x64][..], &[0; 300]].concat().repeat(10);
    let (audio, _, fault) = measure(&[frames(STEREO, 30), free].concat());
    assert_eq!((audio.duration, fault.unwrap().kind), (None, FaultKind::Unsupported));
}

#[test]
fn channels_may_change_within_a_stream() {
    let mono = [0xFF, 0xFB, 0x90, 0xC4];
    let (audio, ..) = measure(&[frames(mono, 10), frames(STEREO, 10)].concat());
    assert_eq!((ticks(&audio), audio.channels), (Some((20 * 1152, 44_100)), Some(1)));
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
fn tags_before_and_after_are_not_audio() {
    let audio_frames = with_xing(STEREO, 9);
    let front = [id3v2(50), vec![0; 700], id3v2(0), id3v2(90)].concat();
    let footer = b"3DI\x04\0\x10\0\0\0\x04";
    let appended = [b"ID3\x04\0\x10\0\0\0\x04abcd".as_slice(), footer].concat();
    for tail in [id3v1(), ape(), [lyrics(), id3v1()].concat(), [ape(), id3v1()].concat(), appended] {
        let bytes = [front.clone(), audio_frames.clone(), tail].concat();
        let (audio, notes, _) = measure(&bytes);
        assert_eq!((ticks(&audio), audio.duration_from), (Some((9 * 1152, 44_100)), Some(DurationSource::Header)));
        assert_eq!(notes.truncated, Some(false));
    }
}

#[test]
fn junk_before_the_first_frame_is_skipped() {
    // A single header that no frame follows.
    let junk = [vec![0x20; 5000], STEREO.to_vec(), vec![0x20; 900]].concat();
    let (audio, ..) = measure(&[junk, frames(MONO, 4)].concat());
    assert_eq!((ticks(&audio), audio.sample_rate), (Some((4 * 576, 24_000)), Some(24_000)));
}

#[test]
fn missing_bytes_within_a_stream_cost_no_later_frames() {
    // The remains of a frame contain what looks like a header of layer I, as in a capture sent in pieces.
    let left = [vec![0x70; 143], vec![0xFF, 0xFF, 0xB4, 0x00], vec![0x70; 49]].concat();
    let (audio, ..) = measure(&[frames(STEREO, 20), left, frames(STEREO, 10)].concat());
    assert_eq!(ticks(&audio), Some((30 * 1152, 44_100)));
}

#[test]
fn streams_of_different_rates_add_up_exactly() {
    let (audio, ..) = measure(&[frames(STEREO, 10), frames(MONO, 10)].concat());
    let exact = Rational::new(11_520 * 24_000 + 5_760 * 44_100, 44_100 * 24_000).unwrap();
    assert_eq!(audio.duration, Some(MediaDuration::from(exact)));
}

#[test]
fn tags_without_audio_are_faults() {
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
fn a_stream_that_is_always_out_of_step_is_a_fault() {
    let bytes = [frames(STEREO, 3), frames(MONO, 3)].concat().repeat(600);
    let (audio, _, fault) = measure(&bytes);
    assert_eq!((audio.duration, fault.unwrap().kind), (None, FaultKind::Malformed));
}
