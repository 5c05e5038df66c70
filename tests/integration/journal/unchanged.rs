//! Which files a repeated audit opens.

use std::fs;
use std::path::Path;
use std::time::Duration;

use seedance_preflight::audit::AuditSummary;
use seedance_preflight::profile::Profile;

use super::folder::{Folder, age, audit, set_modified};

fn run(folder: &Folder) -> (AuditSummary, String) {
    audit(&Profile::default(), &[folder.media()], Some(&folder.path("journal")), |_| {})
}

/// Fills a file with other bytes, in place.
fn overwrite(path: &Path) {
    let length = fs::metadata(path).unwrap().len();
    fs::write(path, vec![b'x'; usize::try_from(length).unwrap()]).unwrap();
}

#[test]
fn an_unchanged_folder_is_not_opened() {
    let folder = Folder::new(3);
    let (first, lines) = run(&folder);
    assert_eq!((first.files, first.from_journal), (57, 0));
    assert!(first.bytes_read > 0);
    let (second, again) = run(&folder);
    assert_eq!((second.files, second.from_journal, second.bytes_read, second.bytes), (57, 57, 0, first.bytes));
    assert_eq!((&second.verdicts, &second.rules, &second.formats), (&first.verdicts, &first.rules, &first.formats));
    assert_eq!(again, lines);
    let (without, plain) = audit(&Profile::default(), &[folder.media()], None, |_| {});
    assert_eq!((plain, without.from_journal), (lines, 0));
}

#[test]
fn a_file_that_looks_the_same_was_not_opened() {
    let folder = Folder::new(1);
    let path = folder.own("accepted/clip.mp4");
    let (_, lines) = run(&folder);
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    overwrite(&path);
    set_modified(&path, modified);
    assert_eq!(run(&folder).1, lines, "whoever opens it sees no clip any more");
    age(&path, Duration::from_secs(1800));
    let (changed, other) = run(&folder);
    assert_eq!((changed.from_journal, changed.files), (18, 19));
    assert_ne!(other, lines);
}

#[test]
fn only_a_changed_file_is_measured_again() {
    let folder = Folder::new(2);
    let paths = ["accepted/clip.mov", "accepted/drawing.png", "accepted/photo.jpg"].map(|name| folder.own(name));
    run(&folder);
    let modified = fs::metadata(&paths[0]).unwrap().modified().unwrap();
    // Of the same size and time, and another file.
    let other = folder.path("other");
    fs::copy(&paths[0], &other).unwrap();
    set_modified(&other, modified);
    fs::rename(&other, &paths[0]).unwrap();
    // Touched.
    age(&paths[1], Duration::from_secs(60));
    // Longer.
    let longer = [fs::read(&paths[2]).unwrap(), vec![0]].concat();
    fs::write(&paths[2], longer).unwrap();
    set_modified(&paths[2], modified);
    // New.
    fs::copy(&paths[1], folder.media().join("new.png")).unwrap();
    age(&folder.media().join("new.png"), Duration::from_secs(60));
    let (summary, lines) = run(&folder);
    assert_eq!((summary.files, summary.from_journal), (39, 35));
    assert_eq!(lines, audit(&Profile::default(), &[folder.media()], None, |_| {}).1);
    assert_eq!(run(&folder).0.from_journal, 39);
}

#[test]
fn a_file_of_this_moment_is_measured_by_the_next_audit_too() {
    let folder = Folder::new(1);
    let path = folder.own("accepted/clip.mp4");
    age(&path, Duration::ZERO);
    run(&folder);
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    // In the same step of a coarse clock, of the same length.
    overwrite(&path);
    set_modified(&path, modified);
    let (summary, lines) = run(&folder);
    assert_eq!((summary.files, summary.from_journal), (19, 18));
    assert_eq!(lines, audit(&Profile::default(), &[folder.media()], None, |_| {}).1);
}

#[test]
fn plain_and_deep_audits_do_not_mix() {
    let folder = Folder::new(1);
    let deep = |journal| audit(&Profile::default(), &[folder.media()], journal, |audit| audit.deep = true);
    let journal = folder.path("journal");
    let (_, plain) = run(&folder);
    let (first, lines) = deep(Some(&journal));
    assert_eq!((first.from_journal, &lines), (0, &deep(None).1));
    let (second, again) = deep(Some(&journal));
    assert_eq!((second.from_journal, second.bytes_read, &again), (19, 0, &lines));
    let (third, plain_again) = run(&folder);
    assert_eq!((third.from_journal, &plain_again), (19, &plain));
    assert_ne!(plain, lines);
}
