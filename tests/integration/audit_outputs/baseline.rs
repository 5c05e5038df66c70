//! An audit that knows the findings of an earlier one.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::agree::agreed;
use super::folder::Folder;
use super::run::{Run, audit, program};
use crate::support::{jpeg, png};

/// A folder with a file that is accepted, and two that are refused; and what an audit of it found.
fn folder() -> (Folder, Vec<u8>) {
    let folder = Folder::new();
    folder.file("media/good.png", &png(640, 640));
    folder.file("media/small.png", &png(200, 200));
    folder.file("media/tall.jpg", &jpeg(400, 1200));
    let run = audit(folder.path(), &["media"]);
    assert_eq!(run.code, 1);
    (folder, run.bytes("jsonl").to_vec())
}

/// An audit of `roots` in `folder` against a baseline, which is kept elsewhere.
fn against(folder: &Path, baseline: &[u8], roots: &[&str]) -> Run {
    let kept = Folder::new();
    let file = kept.file("known.jsonl", baseline);
    audit(folder, &[&["--baseline", file.to_str().unwrap()], roots].concat())
}

#[test]
fn known_findings_are_not_counted_again() {
    let (folder, earlier) = folder();
    let absolute = folder.path().join("media");
    for root in ["media", "./media/", ".", absolute.to_str().unwrap()] {
        let run = against(folder.path(), &earlier, &[root]);
        assert_eq!(run.code, 0, "{root}: {}", run.stderr);
        let counts = agreed(&run);
        assert_eq!((counts.verdicts["accepted"], counts.rules.len()), (3, 0), "{root}");
        assert!(run.text("text").contains("3 findings known from the baseline"), "{}", run.text("text"));
        assert!(!run.stderr.contains("not met"));
    }
}

#[test]
fn each_output_tells_what_is_known_from_what_is_new() {
    let (folder, earlier) = folder();
    folder.file("media/new.png", &png(100, 640));
    let run = against(folder.path(), &earlier, &["media"]);
    assert_eq!(run.code, 1);
    super::schemas::hold(&run);
    assert_eq!(agreed(&run).verdicts["refused"], 1);

    let log: Value = serde_json::from_slice(run.bytes("sarif")).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let states: Vec<_> = results.iter().map(|result| result["baselineState"].as_str().unwrap()).collect();
    assert_eq!(states.iter().filter(|&&state| state == "unchanged").count(), 3);
    assert_eq!(states.iter().filter(|&&state| state == "new").count(), 2);
    for result in results {
        let suppressed = result["suppressions"].as_array().unwrap().len();
        assert_eq!(suppressed == 1, result["baselineState"] == "unchanged");
    }
    assert_eq!(
        run.text("junit").matches("\nknown error: ").count() + run.text("junit").matches(">known error: ").count(),
        3
    );
    let mut rows = csv::Reader::from_reader(run.bytes("csv"));
    let known = rows.headers().unwrap().iter().position(|name| name == "known").unwrap();
    let known: u64 = rows.records().map(|row| row.unwrap()[known].parse::<u64>().unwrap()).sum();
    assert_eq!(known, 3);
    assert!(run.text("markdown").contains("not counted: 3."));
}

#[test]
fn a_file_that_got_worse_is_found_again_and_one_that_was_mended_is_said() {
    let (folder, earlier) = folder();
    folder.file("media/small.png", &png(100, 200));
    folder.file("media/tall.jpg", &jpeg(400, 800));
    let run = against(folder.path(), &earlier, &["media"]);
    assert_eq!(run.code, 1);
    let counts = agreed(&run);
    assert_eq!((counts.verdicts["refused"], counts.rules["image/side-out-of-range"]), (1, [1, 0, 0]));
    assert!(run.text("text").contains("1 findings known from the baseline"), "{}", run.text("text"));
    assert!(run.stderr.contains("2 findings of the baseline did not occur"), "{}", run.stderr);
}

fn failed(folder: &Path, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = program(folder).arg("audit").args(arguments).output().unwrap();
    assert_eq!((status.code().unwrap(), stdout.as_slice()), (2, b"".as_slice()));
    String::from_utf8(stderr).unwrap()
}

#[test]
fn a_damaged_baseline_is_reported_by_line_and_nothing_is_written() {
    let (folder, earlier) = folder();
    let cut = &earlier[..earlier.len() - 20];
    folder.file("known.jsonl", cut);
    let said = failed(folder.path(), &["media", "--baseline", "known.jsonl", "--output", "csv=out.csv"]);
    assert!(said.contains("known.jsonl") && said.contains("line 3"), "{said}");
    assert!(!folder.path().join("out.csv").exists());
    let missing = failed(folder.path(), &["media", "--baseline", "gone.jsonl"]);
    assert!(missing.contains("gone.jsonl"), "{missing}");
    // Output of another format is not accepted as a baseline.
    folder.file("known.sarif", audit(folder.path(), &["media"]).bytes("sarif"));
    assert!(failed(folder.path(), &["media", "--baseline", "known.sarif"]).contains("line 1 is not a report"));
}

#[test]
fn an_output_does_not_overwrite_the_baseline() {
    let (folder, earlier) = folder();
    let file = folder.file("known.jsonl", &earlier);
    failed(folder.path(), &["media", "--baseline", "known.jsonl", "--output", "jsonl=./known.jsonl"]);
    assert_eq!(std::fs::read(file).unwrap(), earlier);
}
