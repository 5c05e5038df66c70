//! What holds of every output, whatever files are called and whatever is in them.

use crate::model::Subject;
use std::borrow::Cow;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::audit::Origin;
use crate::check::check_facts;
use crate::model::{Codec, Facts, FaultKind, Format, Media, VideoFacts};

/// A file of any name, whose codec and whose fault are in any words.
fn hostile() -> impl Strategy<Value = AuditedFile> {
    let name = prop_oneof![
        any::<String>(),
        "[=+@,;:'\"`|\\\\\\[\\](){}<>&#*_~! \\r\\n\\t\u{1b}\u{202e}\u{ffff}%a-]{1,12}",
        "\\PC{1,300}",
    ];
    (name.clone(), name.clone(), name).prop_map(|(name, codec, what)| {
        let video_codec = Some(Codec::from(codec));
        let video = VideoFacts { video_tracks: Some(1), video_codec, ..VideoFacts::default() };
        let mut facts = Facts::new(Format::Mp4);
        facts.media = Media::Video(video);
        facts.faults.push(crate::model::Fault::new(FaultKind::Malformed, 7, Cow::Owned(what)));
        let report = check_facts(facts, &Subject::default(), &crate::check::CheckOptions::default());
        let mut known = report.findings.clone();
        known.truncate(2);
        AuditedFile {
            path: PathBuf::from(name),
            report,
            known,
            fix: None,
            fixed: None,
            origin: Origin::Probed,
            stamp: None,
            bytes_read: 0,
            language: crate::language::Language::English,
            json_line: None,
        }
    })
}

/// What an output writes of one file.
fn written<O: AuditOutput>(file: &AuditedFile, make: impl FnOnce(Shared) -> O) -> String {
    let out = Shared::default();
    let mut summary = AuditSummary::default();
    summary.count(file);
    let mut output = make(out.clone());
    output.file(file).unwrap();
    output.finish(&summary).unwrap();
    drop(output);
    let bytes = out.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

/// What an output writes of an audit without files.
fn finished<O: AuditOutput>(summary: &AuditSummary, make: impl FnOnce(Shared) -> O) -> String {
    let out = Shared::default();
    make(out.clone()).finish(summary).unwrap();
    let bytes = out.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
}

/// Bytes that can be seen from outside.
#[derive(Clone, Default)]
struct Shared(std::sync::Arc<std::sync::Mutex<Vec<u8>>>);

impl io::Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_audit_that_was_interrupted_is_finished_and_says_so() {
    let notes = vec!["a line that is not a glob: [@you](x:y)|`".to_owned()];
    let summary = AuditSummary { interrupted: true, notes, ..AuditSummary::default() };
    let log: serde_json::Value = serde_json::from_str(&finished(&summary, AuditSarif::new)).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(
        (&invocation["executionSuccessful"], &invocation["exitCode"]),
        (&false.into(), &serde_json::Value::Null)
    );
    let with_code = |out| AuditSarif::new(out).with_exit_code(|summary| if summary.interrupted { 130 } else { 0 });
    let log_with_code: serde_json::Value = serde_json::from_str(&finished(&summary, with_code)).unwrap();
    assert_eq!(log_with_code["runs"][0]["invocations"][0]["exitCode"], 130);
    let said = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(said.iter().map(|notification| &notification["level"]).collect::<Vec<_>>(), ["error", "note"]);
    assert_eq!(said[1]["message"]["text"], "a line that is not a glob: \\[@you\\](x:y)|`");

    let report = quick_junit::Report::deserialize_from_str(&finished(&summary, AuditJunit::new)).unwrap();
    let properties: Vec<_> = report.test_suites[0].properties.iter().map(|one| (&*one.name, &*one.value)).collect();
    assert!(properties.contains(&("interrupted", "true")) && properties.contains(&("note", &summary.notes[0])));

    let page = finished(&summary, AuditMarkdown::new);
    assert!(page.contains("**The audit was interrupted"), "{page}");
    assert!(page.contains("\n- `a line that is not a glob: [@you](x:y)\u{FFFD}'`\n"), "{page}");
    assert!(finished(&summary, AuditCsv::new).starts_with("\"path\",\"verdict\","));
}

#[test]
fn junit_counts_more_cases_than_it_holds() {
    let out = Shared::default();
    let mut junit = AuditJunit::new(out.clone());
    let mut summary = AuditSummary::default();
    for number in 0..5000 {
        let facts = Facts::new(Format::Mp4);
        let report = check_facts(facts, &Subject::default(), &crate::check::CheckOptions::default());
        let path = PathBuf::from(format!("{number}.mp4"));
        let origin = Origin::Probed;
        let file = AuditedFile {
            path,
            report,
            known: Vec::new(),
            fix: None,
            fixed: None,
            origin,
            stamp: None,
            bytes_read: 0,
            language: crate::language::Language::English,
            json_line: None,
        };
        summary.count(&file);
        junit.file(&file).unwrap();
    }
    junit.finish(&summary).unwrap();
    let text = out.0.lock().unwrap().clone();
    assert!(text.len() > 2 << 20, "more than stays in memory");
    let report = quick_junit::Report::deserialize(text.as_slice()).unwrap();
    assert_eq!((report.tests, report.errors, report.failures), (5000, 5000, 0));
    let names = report.test_suites[0].test_cases.iter().map(|case| case.name.as_str().to_owned());
    assert!(names.eq((0..5000).map(|number| format!("{number}.mp4"))));
}

proptest! {
    #[test]
    fn csv_has_one_row_of_all_columns(file in hostile()) {
        let text = written(&file, AuditCsv::new);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers().unwrap().len();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.iter().map(|row| row.len()).collect::<Vec<_>>(), [columns]);
        for cell in rows[0].iter() {
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']), "{}", cell);
        }
    }

    #[test]
    fn junit_has_one_case_with_every_finding(file in hostile()) {
        let text = written(&file, AuditJunit::new);
        let report = quick_junit::Report::deserialize_from_str(&text).unwrap();
        let cases = &report.test_suites[0].test_cases;
        prop_assert_eq!(cases.len(), 1);
        prop_assert_eq!(cases[0].name.as_str(), crate::render::shown(&file.path, |_| false));
        let quick_junit::TestCaseStatus::NonSuccess { description, message, .. } = &cases[0].status else {
            return Err(TestCaseError::fail("a malformed file is refused"));
        };
        let lines = description.as_ref().unwrap().lines().filter(|line| line.ends_with(']') && !line.starts_with(' '));
        prop_assert_eq!(lines.count(), file.report.findings.len() + file.known.len());
        prop_assert!(message.as_ref().is_some_and(|message| !message.is_empty()));
    }

    #[test]
    fn sarif_has_a_result_of_each_finding(file in hostile()) {
        let log: serde_json::Value = serde_json::from_str(&written(&file, AuditSarif::new)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        prop_assert_eq!(results.len(), file.report.findings.len() + file.known.len());
    }

    #[test]
    fn markdown_keeps_its_tables(file in hostile()) {
        let text = written(&file, AuditMarkdown::new);
        let mut columns = 0;
        for line in text.lines() {
            prop_assert!(!line.contains('\r'));
            let bars = line.matches('|').count();
            if line.starts_with("|-") {
                columns = bars;
            } else if line.starts_with("| ") && columns > 0 {
                prop_assert_eq!(bars, columns, "{}", line);
            } else {
                columns = 0;
            }
            prop_assert_eq!(line.matches('`').count() % 2, 0, "{}", line);
        }
    }
}
