use std::path::Path;

use super::*;
use crate::audit::Origin;
use crate::check::Report;
use crate::check::check;
use crate::finding::Outcome;
use crate::model::Subject;
use crate::model::{Facts, Format};
use crate::render;

/// A WAV file of this name with this many samples.
fn audited(path: &str, samples: u32) -> AuditedFile {
    let data = samples * 2;
    let mut bytes = Vec::new();
    bytes.extend_from_slice(b"RIFF");
    bytes.extend_from_slice(&(36 + data).to_le_bytes());
    bytes.extend_from_slice(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend_from_slice(&8000_u32.to_le_bytes());
    bytes.extend_from_slice(&16_000_u32.to_le_bytes());
    bytes.extend_from_slice(b"\x02\0\x10\0data");
    bytes.extend_from_slice(&data.to_le_bytes());
    bytes.resize(bytes.len() + usize::try_from(data).unwrap(), 0);
    let report = check(&bytes, &Subject::default(), &CheckOptions::default());
    AuditedFile {
        path: path.into(),
        report,
        known: Vec::new(),
        fix: None,
        fixed: None,
        origin: Origin::Probed,
        stamp: None,
        bytes_read: 0,
        language: crate::language::Language::English,
        json_line: None,
    }
}

fn line(file: &AuditedFile) -> Vec<u8> {
    let mut line = Vec::new();
    render::json_report(&file.path, &file.report, &mut line).unwrap();
    line.push(b'\n');
    line
}

#[test]
fn known_findings_do_not_count_for_the_verdict() {
    let short = audited("voices/a.wav", 8000);
    assert_eq!((short.report.verdict, short.report.findings.len()), (Verdict::Refused, 1));
    let baseline = Baseline::read(line(&short).as_slice()).unwrap();
    assert_eq!((baseline.len(), baseline.not_met()), (1, 1));

    let options = CheckOptions::default();
    let known = baseline.apply(audited("./voices//a.wav", 8000), &options);
    assert_eq!((known.report.verdict, known.report.findings.len()), (Verdict::Accepted, 0));
    assert_eq!(known.known, short.report.findings);
    assert_eq!(baseline.not_met(), 0);

    let shorter = baseline.apply(audited("voices/a.wav", 4000), &options);
    assert_eq!((shorter.report.verdict, shorter.known.len()), (Verdict::Refused, 0));
    let another = baseline.apply(audited("voices/b.wav", 8000), &options);
    assert_eq!((another.report.verdict, another.known.len()), (Verdict::Refused, 0));
}

#[test]
fn a_new_finding_beside_a_known_one_refuses() {
    let mut file = audited("a.wav", 8000);
    let baseline = Baseline::read(line(&file).as_slice()).unwrap();
    let mut other = file.report.findings[0].clone();
    other.outcome = Outcome::Undecided;
    other.actual = None;
    file.report.findings.push(other);
    let file = baseline.apply(file, &CheckOptions::default());
    assert_eq!(file.report.verdict, Verdict::Undecided);
    assert_eq!((file.known.len(), file.report.findings.len()), (1, 1));
}

#[cfg(unix)]
#[test]
fn names_that_differ_only_in_bytes_that_are_not_text_are_different_files() {
    use std::os::unix::ffi::OsStrExt;

    let named = |name: &[u8]| {
        let mut file = audited("x", 8000);
        file.path = Path::new(std::ffi::OsStr::from_bytes(name)).to_owned();
        file
    };
    let options = CheckOptions::default();
    let baseline = Baseline::read(line(&named(b"a\xff.wav")).as_slice()).unwrap();
    assert_eq!(baseline.apply(named(b"a\xff.wav"), &options).known.len(), 1);
    // U+FFFD replaces either byte where names are text.
    for other in [b"a\xfe.wav".as_slice(), "a\u{fffd}.wav".as_bytes()] {
        assert_eq!(baseline.apply(named(other), &options).known.len(), 0);
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_the_same_by_its_relative_and_its_absolute_path() {
    let options = CheckOptions::default();
    let folder = Path::new("/srv/media");
    for (earlier, now) in [("a.wav", "/srv/media/a.wav"), ("/srv/media/a.wav", "./a.wav"), ("a.wav", "a.wav")] {
        let baseline = Baseline::read(line(&audited(earlier, 8000)).as_slice()).unwrap().relative_to(folder);
        assert_eq!(baseline.apply(audited(now, 8000), &options).known.len(), 1, "{earlier} {now}");
        assert_eq!(baseline.not_met(), 0);
    }
    let baseline = Baseline::read(line(&audited("a.wav", 8000)).as_slice()).unwrap().relative_to(folder);
    assert_eq!(baseline.apply(audited("/srv/other/a.wav", 8000), &options).known.len(), 0);
}

#[test]
fn damage_is_reported_with_its_line() {
    let good = line(&audited("a.wav", 8000));
    let after = |bytes: &[u8]| [good.as_slice(), b"\n", bytes].concat();
    let cut = after(&good[..good.len() / 2]);
    let error = Baseline::read(cut.as_slice()).unwrap_err();
    assert!(matches!(error, BaselineError::Report { line: 3, .. }), "{error}");
    let array = Baseline::read(b"[]".as_slice()).unwrap_err();
    assert!(matches!(array, BaselineError::Report { line: 1, .. }), "{array}");
    let text = String::from_utf8(good.clone()).unwrap().replace("\"schema_version\":1", "\"schema_version\":2");
    let later = Baseline::read(after(text.as_bytes()).as_slice()).unwrap_err();
    assert!(matches!(later, BaselineError::Version { line: 3, found: 2 }), "{later}");
    let endless = Baseline::read(std::io::BufReader::new(std::io::repeat(b' '))).unwrap_err();
    assert!(matches!(endless, BaselineError::LineTooLong { line: 1 }), "{endless}");
    assert!(Baseline::read(b"".as_slice()).unwrap().is_empty());
}

#[test]
fn an_empty_report_is_left_as_it_is() {
    let facts = Facts::new(Format::Unknown);
    let report = Report {
        profile: String::new(),
        verdict: Verdict::Accepted,
        deny_warnings: false,
        facts,
        findings: Vec::new(),
    };
    let path = "a".into();
    let file = AuditedFile {
        path,
        report,
        known: Vec::new(),
        fix: None,
        fixed: None,
        origin: Origin::Probed,
        stamp: None,
        bytes_read: 0,
        language: crate::language::Language::English,
        json_line: None,
    };
    let baseline = Baseline::read(line(&audited("a", 8000)).as_slice()).unwrap();
    assert_eq!(baseline.apply(file.clone(), &CheckOptions::default()), file);
}
