//! A truncated or altered journal gives an error or its original facts; never others, and never a panic.

use super::super::storage::HEADER_LENGTH;
use super::*;

const FILES: u32 = 600;

/// A deterministic pseudorandom sequence: Knuth's MMIX multiplier and increment.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

struct Outcomes {
    intact: u32,
    refused: u32,
}

/// Opens the rest of a journal, for reading and for writing.
fn open(path: &Path, left: &[u8], what: &str, outcomes: &mut Outcomes) {
    fs::write(path, left).unwrap();
    let read = JournalReader::open(path).and_then(|reader| reader.entries(false, None)?.collect::<Result<Vec<_>, _>>());
    assert_eq!(fs::read(path).unwrap(), left, "{what}: reading wrote");
    match &read {
        Ok(entries) => {
            outcomes.intact += 1;
            assert_eq!(entries.len(), usize::try_from(FILES).unwrap(), "{what}");
            for entry in entries {
                let JournalStamp::File(stamp) = entry.stamp else { panic!("{entry:?}") };
                let number = u32::try_from(stamp.size).unwrap();
                assert_eq!((&entry.path, stamp), (&file(number), old_stamp(u64::from(number))), "{what}");
                assert_eq!(entry.facts, Some(picture(number)), "{what}");
            }
        }
        Err(_) => outcomes.refused += 1,
    }
    match (Journal::open(path), read) {
        (Ok(journal), Ok(_)) => {
            assert_eq!(meet(&journal, &file(5), old_stamp(5), &picture(0)), Some(picture(5)), "{what}");
            assert_eq!(meet(&journal, &file(FILES), old_stamp(1), &picture(FILES)), None, "{what}");
            journal.close().unwrap();
            assert_eq!(JournalReader::open(path).unwrap().files(false).unwrap(), u64::from(FILES) + 1, "{what}");
        }
        (Err(error), Err(reading)) => {
            assert_eq!(error.to_string(), reading.to_string(), "{what}");
            assert_eq!(fs::read(path).unwrap(), left, "{what}: a damaged journal was written to");
        }
        (writing, reading) => panic!("{what}: {writing:?} but {:?}", reading.map(|entries| entries.len())),
    }
}

#[test]
fn cut_anywhere() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    journal_of(&path, FILES);
    let whole = fs::read(&path).unwrap();
    let mut outcomes = Outcomes { intact: 0, refused: 0 };
    let mut state = 1;
    for round in 0..100 {
        // Not shorter than the header: that is a journal that was never completed.
        let least = usize::try_from(HEADER_LENGTH).unwrap();
        let length = match round {
            0 => whole.len() - 1,
            1 => whole.len() - 4096,
            2 => least,
            3 => least + 1,
            _ => least + usize::try_from(next(&mut state)).unwrap() % (whole.len() - least),
        };
        open(&path, &whole[..length], &format!("cut to {length} of {}", whole.len()), &mut outcomes);
    }
    assert_eq!((outcomes.intact, outcomes.refused), (0, 100));
}

#[test]
fn altered_anywhere() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    journal_of(&path, FILES);
    let whole = fs::read(&path).unwrap();
    let mut outcomes = Outcomes { intact: 0, refused: 0 };
    let mut state = 2;
    let store = usize::try_from(HEADER_LENGTH).unwrap();
    // The store's own header, and then any place.
    for round in 0..300 {
        let at = if round < 107 { store + 3 * round } else { usize::try_from(next(&mut state)).unwrap() % whole.len() };
        let flip = 1 << (next(&mut state) % 8);
        let mut altered = whole.clone();
        altered[at] ^= flip;
        open(&path, &altered, &format!("byte {at} of {} altered by {flip:#x}", whole.len()), &mut outcomes);
    }
    assert!(outcomes.refused > 60, "{} of 300 were refused", outcomes.refused);
    assert!(outcomes.intact > 25, "{} of 300 hit what is not used", outcomes.intact);
}
