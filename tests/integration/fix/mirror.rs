//! `audit --fix-to`: a folder like the audited one, in which every file is accepted.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::{has_ffmpeg, make, names, program, text};
use crate::support::{Movie, png};

const TALL: &[u8] = include_bytes!("../../../testdata/refused/too-tall.png");

/// A folder `in` with accepted, fixable and hopeless files.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join("in").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    put("good.mp4", &Movie::default().to_mp4());
    put("sub/tall.png", TALL);
    put("sub/misnamed.jpg", TALL);
    put("notes.txt", b"no media");
    put("hopeless.png", b"\x89PNG\r\n\x1a\nnothing");
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(["audit", "in", "--fix-to", "out", "--sort"]).args(arguments).output().unwrap()
}

/// What became of each file, by its source.
fn outcomes(folder: &Path, arguments: &[&str]) -> Vec<(String, String)> {
    let output = run(folder, &[arguments, &["--format", "jsonl", "--quiet"]].concat());
    let lines = String::from_utf8(output.stdout).unwrap();
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    lines.map(|line| (word(&line["source"]), word(&line["fixed"]["outcome"]))).collect()
}

fn pairs(expected: [(&str, &str); 4]) -> Vec<(String, String)> {
    expected.map(|(file, outcome)| (format!("in/{file}"), outcome.to_owned())).to_vec()
}

#[test]
fn every_file_is_where_it_was_and_accepted() {
    let folder = folder();
    let first = run(folder.path(), &[]);
    assert_eq!(first.status.code(), Some(1), "{}", text(&first));
    assert!(text(&first).contains("1 of 4 were accepted before, 3 are now"), "{}", text(&first));
    let out = folder.path().join("out");
    assert_eq!(names(&out), ["good.mp4", "sub"]);
    assert_eq!(names(&out.join("sub")), ["misnamed.jpg.png", "tall.png"]);
    let checked = program(folder.path())
        .args(["check", "--deep", "out/good.mp4", "out/sub/misnamed.jpg.png", "out/sub/tall.png"])
        .output()
        .unwrap();
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked));
    assert_eq!(fs::read(folder.path().join("in/sub/tall.png")).unwrap(), TALL);
}

#[cfg(unix)]
#[test]
fn accepted_files_are_hard_links() {
    use std::os::unix::fs::MetadataExt;

    let folder = folder();
    run(folder.path(), &[]);
    let inode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().ino();
    assert_eq!(inode("in/good.mp4"), inode("out/good.mp4"));
}

#[test]
fn a_run_can_be_repeated_and_changed_files_need_force() {
    let folder = folder();
    let first =
        [("good.mp4", "linked"), ("hopeless.png", "no-fix"), ("sub/misnamed.jpg", "fixed"), ("sub/tall.png", "fixed")];
    assert_eq!(outcomes(folder.path(), &[]), pairs(first));
    fs::remove_file(folder.path().join("out/sub/tall.png")).unwrap();
    let again =
        [("good.mp4", "kept"), ("hopeless.png", "no-fix"), ("sub/misnamed.jpg", "kept"), ("sub/tall.png", "fixed")];
    assert_eq!(outcomes(folder.path(), &[]), pairs(again));
    // Something else has the name.
    fs::write(folder.path().join("out/sub/tall.png"), b"precious").unwrap();
    let taken =
        [("good.mp4", "kept"), ("hopeless.png", "no-fix"), ("sub/misnamed.jpg", "kept"), ("sub/tall.png", "failed")];
    assert_eq!(outcomes(folder.path(), &[]), pairs(taken));
    assert_eq!(fs::read(folder.path().join("out/sub/tall.png")).unwrap(), b"precious");
    let forced =
        [("good.mp4", "kept"), ("hopeless.png", "no-fix"), ("sub/misnamed.jpg", "fixed"), ("sub/tall.png", "fixed")];
    assert_eq!(outcomes(folder.path(), &["--force"]), pairs(forced));
}

#[test]
fn a_result_that_would_have_the_name_of_another_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for name in ["a.bmp", "a.bmp.png", "a.png"] {
        fs::write(folder.path().join("in").join(name), TALL).unwrap();
    }
    let expected = [("a.bmp", "failed"), ("a.bmp.png", "fixed"), ("a.png", "fixed")];
    let expected = expected.map(|(file, outcome)| (format!("in/{file}"), outcome.to_owned()));
    assert_eq!(outcomes(folder.path(), &[]), expected);
}

#[test]
fn the_folders_are_apart() {
    let folder = folder();
    for to in ["in/out", "in", "."] {
        let output = program(folder.path()).args(["audit", "in", "--fix-to", to]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{to}: {}", text(&output));
    }
    for arguments in [&["in", "in/sub", "--fix-to", "out"][..], &["in/good.mp4", "--fix-to", "out"], &["in", "--force"]]
    {
        let output = program(folder.path()).arg("audit").args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", text(&output));
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_mirror_leads_nowhere() {
    let folder = folder();
    fs::create_dir(folder.path().join("out")).unwrap();
    std::os::unix::fs::symlink("../in/sub", folder.path().join("out/sub")).unwrap();
    let failed = [
        ("good.mp4", "linked"),
        ("hopeless.png", "no-fix"),
        ("sub/misnamed.jpg", "failed"),
        ("sub/tall.png", "failed"),
    ];
    assert_eq!(outcomes(folder.path(), &["--force"]), pairs(failed));
    assert_eq!(fs::read(folder.path().join("in/sub/tall.png")).unwrap(), TALL);
    assert_eq!(names(&folder.path().join("in/sub")), ["misnamed.jpg", "tall.png"]);
}

#[test]
fn videos_are_fixed_on_several_threads() {
    if !has_ffmpeg("videos_are_fixed_on_several_threads") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    for name in ["a.mkv", "b.mkv"] {
        let source =
            ["-f", "lavfi", "-i", "testsrc2=size=640x640:rate=24:duration=3", "-c:v", "libx264", "-f", "matroska"];
        make(&folder.path().join("in"), name, &source);
    }
    fs::write(folder.path().join("in/c.png"), png(10, 10)).unwrap();
    let output = run(folder.path(), &["--jobs", "2", "--quiet"]);
    // The picture has a header only.
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert_eq!(names(&folder.path().join("out")), ["a.mkv.mp4", "b.mkv.mp4"]);
}
