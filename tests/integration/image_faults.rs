//! The law of silent faults: an image with a fault in its structure is never accepted, whatever the fault is.

use std::sync::LazyLock;

use image::{ImageFormat, RgbImage};
use proptest::prelude::*;
use proptest::sample::Index;
use seedance_preflight::{Budget, CheckOptions, Facts, Subject, Verdict, check_facts, probe};

const FORMATS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];

/// Orientation 6 as EXIF, big-endian.
const EXIF: &[u8] = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";

/// The images, encoded once.
static ACCEPTED: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| FORMATS.map(accepted));

/// An image of 320 by 300 that is accepted, with EXIF before its image data.
fn accepted(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(320, 300, |x, y| [x, y, x * y].map(|value| value.to_be_bytes()[3]).into());
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    let mut bytes = bytes.into_inner();
    match format {
        ImageFormat::Png => {
            let chunk = [&26_u32.to_be_bytes()[..], b"eXIf", EXIF, &[0; 4]].concat();
            bytes.splice(33..33, chunk);
        }
        ImageFormat::Jpeg => {
            let segment = [&[0xFF, 0xE1, 0, 34][..], b"Exif\0\0", EXIF].concat();
            bytes.splice(2..2, segment);
        }
        _ => {}
    }
    bytes
}

fn facts(bytes: &[u8]) -> Facts {
    probe(&bytes, &Budget::default())
}

fn verdict(facts: Facts) -> Verdict {
    check_facts(facts, &Subject::default(), &CheckOptions::default()).verdict
}

#[derive(Debug, Clone)]
enum Mutation {
    Set(Index, u8),
    /// A length or size of 32 bits, which becomes this one.
    Length(Index, u32),
    Cut(Index),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Swap(Index, Index, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::Set(at, byte)),
        (any::<Index>(), prop_oneof![0..64_u32, any::<u32>()]).prop_map(|(at, length)| Mutation::Length(at, length)),
        any::<Index>().prop_map(Mutation::Cut),
        (any::<Index>(), prop::collection::vec(any::<u8>(), 1..40)).prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
        (any::<Index>(), 1..200_usize).prop_map(|(at, count)| Mutation::Remove(at, count)),
        (any::<Index>(), any::<Index>(), 1..64_usize).prop_map(|(from, to, count)| Mutation::Swap(from, to, count)),
    ]
}

impl Mutation {
    /// Half of all mutations fall on the first 700 bytes, where the structure is.
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |index: &Index| {
            let anywhere = index.index(2 * bytes.len());
            if anywhere < bytes.len() { anywhere } else { anywhere % bytes.len().min(700) }
        };
        match self {
            _ if bytes.is_empty() => {}
            Self::Set(at, byte) => {
                let at = place(at);
                bytes[at] = *byte;
            }
            Self::Length(at, length) => {
                let at = place(at);
                bytes.iter_mut().skip(at).zip(length.to_be_bytes()).for_each(|(to, from)| *to = from);
            }
            Self::Cut(at) => bytes.truncate(place(at)),
            Self::Insert(at, more) => {
                let at = place(at);
                bytes.splice(at..at, more.iter().copied());
            }
            Self::Remove(at, count) => {
                let at = place(at);
                bytes.drain(at..(at + count).min(bytes.len()));
            }
            Self::Swap(from, to, count) => {
                let (from, to) = (place(from), place(to));
                let piece = bytes[from..(from + count).min(bytes.len())].to_vec();
                bytes.splice(to..to, piece);
            }
        }
    }
}

/// How many mutated files the law is held against: `PREFLIGHT_MUTATIONS`, or a number that takes a second.
fn cases() -> u32 {
    std::env::var("PREFLIGHT_MUTATIONS").ok().and_then(|cases| cases.parse().ok()).unwrap_or(3000)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn a_structural_fault_is_never_accepted(format in 0..3_usize, mutations in prop::collection::vec(mutation(), 1..4)) {
        let mut bytes = ACCEPTED[format].clone();
        mutations.iter().for_each(|mutation| mutation.apply(&mut bytes));
        let facts = facts(&bytes);
        if verdict(facts.clone()) == Verdict::Accepted {
            prop_assert!(facts.faults.is_empty() && facts.truncated != Some(true), "{facts:?}");
            let image = facts.image().unwrap();
            let sides = (image.display_width.unwrap(), image.display_height.unwrap());
            prop_assert!(sides.0 >= 300 && sides.1 >= 300, "{facts:?}");
        }
    }
}

#[test]
fn the_unmutated_images_are_accepted() {
    for format in FORMATS {
        let facts = facts(&accepted(format));
        let orientation = if format == ImageFormat::WebP { 1 } else { 6 };
        assert_eq!(facts.image().unwrap().orientation, Some(orientation), "{format:?}");
        assert_eq!(verdict(facts), Verdict::Accepted, "{format:?}");
    }
}

#[test]
fn a_length_that_does_not_fit_is_never_accepted() {
    // PNG: every length of a chunk but the right one. JPEG: every length of the frame and scan headers.
    let png = accepted(ImageFormat::Png);
    let jpeg = accepted(ImageFormat::Jpeg);
    let headers = [0xC0, 0xDA].map(|code| jpeg.windows(2).position(|pair| pair == [0xFF, code]).unwrap() + 3);
    for (whole, at) in [(&png, 11), (&png, 36), (&jpeg, headers[0]), (&jpeg, headers[1])] {
        for length in (0..=255).filter(|&length| length != whole[at]) {
            let mut bytes = whole.clone();
            bytes[at] = length;
            assert_ne!(verdict(facts(&bytes)), Verdict::Accepted, "{at} {length}");
        }
    }
}
