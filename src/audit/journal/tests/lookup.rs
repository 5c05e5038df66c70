//! Which facts are known, and which are measured again.

use super::*;
use crate::model::Fault;

#[test]
fn an_unchanged_file_is_known_and_a_changed_one_is_not() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    journal_of(&path, 50);
    let journal = Journal::open(&path).unwrap();
    let known = |path: &Path, stamp| meet(&journal, path, stamp, &picture(0));
    assert_eq!(known(&file(9), old_stamp(9)), Some(picture(9)));
    assert_eq!(known(&file(10), FileStamp { inode: 8, ..old_stamp(10) }), None);
    assert_eq!(known(&file(11), FileStamp { size: 12, ..old_stamp(11) }), None);
    assert_eq!(known(&file(12), FileStamp { modified_ns: Some(1_600_000_000_123_456_788), ..old_stamp(12) }), None);
    assert_eq!(known(&file(13), FileStamp { modified_ns: None, ..old_stamp(13) }), None);
    assert_eq!(known(&file(50), old_stamp(50)), None);
    assert_eq!(known(Path::new("/srv/clips"), old_stamp(9)), None);
}

#[test]
fn plain_and_deep_facts_are_kept_apart() {
    let scratch = Scratch::new();
    let journal = Journal::open(scratch.path("journal")).unwrap();
    let lookup = |deep| journal.lookup(&file(1), Some(old_stamp(1)), deep);
    let Known::Probe(plain) = lookup(false) else { panic!("known") };
    let Known::Probe(deep) = lookup(true) else { panic!("known") };
    journal.record(plain, Some(old_stamp(1)), &picture(1));
    journal.record(deep, Some(old_stamp(1)), &picture(2));
    journal.shared.settle();
    assert!(matches!(lookup(false), Known::Facts(facts) if facts == picture(1)));
    assert!(matches!(lookup(true), Known::Facts(facts) if facts == picture(2)));
}

#[test]
fn a_recently_changed_file_is_measured_again_and_then_known() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    let ago = |ago: Duration| {
        let since = (SystemTime::now() - ago).duration_since(SystemTime::UNIX_EPOCH).unwrap();
        FileStamp { modified_ns: Some(i128::try_from(since.as_nanos()).unwrap()), ..old_stamp(1) }
    };
    let (young, old) = (ago(Duration::from_millis(5)), ago(Duration::from_secs(60)));
    for known in [(false, false), (false, true)] {
        let journal = Journal::open(&path).unwrap();
        assert_eq!(meet(&journal, &file(1), young, &picture(1)).is_some(), known.0);
        assert_eq!(meet(&journal, &file(2), old, &picture(2)).is_some(), known.1);
        journal.close().unwrap();
    }
    let facts_of_both = JournalReader::open(&path).unwrap().entries(false, None).unwrap().count();
    assert_eq!(facts_of_both, 2, "an unsettled entry is still the latest known");
}

#[test]
fn transient_faults_are_not_kept_and_remove_the_entry() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    journal_of(&path, 50);
    let journal = Journal::open(&path).unwrap();
    let now = old_stamp(999);
    let changed = |number: u32| match journal.lookup(&file(number), Some(now), false) {
        Known::Probe(ticket) => ticket,
        Known::Facts(_) => panic!("known"),
    };
    let mut unreadable = picture(3);
    unreadable.faults.push(Fault::new(FaultKind::Io, 0, "no"));
    journal.record(changed(3), Some(now), &unreadable);
    journal.record(changed(4), None, &picture(4));
    let mut spoilt = picture(5);
    spoilt.faults.push(Fault::new(FaultKind::Malformed, 0, "odd"));
    journal.record(changed(5), Some(now), &spoilt);
    journal.close().unwrap();

    let reader = JournalReader::open(&path).unwrap();
    assert_eq!(reader.files(false).unwrap(), 48);
    let entries: Vec<_> = reader.entries(false, None).unwrap().map(Result::unwrap).collect();
    assert!(entries.iter().all(|entry| entry.path != file(3) && entry.path != file(4)));
    assert!(entries.iter().any(|entry| entry.facts.as_ref() == Some(&spoilt)));
}

#[test]
fn facts_of_another_probe_version_are_measured_again() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    let journal = Journal::open(&path).unwrap();
    let heading = Heading::new(old_stamp(1), SystemTime::now());
    let later = Heading { probe_version: heading.probe_version + 1, ..heading };
    let key = journal.keys.of(&file(1));
    journal.change(false, key, Change::Put(entry::write(&later, &picture(1))));
    journal.close().unwrap();

    let only_entry = || JournalReader::open(&path).unwrap().entries(false, None).unwrap().next().unwrap().unwrap();
    assert_eq!((only_entry().path, only_entry().facts), (file(1), None));
    let journal = Journal::open(&path).unwrap();
    assert_eq!(meet(&journal, &file(1), old_stamp(1), &picture(1)), None);
    journal.close().unwrap();
    assert_eq!(only_entry().facts, Some(picture(1)));
}

#[test]
fn entries_are_ordered_by_path_and_can_be_limited_to_a_folder() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    journal_of(&path, 100);
    let reader = JournalReader::open(&path).unwrap();
    let paths = |below: Option<&str>| {
        let entries = reader.entries(false, below.map(Path::new)).unwrap();
        entries.map(|entry| entry.unwrap().path).collect::<Vec<_>>()
    };
    let all = paths(None);
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!((all.len(), &all), (100, &sorted));
    let of_one: Vec<_> = all.iter().filter(|path| path.starts_with("/srv/clips/03")).cloned().collect();
    assert!(!of_one.is_empty());
    assert_eq!(paths(Some("/srv/clips/03")), of_one);
    assert_eq!(paths(file(3).to_str()), [file(3)]);
    assert_eq!(paths(Some("/srv/clips/no-such/../x")), [] as [PathBuf; 0]);
}
