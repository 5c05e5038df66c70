//! The library's call.

use seedance_preflight::{CheckOptions, FaultKind};
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};

use seedance_preflight::Verdict;
use seedance_preflight::audit::{Audit, AuditError, AuditOutput, AuditSummary, AuditedFile};
use seedance_preflight::profile::Profile;

use super::folder::Folder;
use crate::support::{mp3, png};

/// Keeps all files, and the summary.
#[derive(Default)]
struct Kept {
    files: Vec<AuditedFile>,
    summary: Option<AuditSummary>,
    /// Files to take before it fails.
    most: Option<usize>,
}

impl AuditOutput for Kept {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        if self.most == Some(self.files.len()) {
            return Err(io::Error::other("full"));
        }
        self.files.push(file.clone());
        Ok(())
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        assert!(self.summary.replace(summary.clone()).is_none(), "finished twice");
        Ok(())
    }
}

fn folder(files: usize) -> Folder {
    let folder = Folder::new();
    for number in 0..files {
        let side = 200 + 100 * u32::try_from(number % 9).unwrap();
        folder.put(format!("{}/{number}.png", number % 7), png(side, 640));
    }
    folder
}

#[test]
fn one_thread_and_eight_say_the_same() {
    let folder = folder(1000);
    let profile = Profile::default();
    let run = |jobs| {
        let mut audit = Audit::new(CheckOptions::new(profile.clone()));
        audit.jobs = NonZeroUsize::new(jobs);
        let mut kept = Kept::default();
        let summary = audit.run([folder.path().to_owned()], &mut kept).unwrap();
        assert_eq!(kept.summary.as_ref(), Some(&summary));
        kept.files.sort_by(|one, other| one.path.cmp(&other.path));
        (kept.files, summary)
    };
    let ((one, one_summary), (eight, eight_summary)) = (run(1), run(8));
    assert_eq!(one, eight);
    assert_eq!(AuditSummary::default().elapsed, std::time::Duration::ZERO);
    assert_eq!(
        (one_summary.verdicts, &one_summary.rules, &one_summary.formats, one_summary.bytes, one_summary.bytes_read),
        (
            eight_summary.verdicts,
            &eight_summary.rules,
            &eight_summary.formats,
            eight_summary.bytes,
            eight_summary.bytes_read
        )
    );
    let bytes: u64 = one.iter().filter_map(|file| file.report.facts.bytes).sum();
    assert_eq!((one_summary.files, one_summary.reported(), one_summary.bytes), (1000, 1000, bytes));
    assert!(one_summary.bytes_read > 0 && one_summary.bytes_read <= bytes);
    assert_eq!(Audit::new(CheckOptions::new(profile.clone())).count([folder.path().to_owned()]).unwrap(), 1000);
}

#[test]
fn an_audit_that_is_cancelled_says_so() {
    struct Cancels<'a>(&'a AtomicBool, Kept);

    impl AuditOutput for Cancels<'_> {
        fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
            self.0.store(self.1.files.len() >= 10, Ordering::Relaxed);
            self.1.file(file)
        }

        fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
            self.1.finish(summary)
        }
    }

    let folder = folder(3000);
    let profile = Profile::default();
    for sort in [false, true] {
        let cancel = AtomicBool::new(false);
        let mut audit = Audit::new(CheckOptions::new(profile.clone()));
        (audit.sort, audit.cancel) = (sort, Some(&cancel));
        let mut output = Cancels(&cancel, Kept::default());
        let summary = audit.run([folder.path().to_owned()], &mut output).unwrap();
        assert!(summary.interrupted);
        let reported = output.1.files.len();
        assert!((10..3000).contains(&reported), "{reported}");
        assert_eq!(summary.files, u64::try_from(reported).unwrap());
        assert!(output.1.files.iter().all(|file| file.report.facts.faults.is_empty()), "none is half measured");
    }
}

#[test]
fn an_output_that_fails_ends_the_audit() {
    let folder = folder(3000);
    let profile = Profile::default();
    let mut kept = Kept { most: Some(10), ..Kept::default() };
    let error = Audit::new(CheckOptions::new(profile.clone())).run([folder.path().to_owned()], &mut kept).unwrap_err();
    assert!(matches!(error, AuditError::Output(_)), "{error}");
    assert!(kept.summary.unwrap().files < 3000);
}

/// The names of a folder are read before its files are opened; what is removed in between was there.
#[test]
fn a_file_that_vanishes_gets_its_line() {
    struct Removes(Kept);

    impl AuditOutput for Removes {
        fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
            if self.0.files.is_empty() {
                for path in std::fs::read_dir(file.path.parent().unwrap()).unwrap() {
                    std::fs::remove_file(path.unwrap().path()).unwrap();
                }
            }
            self.0.file(file)
        }

        fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
            self.0.finish(summary)
        }
    }

    let folder = Folder::new();
    for number in 0..100 {
        folder.put(format!("{number}.png"), png(640, 480));
    }
    let profile = Profile::default();
    let mut audit = Audit::new(CheckOptions::new(profile.clone()));
    (audit.sort, audit.jobs) = (true, NonZeroUsize::new(1));
    let mut output = Removes(Kept::default());
    audit.run([folder.path().to_owned()], &mut output).unwrap();
    let rules = |file: &AuditedFile| file.report.findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>();
    let (there, gone): (Vec<_>, Vec<_>) = output.0.files.iter().partition(|file| rules(file).is_empty());
    assert_eq!(there.len() + gone.len(), 100);
    assert!(gone.len() > 50 && gone.iter().all(|file| rules(file) == ["media/not-read"]));
}

/// A file that somebody writes to all the while is never said to be accepted or measured: what was read is of no one state.
#[test]
fn a_file_that_changes_while_it_is_read_is_not_read() {
    let folder = Folder::new();
    // Read whole, since it has no header that tells its length: long enough for a change to fall into each look.
    let path = folder.put("growing.mp3", mp3(200_000));
    let over = AtomicBool::new(false);
    let file = std::thread::scope(|scope| {
        scope.spawn(|| {
            let file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
            while !over.load(Ordering::Relaxed) {
                io::Write::write_all(&mut &file, &mp3(1)).unwrap();
                std::thread::sleep(std::time::Duration::from_micros(50));
            }
        });
        let profile = Profile::default();
        let mut kept = Kept::default();
        Audit::new(CheckOptions::new(profile.clone())).run([path.clone()], &mut kept).unwrap();
        over.store(true, Ordering::Relaxed);
        kept.files.remove(0)
    });
    assert_eq!(file.report.verdict, Verdict::Undecided);
    assert_eq!(file.report.findings[0].rule.id, "media/not-read");
    assert_eq!(file.report.facts.faults[0].kind, FaultKind::Io);
    assert_eq!(file.stamp, None);
}
