//! `fix`: from a refused file to an accepted one. Tests that need ffmpeg look for it on `PATH` and say when they skip.

mod broken;
mod mirror;
mod moments;
mod program;
mod quality;
mod requests;
mod safety;
mod several;
mod targets;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use seedance_preflight::{Budget, Facts, probe_deep};

/// The program, in a folder.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Whether ffmpeg is there; says so if not.
fn has_ffmpeg(test: &str) -> bool {
    let found = Command::new("ffmpeg").arg("-version").output().is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("{test}: skipped, ffmpeg is not on PATH");
    }
    found
}

/// Makes a file with ffmpeg.
fn make(folder: &Path, name: &str, arguments: &[&str]) -> PathBuf {
    let path = folder.join(name);
    let mut url = std::ffi::OsString::from("file:");
    url.push(&path);
    let made = Command::new("ffmpeg")
        .args(["-nostdin", "-loglevel", "error", "-y"])
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    path
}

/// A clip that is too long and too slow, with audio.
fn slow_clip(folder: &Path, name: &str) -> PathBuf {
    let arguments = [
        "-f",
        "lavfi",
        "-i",
        "testsrc2=size=320x240:rate=12:duration=17",
        "-f",
        "lavfi",
        "-i",
        "sine=frequency=440:sample_rate=44100:duration=17",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-c:a",
        "aac",
    ];
    make(folder, name, &arguments)
}

fn facts(path: &Path) -> Facts {
    probe_deep(&std::fs::File::open(path).unwrap(), &Budget::DEEP)
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
