//! An ffmpeg that hangs, crashes or talks without end, and a user who interrupts it: a clear error, and no half file.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use super::{names, program, text};

/// A folder with an MP3 that has to be cut, and a program in place of ffmpeg.
fn folder(script: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/refused/too-long.mp3");
    fs::copy(source, folder.path().join("long.mp3")).unwrap();
    let ffmpeg = folder.path().join("ffmpeg");
    // It says no version, so that this is not what ends it.
    fs::write(&ffmpeg, format!("#!/bin/sh\n[ \"$1\" = -version ] && exit 0\n{script}\n")).unwrap();
    fs::set_permissions(ffmpeg, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn fix(folder: &Path) -> Command {
    let mut command = program(folder);
    command.args(["fix", "long.mp3", "--ffmpeg", "./ffmpeg", "--output", "out"]);
    command
}

fn results(folder: &Path) -> Vec<String> {
    let out = folder.join("out");
    if out.exists() { names(&out) } else { Vec::new() }
}

fn assert_fails(script: &str, words: &str) -> Output {
    let folder = folder(script);
    let output = fix(folder.path()).args(["--time-limit", "1"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert!(text(&output).contains(words), "{}", text(&output));
    assert_eq!(results(folder.path()), [""; 0]);
    output
}

#[test]
fn one_that_hangs_is_stopped() {
    assert_fails("sleep 600", "longer than 1 s");
}

#[test]
fn one_whose_child_holds_its_pipes_is_not_waited_for() {
    assert_fails("sleep 600 &\nexit 3", "exit status: 3");
}

#[test]
fn one_that_crashes_is_named() {
    assert_fails("kill -9 $$", "signal: 9");
}

#[test]
fn of_one_that_talks_without_end_the_last_line_is_shown() {
    let script = "yes 'a line of no interest' | head -c 30000000 >&2\nprintf '\\033[31mno space left' >&2\nexit 1";
    let output = assert_fails(script, "no space left");
    assert!(!text(&output).contains('\u{1b}') && output.stdout.len() < 2000, "{}", output.stdout.len());
}

#[test]
fn one_that_writes_nothing_or_garbage_gives_no_result() {
    for script in ["exit 0", "for last; do :; done\necho garbage > \"${last#file:}\""] {
        let folder = folder(script);
        let output = fix(folder.path()).args(["--time-limit", "1"]).output().unwrap();
        assert_ne!(output.status.code(), Some(0), "{}", text(&output));
        assert_eq!(results(folder.path()), [""; 0]);
    }
}

#[test]
fn ctrl_c_leaves_nothing_and_a_kill_no_final_name() {
    for (signal, code) in [("-INT", Some(130)), ("-KILL", None)] {
        let folder = folder("for last; do :; done\necho half > \"${last#file:}\"\nsleep 600");
        let original = fs::read(folder.path().join("long.mp3")).unwrap();
        let mut command = fix(folder.path());
        let mut child =
            command.args(["--time-limit", "60"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let half = || {
            let folders = fs::read_dir(folder.path().join("out")).ok()?;
            folders.flatten().find(|entry| fs::read_dir(entry.path()).is_ok_and(|mut files| files.next().is_some()))
        };
        while half().is_none() {
            std::thread::sleep(Duration::from_millis(10));
        }
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert_eq!(child.wait().unwrap().code(), code);
        assert_eq!(fs::read(folder.path().join("long.mp3")).unwrap(), original);
        let left = results(folder.path());
        // After a kill, only the hidden folder that results are made in.
        assert!(left.iter().all(|name| code.is_none() && name.starts_with(".seedance-fix-")), "{left:?}");
    }
}

#[test]
fn one_that_is_too_old_is_named_and_not_used() {
    let folder = folder("exit 0");
    fs::write(folder.path().join("ffmpeg"), "#!/bin/sh\necho ffmpeg version 3.4.8 Copyright\ntouch was-run\n").unwrap();
    let output = fix(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", text(&output));
    assert!(text(&output).contains("3.4.8"), "{}", text(&output));
}

#[test]
fn one_that_does_not_say_its_version_in_time_is_used_all_the_same() {
    let folder = folder("exit 0");
    fs::write(folder.path().join("ffmpeg"), "#!/bin/sh\n[ \"$1\" = -version ] && sleep 600\nexit 7\n").unwrap();
    let output = fix(folder.path()).args(["--time-limit", "1"]).output().unwrap();
    assert!(text(&output).contains("exit status: 7"), "{}", text(&output));
}
