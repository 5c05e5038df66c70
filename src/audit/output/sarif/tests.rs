use std::fmt::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::*;
use crate::check::{CheckOptions, check_facts};
use crate::finding::{Outcome, Severity};
use crate::model::{Facts, Format, Subject};

/// A file of this name with one finding of this weight.
fn file(name: String, severity: Severity, outcome: Outcome) -> AuditedFile {
    let mut report = check_facts(Facts::new(Format::Mp4), &Subject::default(), &CheckOptions::default());
    report.findings.truncate(1);
    for finding in &mut report.findings {
        (finding.severity, finding.outcome) = (severity, outcome);
    }
    AuditedFile::new(name, report)
}

/// The log of the files, with at most this many results.
fn log(files: impl Iterator<Item = AuditedFile>, most: Option<usize>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut sarif = AuditSarif::new(&mut bytes);
    if let Some(most) = most {
        sarif = sarif.with_most_results(most);
    }
    for file in files {
        sarif.file(&file).unwrap();
    }
    sarif.finish(&AuditSummary::default()).unwrap();
    bytes
}

/// The files that have results, their number that are left out by the properties and by the notifications.
fn kept(log: &[u8]) -> (Vec<String>, u64, usize) {
    let log: Value = serde_json::from_slice(log).unwrap();
    let run = &log["runs"][0];
    let uri = |result: &Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
    let uris = run["results"].as_array().unwrap().iter().map(|result| uri(result).as_str().unwrap().to_owned());
    let notified = run["invocations"][0]["toolExecutionNotifications"].as_array().map_or(0, Vec::len);
    (uris.collect(), run["properties"]["resultsLeftOut"].as_u64().unwrap(), notified)
}

/// One file of each weight, the least severe first, and the last one with a finding that the baseline knows.
fn weights() -> Vec<AuditedFile> {
    let mut known = file("known".to_owned(), Severity::Error, Outcome::Fails);
    known.known = std::mem::take(&mut known.report.findings);
    vec![
        known,
        file("note".to_owned(), Severity::Note, Outcome::Notes),
        file("warning".to_owned(), Severity::Warning, Outcome::Fails),
        file("undecided".to_owned(), Severity::Error, Outcome::Undecided),
        file("error".to_owned(), Severity::Error, Outcome::Fails),
    ]
}

#[test]
fn the_most_severe_results_come_first_and_the_rest_is_counted() {
    let order = ["error", "undecided", "warning", "note", "known"];
    for most in 0..=order.len() {
        let (uris, left_out, notified) = kept(&log(weights().into_iter(), Some(most)));
        assert_eq!(uris, order[..most]);
        assert_eq!(left_out, u64::try_from(order.len() - most).unwrap());
        assert_eq!(notified, usize::from(left_out > 0));
    }
    assert_eq!(kept(&log(weights().into_iter(), None)).0, order);
}

/// Names whose bytes gzip cannot shorten.
fn noise(seed: usize, bytes: usize) -> String {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(u64::try_from(seed).unwrap() + 1);
    let mut name = String::new();
    while name.len() < bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let _ = write!(name, "{:08x}", state >> 32);
    }
    name
}

#[test]
fn a_log_stays_within_the_limits_of_code_scanning() {
    // So many results, and names so long.
    for (count, length, results) in [(25_100, 40, 25_000), (3000, 4000, 2000)] {
        let severity = |number: usize| if number.is_multiple_of(3) { Severity::Error } else { Severity::Warning };
        let files = (0..count).map(|number| file(noise(number, length), severity(number), Outcome::Fails));
        let log = log(files, None);
        let (uris, left_out, notified) = kept(&log);
        assert_eq!((uris.len() + usize::try_from(left_out).unwrap(), notified), (count, 1));
        assert!(uris.len() <= 25_000 && uris.len() >= results, "{}", uris.len());
        let Some(gzipped) = gzipped(log) else {
            eprintln!(
                "a_log_stays_within_the_limits_of_code_scanning: its size is not measured, gzip is not installed"
            );
            return;
        };
        assert!(gzipped <= 10_000_000, "{gzipped} bytes");
    }
}

/// The size under gzip, where that is installed.
fn gzipped(log: Vec<u8>) -> Option<usize> {
    let mut command = Command::new("gzip");
    let mut child = command.arg("-1").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    let writer = std::thread::spawn(move || stdin.write_all(&log));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(output.stdout.len())
}
