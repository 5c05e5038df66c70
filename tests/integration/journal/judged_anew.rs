//! What a journal holds, judged without the files.

use seedance_preflight::CheckOptions;
use std::fs;
use std::path::Path;

use seedance_preflight::audit::{Audit, AuditJsonLines, JournalReader, Recheck};
use seedance_preflight::profile::{Profile, Tolerance};

use super::folder::{Folder, audit};

fn recheck(
    profile: &Profile,
    journal: &Path,
    below: Option<&Path>,
    set: impl FnOnce(&mut Audit<'_>),
) -> (Recheck, String) {
    let journal = JournalReader::open(journal).unwrap();
    let mut audit = Audit::new(CheckOptions::new(profile.clone()));
    audit.all = true;
    set(&mut audit);
    let mut lines = Vec::new();
    let found = audit.recheck(&journal, below, &mut AuditJsonLines::new(&mut lines)).unwrap();
    (found, String::from_utf8(lines).unwrap())
}

#[test]
fn another_profile_and_tolerance_as_by_an_audit_of_the_files() {
    let folder = Folder::new(2);
    let (media, journal) = (folder.media(), folder.path("journal"));
    audit(&Profile::default(), std::slice::from_ref(&media), Some(&journal), |_| {});
    let mut different = std::collections::BTreeSet::new();
    for profile in Profile::all() {
        for (tolerance, deny_warnings) in
            [(Tolerance::Documented, false), (Tolerance::Observed, false), (Tolerance::Observed, true)]
        {
            let set = |audit: &mut Audit<'_>| {
                audit.options.tolerance = tolerance;
                audit.options.deny_warnings = deny_warnings;
            };
            let (fresh, lines) = audit(&profile, std::slice::from_ref(&media), None, set);
            let (found, again) = recheck(&profile, &journal, None, set);
            assert_eq!(again, lines, "{} {tolerance:?} {deny_warnings}", profile.name);
            assert_eq!((found.summary.verdicts, &found.summary.rules), (fresh.verdicts, &fresh.rules));
            assert_eq!((found.summary.from_journal, found.summary.bytes_read, found.outdated), (38, 0, 0));
            assert!(found.oldest <= found.youngest && found.oldest.is_some());
            different.insert(lines);
        }
    }
    assert!(different.len() > 2, "profiles judge these files alike");
}

#[test]
fn without_the_files_at_all() {
    let folder = Folder::new(2);
    let journal = folder.path("journal");
    let (_, lines) = audit(&Profile::default(), &[folder.media()], Some(&journal), |_| {});
    fs::remove_dir_all(folder.media()).unwrap();
    assert_eq!(recheck(&Profile::default(), &journal, None, |_| {}).1, lines);
    // What shows nothing may be a disk that is missing.
    audit(&Profile::default(), &[folder.media()], Some(&journal), |_| {});
    assert_eq!(recheck(&Profile::default(), &journal, None, |_| {}).1, lines);
}

#[test]
fn a_part_of_it_named_as_it_is_written() {
    let folder = Folder::new(2);
    let (media, journal) = (folder.media(), folder.path("journal"));
    audit(&Profile::default(), std::slice::from_ref(&media), Some(&journal), |_| {});
    let part = media.join("01/../01/1/refused");
    let (_, lines) = audit(&Profile::default(), std::slice::from_ref(&part), None, |_| {});
    assert_eq!(recheck(&Profile::default(), &journal, Some(&part), |_| {}).1, lines);
    assert_eq!(recheck(&Profile::default(), &journal, Some(&media.join("0")), |_| {}).1, "");
}

#[test]
fn what_is_gone_is_forgotten_once_an_audit_has_seen_so() {
    let folder = Folder::new(3);
    let (media, journal) = (folder.media(), folder.path("journal"));
    let run = |root: &Path| audit(&Profile::default(), &[root.to_owned()], Some(&journal), |_| {}).1;
    let files = || recheck(&Profile::default(), &journal, None, |_| {}).0.summary.files;
    run(&media);
    fs::remove_dir_all(media.join("01")).unwrap();
    fs::remove_file(media.join("00/0/accepted/clip.mp4")).unwrap();
    assert_eq!(files(), 57);
    run(&media.join("00"));
    assert_eq!(files(), 56, "what is gone elsewhere was not looked at");
    let lines = run(&media);
    assert_eq!(files(), 37);
    assert_eq!(recheck(&Profile::default(), &journal, None, |_| {}).1, lines);
}

#[test]
fn what_an_audit_left_out_this_time_is_kept() {
    let folder = Folder::new(2);
    let (media, journal) = (folder.media(), folder.path("journal"));
    let run = |exclude: &[&str]| {
        let exclude = exclude.iter().map(|&glob| glob.to_owned()).collect();
        audit(&Profile::default(), std::slice::from_ref(&media), Some(&journal), |audit| audit.walk.exclude = exclude).0
    };
    run(&[]);
    assert_eq!(run(&["*.mp4"]).files, 24);
    let again = run(&[]);
    assert_eq!((again.files, again.from_journal), (38, 38));
}

#[cfg(unix)]
#[test]
fn names_that_are_not_unicode() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new(1);
    let (media, journal) = (folder.media(), folder.path("journal"));
    for name in [b"\xff.mp4".as_slice(), b"\xfe.mp4", b"new\nline \"quoted\".mp4"] {
        fs::hard_link(media.join("00/0/accepted/clip.mp4"), media.join(OsStr::from_bytes(name))).unwrap();
    }
    let run = || audit(&Profile::default(), std::slice::from_ref(&media), Some(&journal), |_| {});
    let (_, lines) = run();
    let (second, again) = run();
    assert_eq!((second.files, second.from_journal, again), (22, 22, lines.clone()));
    assert_eq!(recheck(&Profile::default(), &journal, None, |_| {}).1, lines);
}
