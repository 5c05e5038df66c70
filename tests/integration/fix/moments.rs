//! Ctrl-C and kill -9 at any moment, and a disk that is full: inputs stay as they were, and no half file has a final name.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use seedance_preflight::{CheckOptions, Subject, Verdict, check_facts};

use super::{facts, has_ffmpeg, make, names, program, text};

const MOMENTS: u32 = 20;

/// A clip of three seconds that has to be encoded.
fn clip(folder: &Path) {
    make(
        folder,
        "clip.mp4",
        &["-f", "lavfi", "-i", "testsrc2=size=320x240:rate=12:duration=3", "-preset", "ultrafast"],
    );
}

fn fix(folder: &Path, out: &str) -> Command {
    let mut command = program(folder);
    command.args(["fix", "clip.mp4", "--output", out]).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn twenty_moments() {
    if !has_ffmpeg("twenty_moments") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    clip(folder);
    let original = fs::read(folder.join("clip.mp4")).unwrap();
    let start = Instant::now();
    assert!(fix(folder, "whole").status().unwrap().success());
    let step = start.elapsed() / MOMENTS;
    for signal in ["-INT", "-KILL"] {
        for moment in 0..MOMENTS {
            let out = format!("out{signal}{moment}");
            let mut child = fix(folder, &out).spawn().unwrap();
            std::thread::sleep(step * moment + Duration::from_millis(2));
            // It may have ended by itself.
            let _ = Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
            let ended = child.wait().unwrap();
            assert_eq!(fs::read(folder.join("clip.mp4")).unwrap(), original);
            let left = if folder.join(&out).exists() { names(&folder.join(&out)) } else { Vec::new() };
            let (hidden, results): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|name| name.starts_with(".seedance-fix-"));
            assert!(hidden.is_empty() || signal == "-KILL", "{moment}: {hidden:?}, {ended}");
            for result in results {
                let report =
                    check_facts(facts(&folder.join(&out).join(result)), &Subject::default(), &CheckOptions::default());
                assert_eq!(report.verdict, Verdict::Accepted, "{signal} {moment}");
            }
        }
    }
}

#[test]
fn a_disk_that_is_full_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut files = vec!["photo.png"];
    let noise: Vec<u8> = (0..1_200_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let image = image::RgbImage::from_raw(2000, 200, noise).unwrap();
    image.save(folder.join("photo.png")).unwrap();
    if has_ffmpeg("a_disk_that_is_full_is_an_error, the part with videos") {
        clip(folder);
        files.push("clip.mp4");
    }
    for file in files {
        // No file may be longer than 8 blocks, of 512 bytes or of 1024: writing fails as on a full disk.
        let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" fix \"$1\" --output out";
        let mut command = Command::new("sh");
        command.current_dir(folder).args(["-c", script, env!("CARGO_BIN_EXE_seedance-preflight"), file]);
        let output = command.stdin(Stdio::null()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{file}: {}", text(&output));
        assert!(text(&output).contains("File too large"), "{file}: {}", text(&output));
        assert_eq!(names(&folder.join("out")), [""; 0]);
    }
}
