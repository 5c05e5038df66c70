//! All outputs of one run say the same.

use std::path::Path;

use serde_json::Value;

use super::counts::{self, Counts};
use super::run::{KINDS, Run, audit, say, testdata};
use super::schemas;

/// The counts of a run, the same by each of its outputs.
pub(crate) fn agreed(run: &Run) -> Counts {
    let counts = counts::of("jsonl", run.bytes("jsonl"));
    for kind in KINDS.into_iter().filter(|kind| *kind != "gitlab") {
        assert_eq!(counts::of(kind, run.bytes(kind)), counts, "{kind}");
    }
    let reports = run.text("jsonl").lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let rules = reports.flat_map(|report| report["findings"].as_array().unwrap().clone());
    let rules: Vec<_> = rules.map(|finding| finding["rule"].clone()).collect();
    let issues: Vec<Value> = serde_json::from_slice(run.bytes("gitlab")).unwrap();
    // GitLab's format has findings, and neither verdicts nor outcomes.
    assert_eq!(issues.iter().map(|issue| issue["check_name"].clone()).collect::<Vec<_>>(), rules);
    counts
}

fn agree_on(folder: &Path, roots: &[&str]) -> Counts {
    let run = audit(folder, roots);
    schemas::hold(&run);
    let counts = agreed(&run);
    let expected = if counts.verdicts.contains_key("refused") { 1 } else { 0 };
    assert_eq!(run.code, expected, "{}", run.stderr);
    counts
}

#[test]
fn on_testdata() {
    let counts = agree_on(&testdata(), &["accepted", "refused", "undecided"]);
    assert_eq!(counts.verdicts["accepted"], 7);
    assert_eq!(counts.verdicts["undecided"], 1);
    assert!(counts.rules.len() > 10);
}

#[test]
fn on_the_corpus() {
    let Some(root) = std::env::var_os("PREFLIGHT_CORPUS") else {
        say("on_the_corpus: skipped, PREFLIGHT_CORPUS is not set");
        return;
    };
    let counts = agree_on(&Path::new(&root).join("files"), &["."]);
    let files: u64 = counts.verdicts.values().sum();
    say(&format!("on_the_corpus: {} outputs agree on {files} files and {} rules", KINDS.len(), counts.rules.len()));
    assert!(files > 0);
}

#[test]
fn on_an_empty_folder() {
    let folder = super::folder::Folder::new();
    let run = audit(folder.path(), &["."]);
    schemas::hold(&run);
    assert_eq!(run.code, 3);
    for kind in KINDS.into_iter().filter(|kind| *kind != "gitlab") {
        assert_eq!(counts::of(kind, run.bytes(kind)), Counts::default(), "{kind}");
    }
    assert_eq!(run.text("gitlab"), "[\n]\n");
}
