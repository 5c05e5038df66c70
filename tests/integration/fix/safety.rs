//! Inputs and results are safe: hostile names, playlists, and files that exist.

use std::fs;
#[cfg(target_os = "linux")]
use std::os::unix::fs::PermissionsExt;
#[cfg(target_os = "linux")]
use std::process::Command;

use super::{has_ffmpeg, names, program, slow_clip, text};

/// ffmpeg on one core. x264 on several threads, with a limit of the bit rate, does not always make the same bytes.
#[cfg(target_os = "linux")]
const ON_ONE_CORE: &str = r#"#!/bin/sh
core=$(sed -n 's/^Cpus_allowed_list:[^0-9]*\([0-9]*\).*/\1/p' /proc/self/status)
exec taskset -c "$core" ffmpeg "$@"
"#;

#[cfg(target_os = "linux")]
#[test]
fn the_printed_command_makes_the_same_file_for_hostile_names() {
    if !has_ffmpeg("the_printed_command_makes_the_same_file_for_hostile_names") {
        return;
    }
    let tools = tempfile::tempdir().unwrap();
    let ffmpeg = tools.path().join("ffmpeg");
    fs::write(&ffmpeg, ON_ONE_CORE).unwrap();
    fs::set_permissions(&ffmpeg, fs::Permissions::from_mode(0o755)).unwrap();
    for name in ["-i.mp4", "it's; $(touch x) \"q\" `y`.mp4", "%d concat:|*?.mp4", "bell\u{7}\nline\u{202e}.mp4"] {
        let folder = tempfile::tempdir().unwrap();
        slow_clip(folder.path(), name);
        let fix = |arguments: &[&str]| {
            let mut fix = program(folder.path());
            fix.args(["fix", "--ffmpeg"]).arg(&ffmpeg).args(arguments).args(["--", name]).output().unwrap()
        };
        let dry = fix(&["--dry-run"]);
        assert_eq!(dry.status.code(), Some(0), "{}", text(&dry));
        let printed = String::from_utf8(dry.stdout).unwrap();
        let command = printed.trim_end().split_once("  fix: ").unwrap().1;
        let shell = Command::new("sh").arg("-c").arg(command).current_dir(folder.path()).output().unwrap();
        assert!(shell.status.success(), "{printed}\n{}", text(&shell));
        let fixed = fix(&["--output", "out"]);
        assert_eq!(fixed.status.code(), Some(0), "{}", text(&fixed));
        let by_shell = folder.path().join(name.replace(".mp4", ".fixed.mp4"));
        let by_program = folder.path().join("out").join(name);
        assert!(fs::read(by_shell).unwrap() == fs::read(by_program).unwrap(), "{name:?}");
        assert!(!folder.path().join("x").exists());
    }
}

#[test]
fn a_playlist_named_as_a_clip_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("concat.mp4", "ffconcat version 1.0\nfile /etc/hostname\n"),
        ("hls.mp4", "#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n"),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
        let output = program(folder.path()).args(["fix", name]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    }
    assert_eq!(names(folder.path()), ["concat.mp4", "hls.mp4"]);
}

#[test]
fn neither_an_input_nor_an_existing_file_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/refused/side-too-short.jpg");
    let original = fs::read(source).unwrap();
    fs::write(folder.path().join("a.jpg"), &original).unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    fs::write(folder.path().join("out/a.jpg"), b"precious").unwrap();
    let fix = |arguments: &[&str]| program(folder.path()).args(["fix", "a.jpg"]).args(arguments).output().unwrap();
    assert_eq!(fix(&["--output", "."]).status.code(), Some(2));
    assert_eq!(fix(&["--output", ".", "--force"]).status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("a.jpg")).unwrap(), original);
    assert_eq!(fix(&["--output", "out"]).status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join("out/a.jpg")).unwrap(), b"precious");
    assert_eq!(fix(&["--output", "out", "--force"]).status.code(), Some(0));
    assert_eq!(fix(&[]).status.code(), Some(0));
    assert_eq!(names(folder.path()), ["a.fixed.jpg", "a.jpg", "out"]);
    assert_eq!(names(&folder.path().join("out")), ["a.jpg"]);
}
