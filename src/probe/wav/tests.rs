//! Small files of every variant, and the laws that hold for all.

use proptest::prelude::*;

use super::*;
use crate::model::Codec;
use crate::probe::Budget;

/// The facts, and the fault that ended the reading.
fn measure(bytes: &[u8]) -> (AudioFacts, Notes, Option<Fault>) {
    let (mut audio, mut notes) = (AudioFacts::default(), Notes::default());
    let fault = read(&mut Reader::new(&bytes, Budget::default()), &mut audio, &mut notes).err();
    (audio, notes, fault)
}

fn chunk(id: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = [id.as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat();
    bytes.resize(bytes.len().next_multiple_of(2), 0);
    bytes
}

fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [b"WAVE".to_vec(), chunks.concat()].concat();
    [b"RIFF".as_slice(), &u32::try_from(body.len()).unwrap().to_le_bytes(), &body].concat()
}

fn fmt_body(tag: u16, channels: u16, rate: u32, align: u16, bits: u16) -> Vec<u8> {
    let byte_rate = rate * u32::from(align);
    let mut body = [tag.to_le_bytes(), channels.to_le_bytes()].concat();
    body.extend([rate.to_le_bytes(), byte_rate.to_le_bytes()].concat());
    body.extend([align.to_le_bytes(), bits.to_le_bytes()].concat());
    body
}

fn fmt(tag: u16, channels: u16, rate: u32, align: u16, bits: u16) -> Vec<u8> {
    chunk(b"fmt ", &fmt_body(tag, channels, rate, align, bits))
}

fn set_u32(bytes: &mut [u8], offset: usize, value: u32) {
    bytes[offset..offset + 4].copy_from_slice(&value.to_le_bytes());
}

fn ticks(audio: &AudioFacts) -> Option<(u64, u64)> {
    audio.duration.map(|duration| (duration.ticks(), duration.time_scale()))
}

fn name(audio: &AudioFacts) -> &str {
    audio.codec.as_ref().map_or("", Codec::name)
}

/// 16 bit mono at 8 kHz.
fn plain() -> Vec<u8> {
    fmt(1, 1, 8000, 2, 16)
}

#[test]
fn the_common_file() {
    let bytes = riff(&[fmt(1, 2, 44_100, 4, 16), chunk(b"data", &[0; 400])]);
    let (audio, notes, fault) = measure(&bytes);
    assert_eq!((ticks(&audio), audio.duration_from), (Some((100, 44_100)), Some(DurationSource::Header)));
    assert_eq!(
        (name(&audio), audio.sample_rate, audio.channels, audio.bits),
        ("pcm_s16le", Some(44_100), Some(2), Some(16))
    );
    assert_eq!((notes.truncated, notes.declared_bytes, fault), (Some(false), Some(444), None));
}

#[test]
fn odd_chunks_with_and_without_padding() {
    let padded = riff(&[plain(), chunk(b"LIST", &[7; 23]), chunk(b"data", &[0; 16])]);
    assert_eq!(ticks(&measure(&padded).0), Some((8, 8000)));
    let mut list = chunk(b"LIST", &[7; 23]);
    list.pop();
    let bare = riff(&[plain(), list, chunk(b"data", &[0; 16])]);
    assert_eq!(ticks(&measure(&bare).0), Some((8, 8000)));
}

#[test]
fn the_format_may_follow_the_samples() {
    let bytes = riff(&[chunk(b"data", &[0; 16]), chunk(b"id3 ", &[1; 5]), plain()]);
    assert_eq!(ticks(&measure(&bytes).0), Some((8, 8000)));
}

#[test]
fn a_streamed_header_reaches_to_the_end() {
    for open in [u32::MAX, 0xFFFF_FF9B, 0x7FFF_F000, 0] {
        let mut bytes = riff(&[plain(), chunk(b"data", &[0; 16])]);
        set_u32(&mut bytes, 4, open);
        set_u32(&mut bytes, 40, open);
        let (audio, notes, _) = measure(&bytes);
        assert_eq!((ticks(&audio), notes.truncated, notes.declared_bytes), (Some((8, 8000)), None, None), "{open:#x}");
    }
}

#[test]
fn an_empty_file_differs_from_an_unfinished_one() {
    let honest = riff(&[plain(), chunk(b"data", &[]), chunk(b"LIST", b"INFO")]);
    assert_eq!(ticks(&measure(&honest).0), Some((0, 8000)));
    let nothing = riff(&[plain(), chunk(b"data", &[])]);
    assert_eq!(ticks(&measure(&nothing).0), Some((0, 8000)));
    // The size was written as zero when the file was opened, and never filled in.
    let mut unfinished = [nothing, vec![3; 32]].concat();
    set_u32(&mut unfinished, 4, 36);
    let (audio, notes, _) = measure(&unfinished);
    assert_eq!((ticks(&audio), notes.truncated, notes.declared_bytes), (Some((16, 8000)), None, None));
}

