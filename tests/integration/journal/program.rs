//! `audit --journal` and `recheck` as their users meet them.

use std::fs;
use std::process::Output;

use seedance_preflight::audit::Journal;

use super::folder::Folder;

fn run(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = folder.program(arguments).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

/// Sets `outputs` of the program beside each other.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn an_audit_again_and_a_recheck_say_the_same() {
    let folder = Folder::new(2);
    let audit = ["audit", "media", "--journal", "media/journal", "--output", "jsonl"];
    let (code, first, _) = run(&folder, &audit);
    assert_eq!(code, Some(1));
    assert!(!first.contains("media/journal"), "the journal is none of the files");
    let (code, second, stderr) = run(&folder, &audit);
    assert_eq!((code, lines(&second)), (Some(1), lines(&first)));
    assert!(stderr.contains("38 files unchanged since the journal recorded them"), "{stderr}");

    let recheck = ["recheck", "--journal", "media/journal", "--under", "media", "--output", "jsonl"];
    let (code, found, stderr) = run(&folder, &recheck);
    assert_eq!((code, lines(&found)), (Some(1), lines(&first)));
    assert!(stderr.contains("no file was read"), "{stderr}");
    let (code, _, stderr) = run(&folder, &[&recheck[..], &["--quiet"]].concat());
    assert_eq!((code, stderr.as_str()), (Some(1), ""));
    let accepted = ["recheck", "--journal", "media/journal", "--under", "media/00/0/accepted"];
    assert_eq!(run(&folder, &accepted).0, Some(0));
    assert_eq!(run(&folder, &[&accepted[..], &["--as", "image"]].concat()).0, Some(1));
    assert_eq!(run(&folder, &["recheck", "--journal", "media/journal", "--under", "media/00/0/undecided"]).0, Some(4));
    assert_eq!(run(&folder, &["recheck", "--journal", "media/journal", "--under", "elsewhere"]).0, Some(3));
    let (code, _, stderr) = run(&folder, &["recheck", "--journal", "media/journal", "--deep"]);
    assert_eq!(code, Some(3));
    assert!(stderr.contains("without --deep"), "{stderr}");
}

#[test]
fn what_a_baseline_knows_is_not_found_again_by_a_recheck() {
    let folder = Folder::new(1);
    let (code, ..) = run(&folder, &["audit", "media", "--journal", "journal", "--output", "jsonl=known.jsonl"]);
    assert_eq!(code, Some(1));
    let recheck = ["recheck", "--journal", "journal", "--baseline", "known.jsonl"];
    assert_eq!(run(&folder, &recheck).0, Some(0));
    // What is found beside it, where another kind is wanted, is new.
    assert_eq!(run(&folder, &[&recheck[..], &["--as", "image"]].concat()).0, Some(1));
}

#[test]
fn an_invalid_journal_leaves_every_file_untouched() {
    let folder = Folder::new(1);
    run(&folder, &["audit", "media", "--journal", "journal"]);
    let mut damaged = fs::read(folder.path("journal")).unwrap();
    let cut = damaged.len() / 2;
    damaged.truncate(cut);
    fs::write(folder.path("damaged"), &damaged).unwrap();
    let clip = fs::read(folder.path("originals/accepted/clip.mp4")).unwrap();
    fs::write(folder.path("clip.mp4"), &clip).unwrap();
    fs::write(folder.path("results"), "of last week").unwrap();
    for (journal, content, word) in [("damaged", &damaged, "damaged"), ("clip.mp4", &clip, "is not a journal")] {
        for command in [["audit", "media"].as_slice(), &["recheck"]] {
            let arguments = [command, &["--journal", journal, "--output", "jsonl=results"]].concat();
            let (code, stdout, stderr) = run(&folder, &arguments);
            assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
            assert!(stderr.contains(word) && stderr.contains(journal), "{stderr}");
            assert_eq!(&fs::read(folder.path(journal)).unwrap(), content);
            assert_eq!(fs::read(folder.path("results")).unwrap(), b"of last week");
        }
    }
}

#[test]
fn a_journal_is_for_one_run_at_a_time_and_no_output() {
    let folder = Folder::new(1);
    let journal = Journal::open(folder.path("journal")).unwrap();
    for arguments in [["audit", "media", "--journal", "journal"].as_slice(), &["recheck", "--journal", "journal"]] {
        let (code, _, stderr) = run(&folder, arguments);
        assert_eq!(code, Some(2));
        assert!(stderr.contains("in use"), "{stderr}");
    }
    journal.close().unwrap();
    let (code, _, stderr) = run(&folder, &["audit", "media", "--journal", "journal", "--output", "jsonl=./journal"]);
    assert_eq!(code, Some(2));
    assert!(stderr.contains("is the journal"), "{stderr}");
    assert_eq!(run(&folder, &["recheck", "--journal", "journal"]).0, Some(3));
    assert_eq!(run(&folder, &["recheck", "--journal", "none"]).0, Some(2));
    assert!(!folder.path("none").exists());
}
