//! Facts of remote sources.

use super::*;
use crate::audit::JournalStamp;
use crate::model::{FetchObstacle, RemoteStamp};

const URL: &str = "https://a.example/b.png";

fn tagged(tag: &str) -> RemoteStamp {
    RemoteStamp { etag: Some(format!("\"{tag}\"")), last_modified: None, bytes: Some(5) }
}

/// Records these facts as an audit does.
fn record(journal: &Journal, stamp: &RemoteStamp, facts: &Facts) {
    let ticket = match journal.lookup_remote(URL, false, None) {
        KnownRemote::Older(_, _, ticket) | KnownRemote::Nothing(ticket) => ticket,
        KnownRemote::Current(_) => panic!("no age is allowed"),
    };
    journal.record_remote(ticket, stamp, facts);
    journal.shared.settle();
}

/// The facts that are known, and whether the source has to confirm them.
fn known(journal: &Journal, max_age: Option<Duration>) -> Option<(Facts, Option<RemoteStamp>)> {
    match journal.lookup_remote(URL, false, max_age) {
        KnownRemote::Current(facts) => Some((facts, None)),
        KnownRemote::Older(facts, stamp, _) => Some((facts, Some(stamp))),
        KnownRemote::Nothing(_) => None,
    }
}

#[test]
fn facts_are_confirmed_or_young() {
    let scratch = Scratch::new();
    let journal = Journal::open(scratch.path("journal")).unwrap();
    assert_eq!(known(&journal, Some(Duration::MAX)), None);
    record(&journal, &tagged("a"), &picture(5));
    assert_eq!(known(&journal, None), Some((picture(5), Some(tagged("a")))));
    assert_eq!(known(&journal, Some(Duration::from_secs(60))), Some((picture(5), None)));
    // What cannot be confirmed is known only while it is young.
    record(&journal, &RemoteStamp::default(), &picture(6));
    assert_eq!(known(&journal, None), None);
    assert_eq!(known(&journal, Some(Duration::from_secs(60))), Some((picture(6), None)));
    assert!(matches!(journal.lookup_remote(URL, true, None), KnownRemote::Nothing(_)), "the deep probe finds more");
}

#[test]
fn what_was_not_fetched_is_not_kept_and_what_is_gone_is_removed() {
    let scratch = Scratch::new();
    let journal = Journal::open(scratch.path("journal")).unwrap();
    record(&journal, &tagged("a"), &picture(5));
    for obstacle in
        [FetchObstacle::ServerError, FetchObstacle::TooSlow, FetchObstacle::Forbidden, FetchObstacle::Budget]
    {
        record(&journal, &tagged("b"), &Facts::of_fault(obstacle.fault(0, "x")));
        assert_eq!(known(&journal, None), Some((picture(5), Some(tagged("a")))), "{obstacle:?}");
    }
    record(&journal, &RemoteStamp::default(), &Facts::of_fault(FetchObstacle::NotFound.fault(0, "x")));
    assert_eq!(known(&journal, None), None);
}

#[test]
fn urls_are_listed_after_files_and_never_vanish() {
    let scratch = Scratch::new();
    let path = scratch.path("journal");
    let journal = Journal::open(&path).unwrap();
    record(&journal, &tagged("a"), &picture(5));
    assert_eq!(meet(&journal, &file(1), old_stamp(1), &picture(1)), None);
    journal.close().unwrap();
    let reader = JournalReader::open(&path).unwrap();
    let entries = |below: Option<&str>| {
        let entries = reader.entries(false, below.map(Path::new)).unwrap();
        entries.map(|entry| entry.unwrap()).collect::<Vec<_>>()
    };
    let all = entries(None);
    assert_eq!(all.iter().map(|entry| entry.path.as_path()).collect::<Vec<_>>(), [file(1).as_path(), Path::new(URL)]);
    assert_eq!(all[1].stamp, JournalStamp::Remote(tagged("a")));
    assert_eq!(all[1].facts, Some(picture(5)));
    assert_eq!(entries(Some("https://a.example/")).len(), 1);
    assert_eq!(entries(Some("https://b.example/")).len(), 0);
    assert_eq!(entries(Some("/")).len(), 1);
    drop(reader);

    let journal = Journal::open(&path).unwrap();
    assert_eq!(meet(&journal, &file(2), old_stamp(2), &picture(2)), None);
    let folders = ["/".into(), "https://a.example".into(), "https:".into()];
    assert_eq!(journal.forget_vanished(&folders).unwrap(), 2, "neither file exists");
    journal.close().unwrap();
    let reader = JournalReader::open(&path).unwrap();
    let left = reader.entries(false, None).unwrap();
    assert_eq!(left.map(|entry| entry.unwrap().path).collect::<Vec<_>>(), [Path::new(URL)]);
}