#[test]
fn a_cut_file_is_truncated_and_measured_as_far_as_it_goes() {
    let mut bytes = riff(&[plain(), chunk(b"data", &[0; 16])]);
    bytes.truncate(52);
    let (audio, notes, _) = measure(&bytes);
    assert_eq!((ticks(&audio), notes.truncated, notes.declared_bytes), (Some((4, 8000)), Some(true), Some(60)));
}

#[test]
fn a_wrong_riff_size_is_not_a_truncation() {
    // The padding byte at the end is missing; the header counts itself; or the size is far too large.
    let mut unpadded = riff(&[fmt(1, 1, 8000, 1, 8), chunk(b"data", &[0; 15])]);
    unpadded.pop();
    assert_eq!(measure(&unpadded).1.truncated, Some(false));
    let mut bytes = riff(&[plain(), chunk(b"data", &[0; 16])]);
    set_u32(&mut bytes, 4, 60);
    assert_eq!(measure(&bytes).1.truncated, Some(false));
    set_u32(&mut bytes, 4, 1_000_060);
    assert_eq!((measure(&bytes).1.truncated, measure(&bytes).1.declared_bytes), (Some(false), Some(60)));
    // Without `data`, something is missing.
    let mut bytes = riff(&[plain()]);
    set_u32(&mut bytes, 4, 60);
    assert_eq!((measure(&bytes).1.truncated, measure(&bytes).1.declared_bytes), (Some(true), Some(68)));
}

#[test]
fn long_sizes_of_rf64() {
    for id in [b"RF64", b"BW64"] {
        let mut sizes = vec![0; 28];
        sizes[..8].copy_from_slice(&88_u64.to_le_bytes());
        sizes[8..16].copy_from_slice(&16_u64.to_le_bytes());
        let mut bytes = riff(&[chunk(b"ds64", &sizes), plain(), chunk(b"data", &[0; 16])]);
        bytes[..4].copy_from_slice(id);
        set_u32(&mut bytes, 4, u32::MAX);
        set_u32(&mut bytes, 76, u32::MAX);
        let (audio, notes, _) = measure(&bytes);
        assert_eq!((ticks(&audio), notes.truncated, notes.declared_bytes), (Some((8, 8000)), Some(false), Some(96)));
    }
}

#[test]
fn rf64_without_its_long_sizes_is_malformed() {
    for id in [b"RF64", b"BW64"] {
        let mut bytes = riff(&[plain(), chunk(b"data", &[0; 16])]);
        assert_eq!(measure(&bytes).2, None);
        bytes[..4].copy_from_slice(id);
        assert_eq!(measure(&bytes).2.map(|fault| (fault.kind, fault.offset)), Some((FaultKind::Malformed, 12)));
    }
}

#[test]
fn big_endian_rifx() {
    let mut bytes =
        b"RIFX\0\0\0\x2FWAVEfmt \0\0\0\x10\0\x01\0\x01\0\0\x1F\x40\0\0\x5D\xC0\0\x03\0\x18data\0\0\0\x0C".to_vec();
    bytes.extend([0; 12]);
    let (audio, ..) = measure(&bytes);
    assert_eq!((name(&audio), ticks(&audio), audio.bits), ("pcm_s24be", Some((4, 8000)), Some(24)));
}

#[test]
fn big_endian_sub_format_of_sox() {
    let mut bytes = b"RIFX\0\0\0\x48WAVEfmt \0\0\0\x28\xFF\xFE\0\x01\0\0\x1F\x40\0\0\x5D\xC0\0\x03\0\x18".to_vec();
    bytes.extend(b"\0\x16\0\x18\0\0\0\x04\0\x01\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71data\0\0\0\x0C");
    bytes.extend([0; 12]);
    let (audio, ..) = measure(&bytes);
    assert_eq!((name(&audio), ticks(&audio), audio.bits), ("pcm_s24be", Some((4, 8000)), Some(24)));
}

/// WAVEFORMATEXTENSIBLE for 32 bit containers with 24 valid bits.
fn extensible(guid_tail: [u8; 12]) -> Vec<u8> {
    let mut body = fmt_body(0xFFFE, 1, 8000, 4, 32);
    body.extend([22, 0, 24, 0, 4, 0, 0, 0, 1, 0, 0, 0]);
    body.extend(guid_tail);
    riff(&[chunk(b"fmt ", &body), chunk(b"data", &[0; 16])])
}

