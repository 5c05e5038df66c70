//! Entries round-trip, and no bytes cause a panic.

use proptest::prelude::*;

use super::super::coded::Coded;
use super::super::entry::{self, RemoteHeading};
use super::*;
use crate::model::{Codec, MediaDuration, Rational};
use crate::probe::{Budget, probe};

/// The facts of all of `testdata`, whole and truncated.
fn facts_of_testdata() -> Vec<Facts> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let mut found = Vec::new();
    for folder in ["accepted", "refused", "undecided"] {
        for file in fs::read_dir(root.join(folder)).unwrap() {
            let bytes = fs::read(file.unwrap().path()).unwrap();
            for length in [bytes.len(), bytes.len() / 2, bytes.len().min(40), 3] {
                let piece = bytes.get(..length).unwrap_or(&bytes);
                found.push(probe(&piece, &Budget::default()));
                found.push(crate::probe_deep(&piece, &Budget::DEEP));
            }
        }
    }
    found
}

#[test]
fn facts_of_every_kind_round_trip() {
    let all = facts_of_testdata();
    assert!(all.iter().any(|facts| facts.video().is_some()) && all.iter().any(|facts| !facts.faults.is_empty()));
    for facts in all {
        let written = entry::write(&Heading::new(old_stamp(1), SystemTime::now()), &facts);
        let (heading, rest) = entry::read_heading::<Heading>(&written).unwrap();
        assert_eq!((heading.stamp, heading.settled), (old_stamp(1), true));
        let read = entry::read_facts(rest).unwrap();
        assert_eq!(read, facts);
        // Equal durations may have different representations.
        assert_eq!(serde_json::to_string(&read).unwrap(), serde_json::to_string(&facts).unwrap());
        for cut in 0..rest.len() {
            assert_eq!(entry::read_facts(&rest[..cut]), None);
        }
    }
}

/// Facts belong to the version of the probe that finds them. If this fails because the probe finds other facts than
/// before, raise the probe's version, and then update the numbers here.
#[test]
fn changed_facts_require_a_new_probe_version() {
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    let mut all: Vec<_> = facts_of_testdata().iter().map(|facts| serde_json::to_string(facts).unwrap()).collect();
    all.sort();
    for byte in all.join("\n").bytes() {
        digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    assert_eq!((crate::probe::VERSION, format!("{digest:016x}").as_str()), (4, "65b8d16fe92a5e6f"));
}

fn written<T: Coded>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    value.put(&mut out);
    out
}

fn round_trips<T: Coded + PartialEq>(value: &T) -> bool {
    let bytes = written(value);
    let mut rest = bytes.as_slice();
    T::take(&mut rest).as_ref() == Some(value) && rest.is_empty()
}

proptest! {
    #[test]
    fn numbers_and_texts_round_trip(a: u64, b: u32, c: u16, d: u8, e: i128, text: String, flag: bool) {
        prop_assert!(round_trips(&a) && round_trips(&b) && round_trips(&c) && round_trips(&d) && round_trips(&e));
        prop_assert!(round_trips(&Codec::from(text.clone())) && round_trips(&vec![Some(text), None]));
        prop_assert!(round_trips(&flag) && round_trips(&Some(a)) && round_trips(&None::<bool>));
        let scale = a.max(1);
        prop_assert!(round_trips(&MediaDuration::new(u64::from(b), scale)));
        prop_assert!(round_trips(&Rational::new(u64::from(b), scale)));
    }

    #[test]
    fn a_number_too_large_for_its_field_is_rejected(number in 256_u64..) {
        let bytes = written(&number);
        prop_assert_eq!(u8::take(&mut bytes.as_slice()), None);
    }

    #[test]
    fn no_bytes_cause_a_panic(bytes: Vec<u8>) {
        let _ = entry::read_heading::<Heading>(&bytes);
        let _ = entry::read_heading::<RemoteHeading>(&bytes);
        let _ = key::remote_of(&bytes);
        let _ = entry::read_facts(&bytes);
        let _ = key::path_of(&bytes);
    }
}
