//! A fault in the structure is never silent: it keeps a file from being accepted.
//!
//! `PREFLIGHT_MUTATIONS` sets how many files each law is tried on.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use seedance_preflight::{CheckOptions, Facts, FaultKind, Report, Subject, Verdict, check};

use crate::support::corrupted_file;

fn cases() -> ProptestConfig {
    let cases = std::env::var("PREFLIGHT_MUTATIONS").ok().and_then(|cases| cases.parse().ok()).unwrap_or(3000);
    ProptestConfig { failure_persistence: None, max_global_rejects: u32::MAX, ..ProptestConfig::with_cases(cases) }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn accepted_files_have_a_valid_structure(bytes in corrupted_file()) {
        let report = checked(&bytes);
        if report.verdict == Verdict::Accepted {
            let is_structural = |kind| matches!(kind, FaultKind::Malformed | FaultKind::UnexpectedEnd);
            prop_assert!(!report.facts.faults.iter().any(|fault| is_structural(fault.kind)), "{:?}", report.facts);
            prop_assert_ne!(report.facts.truncated, Some(true));
        }
    }

    #[test]
    fn junk_between_parts_changes_no_fact_silently(
        (original, bytes) in with_junk(prop::collection::vec(any::<u8>(), 1..64)),
    ) {
        let (before, after) = (checked(&original), checked(&bytes));
        if after.verdict == Verdict::Accepted {
            prop_assert_eq!(before.verdict, Verdict::Accepted);
            prop_assert_eq!(comparable(before.facts), comparable(after.facts));
        }
    }

    #[test]
    fn an_unknown_part_of_legal_size_changes_no_fact(
        (original, bytes) in with_junk((any::<[u8; 4]>(), prop::collection::vec(any::<u8>(), 0..40)).prop_map(Part)),
    ) {
        let (before, after) = (checked(&original), checked(&bytes));
        prop_assert_eq!(before.verdict, after.verdict, "{:?}", after);
        prop_assert_eq!(comparable(before.facts), comparable(after.facts));
    }
}

fn checked(bytes: &[u8]) -> Report {
    check(&bytes, &Subject::default(), &CheckOptions::default())
}

/// The facts without those that tell of the file's length.
fn comparable(mut facts: Facts) -> Facts {
    (facts.bytes, facts.declared_bytes) = (None, None);
    facts
}

/// What is put between two parts of a file.
trait Junk: std::fmt::Debug {
    /// Its bytes in a file of this format.
    fn bytes(&self, format: Format) -> Vec<u8>;
}

impl Junk for Vec<u8> {
    fn bytes(&self, _: Format) -> Vec<u8> {
        self.clone()
    }
}

/// A part of an unknown type, with its content.
#[derive(Debug)]
struct Part(([u8; 4], Vec<u8>));

impl Junk for Part {
    fn bytes(&self, format: Format) -> Vec<u8> {
        let Self((seed, content)) = self;
        let length = u32::try_from(content.len()).unwrap();
        // A private, ancillary type that no standard names.
        let letters = seed.map(|byte| b'a' + byte % 26);
        match format {
            Format::Boxes => [&(length + 8).to_be_bytes()[..], b"zz", &letters[..2], content].concat(),
            Format::Png => {
                let kind = [b'z', b'q', b'Z', letters[3]];
                let crc = crc32(&[&kind[..], content].concat());
                [&length.to_be_bytes()[..], &kind, content, &crc.to_be_bytes()].concat()
            }
            Format::Riff => {
                let padding = vec![0; content.len() % 2];
                [b"zz", &letters[..2], &length.to_le_bytes()[..], content, &padding].concat()
            }
        }
    }
}

/// How a file is divided into parts.
#[derive(Debug, Clone, Copy)]
enum Format {
    Boxes,
    Png,
    Riff,
}

/// A file of `testdata` that consists of parts, and the same with `junk` between two of them.
fn with_junk<J: Junk>(junk: impl Strategy<Value = J>) -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    let files = files();
    (any::<Index>(), any::<Index>(), junk).prop_map(move |(file, place, junk)| {
        let (format, original) = file.get(&files);
        let boundaries = boundaries(*format, original);
        let mut bytes = original.clone();
        let place = *place.get(&boundaries);
        bytes.splice(place..place, junk.bytes(*format));
        if let Format::Riff = format {
            let size = u32::try_from(bytes.len() - 8).unwrap();
            bytes[4..8].copy_from_slice(&size.to_le_bytes());
        }
        (original.clone(), bytes)
    })
}

fn files() -> Vec<(Format, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let names = [
        (Format::Boxes, "accepted/clip.mp4"),
        (Format::Boxes, "accepted/clip.mov"),
        (Format::Boxes, "refused/film-rate.mp4"),
        (Format::Boxes, "refused/too-short.mp4"),
        (Format::Png, "accepted/drawing.png"),
        (Format::Png, "refused/too-tall.png"),
        (Format::Riff, "accepted/voice.wav"),
    ];
    names.map(|(format, name)| (format, std::fs::read(root.join(name)).unwrap())).into()
}

/// Offsets between two parts, after the first.
fn boundaries(format: Format, bytes: &[u8]) -> Vec<usize> {
    let number = |at: usize| -> [u8; 4] { bytes[at..at + 4].try_into().unwrap() };
    let mut at = match format {
        Format::Boxes => 0,
        Format::Png => 8,
        Format::Riff => 12,
    };
    let mut found = Vec::new();
    while at + 8 <= bytes.len() {
        at += match format {
            Format::Boxes => u32::from_be_bytes(number(at)) as usize,
            Format::Png => u32::from_be_bytes(number(at)) as usize + 12,
            Format::Riff => (u32::from_le_bytes(number(at + 4)) as usize).next_multiple_of(2) + 8,
        };
        found.push(at.min(bytes.len()));
    }
    // After the last part, anything may follow.
    found.pop();
    found
}

/// PNG, annex D.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}