#[test]
fn the_sub_format_replaces_the_tag() {
    let (audio, ..) = measure(&extensible(*b"\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71"));
    assert_eq!((name(&audio), ticks(&audio), audio.bits), ("pcm_s32le", Some((4, 8000)), Some(32)));
    let (ambisonic, ..) = measure(&extensible(*b"\x21\x07\xD3\x11\x86\x44\xC8\xC1\xCA\0\0\0"));
    assert_eq!(name(&ambisonic), "pcm_s32le");
    let (unknown, ..) = measure(&extensible([9; 12]));
    assert_eq!((name(&unknown), ticks(&unknown)), ("wav:0xFFFE", None));
}

#[test]
fn samples_are_stored_in_whole_bytes() {
    // Bits, block align of one channel; bits as stored, the name.
    for (bits, align, stored, codec) in [
        (5, 1, 8, "pcm_u8"),
        (12, 2, 16, "pcm_s16le"),
        (20, 3, 24, "pcm_s24le"),
        (64, 8, 64, "pcm_s64le"),
        (45, 6, 48, "wav:0x0001"),
    ] {
        let (audio, ..) = measure(&riff(&[fmt(1, 1, 8000, align, bits), chunk(b"data", &[0; 48])]));
        assert_eq!((name(&audio), audio.bits), (codec, Some(stored)));
        assert_eq!(ticks(&audio), Some((48 / u64::from(align), 8000)));
    }
}

#[test]
fn a_wrong_block_align_or_byte_rate_does_not_count() {
    for (channels, align) in [(1, 3), (2, 6), (3, 9)] {
        let bytes = riff(&[fmt(1, channels, 8000, align, 24), chunk(b"data", &vec![0; usize::from(align) * 5])]);
        for wrong in [0, 1, 2, 4, 5, 8, 12, u16::MAX] {
            let mut bytes = bytes.clone();
            bytes[32..34].copy_from_slice(&wrong.to_le_bytes());
            assert_eq!((ticks(&measure(&bytes).0), measure(&bytes).2), (Some((5, 8000)), None), "{wrong}");
        }
        for wrong in [0, 1, 8000, u32::MAX] {
            let mut bytes = bytes.clone();
            set_u32(&mut bytes, 28, wrong);
            assert_eq!((ticks(&measure(&bytes).0), measure(&bytes).2), (Some((5, 8000)), None), "{wrong}");
        }
    }
}

#[test]
fn a_wrong_block_align_and_byte_rate_leave_the_duration_open() {
    // As if the samples were smaller, larger than any, or not the same in each channel.
    for (channels, align) in [(1, 1), (1, 9), (2, 2), (2, 5), (2, 7), (2, 18), (2, 0)] {
        let (audio, _, fault) = measure(&riff(&[fmt(1, channels, 8000, align, 16), chunk(b"data", &[0; 48])]));
        assert_eq!((audio.duration, fault.unwrap().kind), (None, FaultKind::Unsupported), "{channels} {align}");
        assert_eq!((name(&audio), audio.channels), ("pcm_s16le", Some(channels)));
    }
}

#[test]
fn containers_may_be_wider_than_their_samples() {
    for (channels, align, bits) in [(1, 4, 24), (2, 8, 24), (2, 8, 20), (6, 24, 24), (2, 6, 16), (1, 4, 16)] {
        let bytes = riff(&[fmt(1, channels, 8000, align, bits), chunk(b"data", &vec![0; usize::from(align) * 5])]);
        let (audio, _, fault) = measure(&bytes);
        assert_eq!((ticks(&audio), fault), (Some((5, 8000)), None), "{channels} {align} {bits}");
        assert_eq!(audio.bits, Some(align / channels * 8), "{channels} {align} {bits}");
        // The byte rate agrees with neither.
        let mut contradicted = bytes;
        set_u32(&mut contradicted, 28, 1);
        assert_eq!(measure(&contradicted).0.duration, None, "{channels} {align} {bits}");
    }
}

