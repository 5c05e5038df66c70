//! The options that the commands that judge share: each command takes each, and they mean the same.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::support::png;

/// A folder with a refused image, a refused request, and a journal of the folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("vocabulary-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("media")).unwrap();
    std::fs::write(folder.join("media/a.png"), png(250, 300)).unwrap();
    let request = json!({"model": "seedance-2.0-text-to-video", "prompt": "A cat.", "duration": 3});
    std::fs::write(folder.join("r.json"), request.to_string()).unwrap();
    run(&folder, &["audit", "media", "--journal", "journal", "--quiet"]);
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).env_remove("CLICOLOR_FORCE");
    command.output().unwrap()
}

/// Each command with what it judges: one thing, which is refused for one rule.
const COMMANDS: [(&[&str], &str); 4] = [
    (&["check", "media/a.png"], "image/side-out-of-range"),
    (&["audit", "media"], "image/side-out-of-range"),
    (&["recheck", "--journal", "journal"], "image/side-out-of-range"),
    (&["request", "r.json", "--offline"], "request/duration-out-of-range"),
];

const KINDS: [&str; 10] = ["text", "html", "json", "jsonl", "csv", "junit", "sarif", "github", "gitlab", "markdown"];

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_command_writes_every_output_to_files_and_to_standard_output() {
    let folder = folder("outputs");
    for (command, rule) in COMMANDS {
        for kind in KINDS {
            let file = format!("{kind}=out");
            let written = run(&folder, &[command, &["--output", &file]].concat());
            assert_eq!((code(&written), written.stdout.len()), (1, 0), "{command:?} {kind}: {}", stderr(&written));
            let bytes = std::fs::read_to_string(folder.join("out")).unwrap();
            assert!(bytes.contains(rule), "{command:?} {kind}: {bytes}");
            for option in ["--format", "--output"] {
                let printed = run(&folder, &[command, &[option, kind, "--quiet"]].concat());
                let text = String::from_utf8_lossy(&printed.stdout);
                assert!(code(&printed) == 1 && text.contains(rule), "{command:?} {kind}: {text}");
            }
        }
        let both = run(&folder, &[command, &["--output", "jsonl=out", "--output", "csv"]].concat());
        assert_eq!(code(&both), 1);
        assert!(String::from_utf8(both.stdout).unwrap().contains(rule));
        let twice = run(&folder, &[command, &["--output", "json", "--output", "csv"]].concat());
        assert_eq!((code(&twice), twice.stdout.len()), (2, 0));
        let unknown = run(&folder, &[command, &["--output", "jsnl"]].concat());
        assert_eq!(code(&unknown), 2);
        assert!(stderr(&unknown).contains("did you mean \"jsonl\""), "{}", stderr(&unknown));
        let missing = run(&folder, &[command, &["--output", "json=missing/out"]].concat());
        assert_eq!((code(&missing), missing.stdout.len()), (2, 0));
        let full = run(&folder, &[command, &["--output", "json=/dev/full"]].concat());
        assert!(code(&full) == 2 && stderr(&full).contains("/dev/full"), "{}", stderr(&full));
    }
}

#[test]
fn every_command_selects_ignores_and_only_reports() {
    let folder = folder("rules");
    for (command, rule) in COMMANDS {
        let family = rule.split('/').next().unwrap();
        let ends = |arguments: &[&str]| code(&run(&folder, &[command, arguments].concat()));
        assert_eq!(ends(&[]), 1, "{command:?}");
        assert_eq!(ends(&["--ignore", rule]), 0, "{command:?}");
        assert_eq!(ends(&["--ignore", family]), 0, "{command:?}");
        assert_eq!(ends(&["--select", rule]), 1, "{command:?}");
        assert_eq!(ends(&["--select", "fetch"]), 0, "{command:?}");
        assert_eq!(ends(&["--select", "image,request", "--ignore", rule]), 0, "{command:?}");
        assert_eq!(ends(&["--ignore", "no/such-rule"]), 2, "{command:?}");
        assert_eq!(ends(&["--no-fail"]), 0, "{command:?}");
        assert_eq!(ends(&["--tolerance", "observed", "--deny-warnings", "--profile", "seedance-2.0-r2"]), 1);
    }
}

#[test]
fn quiet_commands_print_nothing_but_results() {
    let folder = folder("quiet");
    for (command, _) in COMMANDS {
        for kind in ["json", "csv", "text"] {
            let quiet = run(&folder, &[command, &["--output", kind, "--quiet"]].concat());
            assert_eq!(stderr(&quiet), "", "{command:?} {kind}");
        }
    }
}

/// What does not exist was not judged: that is never only reported.
#[test]
fn no_fail_does_not_hide_what_was_not_judged() {
    let folder = folder("missing");
    for arguments in [
        &["check", "media/a.png", "missing.png"][..],
        &["check", "missing.png"],
        &["audit", "media", "missing"],
        &["request", "missing.json"],
        &["recheck", "--journal", "missing"],
    ] {
        let output = run(&folder, &[arguments, &["--no-fail"]].concat());
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains("missing"), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn a_requests_json_is_one_object_in_both_kinds() {
    let folder = folder("request");
    let object = |kind: &str| -> Value {
        let output = run(&folder, &["request", "r.json", "--offline", "--output", kind]);
        serde_json::from_slice(&output.stdout).unwrap()
    };
    assert_eq!(object("json"), object("jsonl"));
    assert_eq!(object("json")["source"], "r.json");
}

/// `seedance-preflight rules | head`: the reader has had enough, which is not reported as an error.
#[test]
#[cfg(unix)]
fn every_command_ends_alike_when_its_reader_is_gone() {
    let folder = folder("pipe");
    let others: [&[&str]; 8] = [
        &["rules"],
        &["profiles"],
        &["explain", "video/rotated"],
        &["size"],
        &["config"],
        &["schema", "report"],
        &["man"],
        &["completions", "bash"],
    ];
    for command in COMMANDS.iter().map(|(command, _)| *command).chain(others) {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut program = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
        program.current_dir(&folder).args(command).stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped());
        let output = program.output().unwrap();
        assert_eq!((code(&output), stderr(&output)), (2, String::new()), "{command:?}");
    }
}
