//! Outputs: what each contains, and what happens to the others when one fails.

use std::collections::BTreeMap;
use std::process::Stdio;

use super::folder::{Folder, code, reports_of, rules, source, stderr, stdout};
use crate::support::{jpeg, png};

fn folder() -> Folder {
    let folder = Folder::new();
    for number in 0..300 {
        folder.put(format!("{number}/good.png"), png(640, 480));
        folder.put(format!("{number}/bad.png"), png(10, 1000));
        folder.put(format!("{number}/page.jpg"), "<!doctype html><title>Sign in</title>");
    }
    folder
}

#[test]
fn all_outputs_of_a_run_agree_on_the_counts() {
    let folder = folder();
    let output = folder.run([".", "--output", "jsonl=a.jsonl", "--output=text=-", "--output", "jsonl=b.jsonl"]);
    assert_eq!((code(&output), stderr(&output)), (1, String::new()));
    let reports = reports_of(&std::fs::read(folder.path().join("a.jsonl")).unwrap());
    assert_eq!(reports, reports_of(&std::fs::read(folder.path().join("b.jsonl")).unwrap()));
    let text = stdout(&output);
    let refused = reports.iter().filter(|report| report["verdict"] == "refused").count();
    assert_eq!(text.lines().filter(|line| line.starts_with("refused")).count(), refused);
    assert!(text.contains("900 files") && text.contains("600 refused, 0 undecided, 300 accepted"), "{text}");
    let mut counts = BTreeMap::<_, u32>::new();
    for rule in reports.iter().flat_map(rules) {
        *counts.entry(rule).or_default() += 1;
    }
    for (rule, count) in counts {
        let line = format!("{count:>8} {0:>9} {0:>8}  {rule}", 0);
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
}

#[test]
fn json_lines_are_those_of_a_check() {
    let folder = folder();
    folder.put("one.jpg", jpeg(1, 1));
    let audited = folder.run(["one.jpg", "0/page.jpg", "0/good.png", "--sort", "--output", "jsonl", "--quiet"]);
    let program = env!("CARGO_BIN_EXE_seedance-preflight");
    let mut check = std::process::Command::new(program);
    check.current_dir(folder.path()).args(["check", "--format", "jsonl", "one.jpg", "0/page.jpg", "0/good.png"]);
    // A check also plans fixes.
    let reports = |lines: String| -> Vec<_> { lines.lines().map(without_fix).collect() };
    assert_eq!(reports(stdout(&audited)), reports(stdout(&check.output().unwrap())));
}

fn without_fix(line: &str) -> serde_json::Value {
    let mut report: serde_json::Value = serde_json::from_str(line).unwrap();
    report.as_object_mut().unwrap().remove("fix");
    report
}

#[test]
fn accepted_files_are_lines_of_text_only_where_they_are_asked_for() {
    let folder = folder();
    assert!(!stdout(&folder.run(["."])).contains("good.png"));
    assert_eq!(stdout(&folder.run([".", "--verbose"])).matches("good.png").count(), 300);
}

#[test]
fn the_summary_is_kept_out_of_machine_output() {
    let folder = folder();
    let machine = folder.run([".", "--output", "jsonl"]);
    assert_eq!(reports_of(&machine.stdout).len(), 900);
    assert!(stderr(&machine).contains("900 files"));
    let quiet = folder.run([".", "--output", "jsonl", "--quiet"]);
    assert_eq!((reports_of(&quiet.stdout).len(), stderr(&quiet)), (900, String::new()));
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_fails_stops_no_other() {
    let folder = folder();
    let output = folder.run([".", "--output", "jsonl=/dev/full", "--output", "jsonl=whole.jsonl", "--output", "text"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("/dev/full"), "{}", stderr(&output));
    assert!(stdout(&output).contains("900 files"));
    assert_eq!(reports_of(&std::fs::read(folder.path().join("whole.jsonl")).unwrap()).len(), 900);
    let none = folder.run([".", "--output", "jsonl=/dev/full"]);
    assert_eq!((code(&none), stdout(&none)), (2, String::new()));
}

#[test]
fn a_reader_who_has_had_enough_stops_only_what_is_written_for_him() {
    let folder = folder();
    let mut command = folder.program();
    command.args([".", "--output", "text", "--output", "jsonl=whole.jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), stderr(&output)), (2, String::new()));
    assert_eq!(reports_of(&std::fs::read(folder.path().join("whole.jsonl")).unwrap()).len(), 900);
}

#[test]
fn outputs_that_cannot_be_are_said_before_anything_is_read() {
    let folder = folder();
    for (arguments, word) in [
        (["--output", "jsonl=no/such/folder"], "no/such/folder"),
        (["--output", "jsonl="], "file name"),
        (["--output", "pdf=a.pdf"], "jsonl"),
    ] {
        let output = folder.run(["."].into_iter().chain(arguments));
        assert_eq!((code(&output), stdout(&output)), (2, String::new()), "{arguments:?}");
        assert!(stderr(&output).contains(word), "{}", stderr(&output));
    }
    let twice = folder.run([".", "--output", "jsonl", "--output", "text=-"]);
    assert_eq!((code(&twice), stdout(&twice)), (2, String::new()));
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_may_have_any_name() {
    use std::os::unix::ffi::OsStrExt;

    let folder = folder();
    let argument = std::ffi::OsStr::from_bytes(b"--output=jsonl=a=\xff.jsonl");
    let output = folder.run([std::ffi::OsStr::new("."), argument, "--quiet".as_ref()]);
    assert_eq!((code(&output), stdout(&output)), (1, String::new()));
    let written = std::fs::read(folder.path().join(std::ffi::OsStr::from_bytes(b"a=\xff.jsonl"))).unwrap();
    assert_eq!(reports_of(&written).len(), 900);
}

/// Named as media, an output would be found, read while it is written, and refused.
#[test]
fn an_audit_does_not_audit_what_it_writes() {
    let folder = Folder::new();
    folder.put("good.png", png(640, 480));
    std::fs::create_dir(folder.path().join("below")).unwrap();
    let output = folder.run([".", "below/..", "--output", "jsonl=below/out.jpg", "--output", "text"]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    let sources: Vec<_> =
        reports_of(&std::fs::read(folder.path().join("below/out.jpg")).unwrap()).iter().map(source).collect();
    assert_eq!(sources.len(), 2, "{sources:?}");
}

/// Room for 32 KiB in files, as on a full disk; what is written to a device has room.
#[test]
#[cfg(unix)]
fn a_full_temporary_folder_is_blamed_and_not_the_output() {
    let folder = folder();
    let temporary = folder.path().join("0");
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$@\"";
    let run = |kind: &str, temporary: &std::path::Path| {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_seedance-preflight"), "audit", ".", "--quiet"]);
        command.args(["--output", kind]).current_dir(folder.path()).env("TMPDIR", temporary).stdin(Stdio::null());
        command.output().unwrap()
    };
    let full = run("html=/dev/null", &temporary);
    let message = stderr(&full);
    assert_eq!((code(&full), message.lines().count()), (2, 1), "{message}");
    assert!(message.contains(temporary.to_str().unwrap()) && message.contains("temporary file"), "{message}");
    let missing = run("html=/dev/null", &folder.path().join("missing"));
    assert_eq!(code(&missing), 2);
    assert!(stderr(&missing).contains("missing"), "{}", stderr(&missing));
}