#[test]
fn placeholders_are_measured_by_what_is_present() {
    let whole = riff(&[plain(), chunk(b"data", &[0; 4000])]);
    for size in [u32::MAX, 0x7FFF_FFFF, 0x7FFE_0000, 0x8000_0000, 2_000_000_000, 1_000_000_000, 0x4000_0000, 100 << 20]
    {
        let mut bytes = whole.clone();
        set_u32(&mut bytes, 40, size);
        for riff_size in [size.saturating_add(36), 4036] {
            set_u32(&mut bytes, 4, riff_size);
            let (audio, notes, fault) = measure(&bytes);
            assert_eq!((ticks(&audio), notes.truncated, fault), (Some((2000, 8000)), None, None), "{size}");
        }
    }
    // Not far beyond what the service takes: cut.
    let mut bytes = whole;
    set_u32(&mut bytes, 40, 20 << 20);
    assert_eq!(measure(&bytes).1.truncated, Some(true));
}

#[test]
fn long_placeholders_of_rf64() {
    let mut sizes = vec![0; 28];
    sizes[..8].copy_from_slice(&(1_u64 << 40).to_le_bytes());
    sizes[8..16].copy_from_slice(&(1_u64 << 40).to_le_bytes());
    let mut bytes = riff(&[chunk(b"ds64", &sizes), plain(), chunk(b"data", &[0; 16])]);
    bytes[..4].copy_from_slice(b"RF64");
    set_u32(&mut bytes, 4, u32::MAX);
    set_u32(&mut bytes, 76, u32::MAX);
    let (audio, notes, _) = measure(&bytes);
    assert_eq!((ticks(&audio), notes.truncated), (Some((8, 8000)), None));
}

#[test]
fn a_cut_chunk_after_complete_samples_is_not_a_truncation() {
    for id in [b"id3 ", b"LIST", b"bext"] {
        let whole = riff(&[plain(), chunk(b"data", &[0; 16]), chunk(id, &[b'x'; 4000])]);
        let (audio, notes, fault) = measure(&whole[..80]);
        assert_eq!((ticks(&audio), notes.truncated, fault), (Some((8, 8000)), Some(false), None));
    }
    // Unless the format is still missing.
    let late = riff(&[chunk(b"data", &[0; 16]), chunk(b"id3 ", &[1; 400]), plain()]);
    assert_eq!(measure(&late[..100]).1.truncated, Some(true));
    // A cut chunk before the samples.
    let early = riff(&[plain(), chunk(b"LIST", &[b'x'; 400]), chunk(b"data", &[0; 16])]);
    assert_eq!(measure(&early[..200]).1.truncated, Some(true));
}

#[test]
fn zeros_leave_the_duration_open() {
    for (channels, rate, align) in [(0, 8000, 2), (1, 0, 2)] {
        let (audio, _, fault) = measure(&riff(&[fmt(1, channels, rate, align, 16), chunk(b"data", &[0; 8])]));
        assert_eq!((audio.duration, fault.unwrap().kind), (None, FaultKind::Malformed));
    }
}

fn compressed(tag: u16, channels: u16, align: u16, fact: Option<u32>, data: usize) -> Vec<u8> {
    let bits = if tag == 0x31 { 0 } else { 4 };
    let fact = fact.map_or_else(Vec::new, |samples| chunk(b"fact", &samples.to_le_bytes()));
    riff(&[fmt(tag, channels, 8000, align, bits), fact, chunk(b"data", &vec![0; data])])
}

#[test]
fn blocks_of_adpcm_and_gsm() {
    // IMA, two channels: (1024 - 8) bytes are 1016 samples each, and one in the block's header.
    assert_eq!(ticks(&measure(&compressed(0x11, 2, 1024, None, 5120)).0), Some((5 * 1017, 8000)));
    assert_eq!(ticks(&measure(&compressed(0x11, 2, 1024, Some(4410), 5120)).0), Some((4410, 8000)));
    // A count that does not end in the last block is not believed.
    assert_eq!(ticks(&measure(&compressed(0x11, 2, 1024, Some(44_100), 5120)).0), Some((5 * 1017, 8000)));
    assert_eq!(ticks(&measure(&compressed(0x11, 2, 1024, None, 1024 + 24)).0), Some((1017 + 17, 8000)));
    // Microsoft: (256 - 7) * 2 + 2.
    assert_eq!(ticks(&measure(&compressed(0x02, 1, 256, None, 512)).0), Some((1000, 8000)));
    assert_eq!(ticks(&measure(&compressed(0x20, 2, 1, None, 512)).0), Some((512, 8000)));
    assert_eq!(ticks(&measure(&compressed(0x31, 1, 65, Some(960), 195)).0), Some((960, 8000)));
}

