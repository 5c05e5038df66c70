//! All outputs of one run say the same.

use std::path::Path;
use std::process::Command;

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

/// The same, counted by a script that shares no code with the program or with these tests.
#[test]
fn recounted_by_a_script() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/integration/audit_outputs/recount.py");
    let recount = |name: &str, folder: &Path, roots: &[&str]| {
        let run = audit(folder, roots);
        let output = match Command::new("python3").arg("-I").arg(&script).arg(run.folder.path()).output() {
            Ok(output) => output,
            Err(error) => return say(&format!("recounted_by_a_script: skipped, python3: {error}")),
        };
        let table = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{table}{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(table.lines().count(), KINDS.len(), "{table}");
        say(&format!("recounted_by_a_script, {name}:\n{table}"));
    };
    recount("testdata", &testdata(), &["."]);
    match std::env::var_os("PREFLIGHT_CORPUS") {
        Some(root) => recount("the corpus", &Path::new(&root).join("files"), &["."]),
        None => say("recounted_by_a_script: the corpus is skipped, PREFLIGHT_CORPUS is not set"),
    }
}

/// A script that always agrees would show nothing.
#[test]
fn the_script_finds_a_wrong_count() {
    let run = audit(&testdata(), &["."]);
    let (script, path) = (include_str!("recount.py"), run.folder.path().join("markdown"));
    let wrong = run.text("markdown").replacen("| refused | ", "| refused | 1", 1);
    std::fs::write(path, wrong).unwrap();
    match Command::new("python3").args(["-I", "-c", script]).arg(run.folder.path()).output() {
        Ok(output) => assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout)),
        Err(error) => say(&format!("the_script_finds_a_wrong_count: skipped, python3: {error}")),
    }
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
