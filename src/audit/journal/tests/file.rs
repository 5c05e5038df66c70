//! Recognizing and locking the file.

use super::super::storage::HEADER_LENGTH;
use super::*;

/// The file must not be modified.
fn refuses(path: &Path) -> JournalError {
    let before = fs::read(path).unwrap();
    let error = Journal::open(path).unwrap_err();
    let reading = JournalReader::open(path).unwrap_err();
    assert_eq!(std::mem::discriminant(&error), std::mem::discriminant(&reading), "{error} / {reading}");
    assert_eq!(fs::read(path).unwrap(), before, "{error}");
    error
}

#[test]
fn other_files_are_not_modified() {
    let scratch = Scratch::new();
    let path = scratch.path("file");
    for content in
        [b"\xff\xd8\xff\xe0".as_slice(), b"seedance-preflight", &[0; 10_000], b"seedance-preflight journal\nformat x"]
    {
        if content.len() == 18 {
            // A run that is killed at its start leaves the beginning of a header.
            fs::write(&path, content).unwrap();
            drop(Journal::open(&path).unwrap());
            continue;
        }
        fs::write(&path, content).unwrap();
        let error = refuses(&path);
        assert!(matches!(error, JournalError::NotAJournal { .. } | JournalError::Damaged { .. }), "{error}");
    }
    let other = scratch.path("other.redb");
    drop(redb::Database::create(&other).unwrap());
    assert!(matches!(refuses(&other), JournalError::NotAJournal { .. }));
    assert!(matches!(Journal::open(&scratch.0), Err(JournalError::NotAJournal { .. })));
    assert!(matches!(Journal::open(scratch.path("no/such/folder")), Err(JournalError::Open { .. })));
    assert!(matches!(JournalReader::open(scratch.path("none")), Err(JournalError::Open { .. })));
    assert!(!scratch.path("none").exists());
}

#[test]
fn a_later_format_is_reported() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    journal_of(&path, 10);
    let mut bytes = fs::read(&path).unwrap();
    let digit = bytes.iter().position(u8::is_ascii_digit).unwrap();
    bytes[digit] = b'7';
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(refuses(&path), JournalError::LaterFormat { found: 7, known: 1, .. }));
}

#[test]
fn a_second_writer_is_refused_and_readers_share() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    let journal = Journal::open(&path).unwrap();
    assert!(matches!(Journal::open(&path), Err(JournalError::InUse { .. })));
    assert!(matches!(JournalReader::open(&path), Err(JournalError::InUse { .. })));
    journal.close().unwrap();
    let _one = JournalReader::open(&path).unwrap();
    let _other = JournalReader::open(&path).unwrap();
    assert!(matches!(Journal::open(&path), Err(JournalError::InUse { .. })));
}

#[test]
fn reading_does_not_modify_the_file() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    journal_of(&path, 100);
    let before = fs::read(&path).unwrap();
    assert_eq!(JournalReader::open(&path).unwrap().files(false).unwrap(), 100);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_run_killed_while_creating_the_file_loses_nothing() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    journal_of(&path, 10);
    let finished = fs::read(&path).unwrap();
    let header_length = usize::try_from(HEADER_LENGTH).unwrap();
    let text = String::from_utf8(finished[..header_length].to_vec()).unwrap();
    let mut unfinished = text.replace("\nfinished\n", "\nunfinished\n").into_bytes();
    unfinished.truncate(header_length);
    for extra in [0, 1, 500, 50_000] {
        for begun in [0, 5, 30, header_length] {
            let mut left = unfinished[..begun].to_vec();
            if begun == header_length {
                left.extend_from_slice(&finished[header_length..header_length + extra]);
            }
            fs::write(&path, &left).unwrap();
            journal_of(&path, 10);
            assert_eq!(JournalReader::open(&path).unwrap().files(false).unwrap(), 10);
        }
    }
}
