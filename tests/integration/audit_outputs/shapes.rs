//! Each output, as its readers see it.

use serde_json::Value;

use super::run::{Run, audit, testdata};

/// A run over some files of each verdict.
fn run() -> Run {
    let files = ["accepted/clip.mp4", "accepted/voice.wav", "refused/film-rate.mp4", "refused/heic-named.jpg"];
    let more = ["refused/too-tall.png", "undecided/tilted.mp4", "no such file.png"];
    audit(&testdata(), &[&files[..], &more].concat())
}

/// How long a run takes differs.
fn without_times(text: &str, before: &str, after: &str) -> String {
    let mut parts = text.split(before);
    let mut shown = parts.next().unwrap().to_owned();
    for part in parts {
        let (_, rest) = part.split_once(after).unwrap();
        shown += &format!("{before}TIME{after}{rest}");
    }
    shown
}

#[test]
fn text() {
    insta::assert_snapshot!(without_times(run().text("text"), "files in ", " s,"));
}

#[test]
fn csv() {
    let run = run();
    assert!(run.text("csv").lines().all(|line| line.ends_with('"')), "rows end with a quoted cell");
    assert_eq!(run.text("csv").matches('\n').count(), run.text("csv").matches("\r\n").count());
    insta::assert_snapshot!(run.text("csv").replace("\r\n", "\n"));
}

#[test]
fn junit() {
    insta::assert_snapshot!(without_times(run().text("junit"), " time=\"", "\""));
}

#[test]
fn sarif() {
    let mut log: Value = serde_json::from_slice(run().bytes("sarif")).unwrap();
    let driver = &mut log["runs"][0]["tool"]["driver"];
    assert_eq!(driver["semanticVersion"], env!("CARGO_PKG_VERSION"));
    driver["semanticVersion"] = "VERSION".into();
    let rules = driver["rules"].as_array_mut().unwrap();
    assert_eq!(rules.len(), seedance_preflight::rules::all().count());
    rules.truncate(1);
    insta::assert_snapshot!(serde_json::to_string_pretty(&log).unwrap());
}

#[test]
fn github() {
    insta::assert_snapshot!(run().text("github"));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(run().text("gitlab"));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(run().text("markdown"));
}

#[test]
fn jsonl_is_what_check_prints_but_for_fixes() {
    let file = "refused/film-rate.mp4";
    let check = super::run::program(&testdata()).args(["check", "--format", "jsonl", file]).output().unwrap();
    let mut checked: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
    assert!(checked.as_object_mut().unwrap().remove("fix").is_some());
    let mut audited: serde_json::Value = serde_json::from_slice(audit(&testdata(), &[file]).bytes("jsonl")).unwrap();
    // An audit plans for its page, which is among the outputs.
    audited.as_object_mut().unwrap().remove("fix");
    assert_eq!(audited, checked);
}