#[test]
fn an_extension_states_how_much_of_a_block_is_used() {
    // wSamplesPerBlock after cbSize: 505 of the 505 samples that 256 bytes hold, or 501.
    let frames = |tag: u16, extension: &[u8]| {
        let body = [fmt_body(tag, 1, 8000, 256, 4), extension.to_vec()].concat();
        ticks(&measure(&riff(&[chunk(b"fmt ", &body), chunk(b"data", &[0; 512])])).0)
    };
    assert_eq!(frames(0x11, &[2, 0, 245, 1]), Some((2 * 501, 8000)));
    // cbSize leaves no room for it.
    assert_eq!(frames(0x11, &[0, 0, 245, 1]), Some((2 * 505, 8000)));
    // wValidBitsPerSample of WAVEFORMATEXTENSIBLE is in its place.
    let guid = b"\x11\0\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71";
    assert_eq!(frames(0xFFFE, &[&[22, 0, 4, 0, 4, 0, 0, 0], &guid[..]].concat()), Some((2 * 505, 8000)));
}

#[test]
fn other_codings_are_measured_only_by_a_plausible_fact() {
    let (audio, ..) = measure(&compressed(0x0270, 1, 1000, Some(80_000), 80_000));
    assert_eq!((name(&audio), audio.duration), ("atrac3", None));
    let (audio, ..) = measure(&compressed(0x7777, 1, 1000, Some(8000), 8_000_000));
    assert_eq!((name(&audio), ticks(&audio)), ("wav:0x7777", Some((8000, 8000))));
}

#[test]
fn mp3_in_wave_is_counted_by_its_frames() {
    let frame = [&[0xFF, 0xFB, 0x90, 0x64][..], &[0; 413]].concat();
    let bytes = riff(&[fmt(0x55, 2, 44_100, 1, 0), chunk(b"data", &frame.repeat(5))]);
    let (audio, ..) = measure(&bytes);
    assert_eq!((name(&audio), ticks(&audio)), ("mp3", Some((5 * 1152, 44_100))));
    assert_eq!((audio.duration_from, audio.bits), (Some(DurationSource::Frames), None));
}

#[test]
fn missing_chunks_are_faults() {
    assert_eq!(measure(&riff(&[chunk(b"data", &[0; 4])])).2.unwrap().kind, FaultKind::Malformed);
    assert_eq!(measure(&riff(&[plain()])).2.unwrap().kind, FaultKind::UnexpectedEnd);
    assert_eq!(measure(b"RIFF\0\0\0\0AVI ").2.unwrap().kind, FaultKind::Malformed);
}

proptest! {
    #[test]
    fn facts_come_back_out(
        channels in 1..9_u16,
        rate in 1..400_000_u32,
        sample_bytes in prop::sample::select(vec![1_u16, 2, 3, 4, 8]),
        frames in 0..500_usize,
        before in prop::collection::vec((prop::sample::select(vec![*b"LIST", *b"JUNK", *b"id3 ", *b"bext"]), 0..60_usize), 0..4),
        cut in 0..40_usize,
    ) {
        let align = channels * sample_bytes;
        let data = vec![0; frames * usize::from(align)];
        let mut chunks = vec![fmt(1, channels, rate, align, sample_bytes * 8)];
        chunks.extend(before.iter().map(|(id, len)| chunk(id, &vec![b'x'; *len])));
        let samples_at = 12 + chunks.iter().map(Vec::len).sum::<usize>() + 8;
        chunks.push(chunk(b"data", &data));
        let mut bytes = riff(&chunks);
        let cut = cut.min(data.len());
        bytes.truncate(samples_at + data.len() - cut);
        let (audio, notes, fault) = measure(&bytes);
        prop_assert_eq!(fault, None);
        prop_assert_eq!(ticks(&audio), Some((as_u64((data.len() - cut) / usize::from(align)), u64::from(rate))));
        prop_assert_eq!((audio.channels, audio.sample_rate, audio.bits), (Some(channels), Some(rate), Some(sample_bytes * 8)));
        prop_assert_eq!(notes.truncated, Some(cut > 0));
    }

    #[test]
    fn arbitrary_bytes_never_panic(tail in prop::collection::vec(any::<u8>(), 0..300)) {
        for id in [b"RIFF", b"RIFX", b"RF64"] {
            measure(&[id.as_slice(), &[0; 4], b"WAVE", &tail].concat());
        }
    }

    #[test]
    fn mutated_files_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        for tag in [1, 2, 3, 0x11, 0x31, 0x55, 0xFFFE] {
            let list = chunk(b"LIST", &[7; 23]);
            let mut bytes = riff(&[fmt(tag, 2, 8000, 4, 16), list, chunk(b"fact", &[9; 4]), chunk(b"data", &[0; 64])]);
            for (index, value) in &changes {
                let at = index.index(bytes.len());
                bytes[at] = *value;
            }
            measure(&bytes);
        }
    }
}
