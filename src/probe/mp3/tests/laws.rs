//! Laws over generated files.

use super::*;

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
        // The header counts the frames, so it shows a cut at a frame boundary as well.
        prop_assert_eq!(notes.truncated, has_info.then_some(cut > 0));
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
