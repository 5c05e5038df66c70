//! Several files at once.

use std::fs;

use super::{has_ffmpeg, make, names, program, text};
use crate::support::png;

#[test]
fn lines_are_whole_and_in_the_order_of_arguments() {
    let folder = tempfile::tempdir().unwrap();
    // The first ones take longest.
    let files: Vec<_> = (0..12_u32).map(|number| format!("{number:02}.png")).collect();
    let small = include_bytes!("../../../testdata/refused/too-tall.png");
    for (number, name) in files.iter().enumerate() {
        let bytes = if number % 4 == 3 { png(800, 800) } else { small.to_vec() };
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let run = |jobs: &str, out: &str| {
        let output =
            program(folder.path()).args(["fix", "--jobs", jobs, "--output", out]).args(&files).output().unwrap();
        String::from_utf8(output.stdout).unwrap().replace(out, "out")
    };
    let (one, four) = (run("1", "out1"), run("4", "out4"));
    assert_eq!(one, four);
    let sources = one.lines().map(|line| line.split(':').next().unwrap().rsplit(' ').next().unwrap());
    assert_eq!(sources.collect::<Vec<_>>(), files);
    assert_eq!(names(&folder.path().join("out1")), names(&folder.path().join("out4")));
}

#[test]
fn files_that_differ_only_in_their_extension_get_a_result_each() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = include_bytes!("../../../testdata/refused/too-tall.png");
    // The content decides, not the name.
    for name in ["a.png", "a.bmp", "b.png"] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let arguments = ["fix", "a.png", "a.bmp", "b.png", "--jobs", "3"];
    let output = program(folder.path()).args(arguments).args(["--output", "out"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert_eq!(names(&folder.path().join("out")), ["a.bmp.png", "a.png", "b.png"]);
    let output = program(folder.path()).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let beside = ["a.bmp", "a.bmp.fixed.png", "a.fixed.png", "a.png", "b.fixed.png", "b.png", "out"];
    assert_eq!(names(folder.path()), beside);
}

#[test]
fn the_version_is_said_once_and_progress_only_to_a_terminal() {
    if !has_ffmpeg("the_version_is_said_once_and_progress_only_to_a_terminal") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.wav", "b.wav"] {
        make(folder.path(), name, &["-f", "lavfi", "-i", "sine=duration=17"]);
    }
    let run = |arguments: &[&str]| {
        let output = program(folder.path()).args(["fix", "a.wav", "b.wav"]).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output));
        String::from_utf8(output.stderr).unwrap()
    };
    let said = run(&["--output", "one"]);
    assert!(said.starts_with("by ffmpeg ") && said.lines().count() == 1, "{said:?}");
    assert_eq!(run(&["--output", "two", "--quiet"]), "");
}
