//! Exit codes, reports, journals and baselines, results that replace others, ffmpeg, and Ctrl-C.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use super::wine::{Wine, code, stderr};
use crate::support::png;

#[test]
fn exit_codes_are_those_of_every_system() {
    let Some(wine) = Wine::new("windows: exit_codes_are_those_of_every_system") else { return };
    wine.put("good.png", png(640, 480));
    wine.put("bad.png", png(100, 100));
    wine.put("cut.png", &png(640, 480)[..20]);
    fs::create_dir(wine.path("empty")).unwrap();
    for (arguments, wanted) in [
        (&["check", "good.png"][..], 0),
        (&["check", "bad.png"], 1),
        (&["check", "none.png"], 2),
        (&["check", "*.png"], 2),
        (&["check", r"none\none.png"], 2),
        (&["audit", "empty"], 3),
        (&["check", "nul"], 4),
        (&["--help"], 0),
    ] {
        let output = wine.run(arguments);
        assert_eq!(code(&output), wanted, "{arguments:?}: {}", stderr(&output));
        assert!(!output.stdout.contains(&0x1b), "a colour in a pipe");
    }
}

#[test]
fn a_journal_notices_a_changed_file_and_a_baseline_knows_both_slashes() {
    let Some(wine) = Wine::new("windows: a_journal_notices_a_changed_file_and_a_baseline_knows_both_slashes") else {
        return;
    };
    let old = SystemTime::now() - Duration::from_secs(100);
    let set = |name: &str, bytes: Vec<u8>, at: SystemTime| {
        let path = wine.put(name, bytes);
        fs::File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
    };
    set("clips/a.png", png(100, 100), old);
    set("clips/b.png", png(640, 480), old);
    assert_eq!(wine.known_to_journal(&["clips"]), 0);
    assert_eq!(wine.known_to_journal(&["clips"]), 2);
    set("clips/b.png", png(100, 100), old + Duration::from_secs(1));
    assert_eq!(wine.known_to_journal(&["clips"]), 1);
    fs::remove_file(wine.path("clips/b.png")).unwrap();
    assert_eq!(wine.known_to_journal(&["clips", "--output", "text", "--output", "jsonl=l"]), 1);
    let entries = wine.run(&["recheck", "--journal", "j", "--output", "jsonl"]);
    assert_eq!(entries.stdout.iter().filter(|&&byte| byte == b'\n').count(), 1, "the entry of a vanished file");

    // A baseline of either system serves the other.
    for spelling in ["clips", r".\clips", &wine.on_drive("clips")] {
        let known = wine.run(&["audit", spelling, "--baseline", "l", "--output", "github"]);
        assert_eq!(code(&known), 0, "{spelling}: {}", stderr(&known));
    }
    let mut here = Command::new(env!("CARGO_BIN_EXE_seedance-preflight"));
    let here = here.args(["audit", "clips", "--baseline", "l"]).current_dir(wine.path("")).output().unwrap();
    assert_eq!(code(&here), 0, "{}", stderr(&here));
    let github = wine.run(&["audit", "clips", "--output", "github"]);
    assert!(String::from_utf8_lossy(&github.stdout).contains("file=clips/a.png,"));
}

#[test]
fn results_replace_files_in_one_step() {
    let Some(wine) = Wine::new("windows: results_replace_files_in_one_step") else { return };
    wine.put("in/a.jpg", fs::read(testdata("refused/side-too-short.jpg")).unwrap());
    let accepted = fs::read(testdata("accepted/photo.jpg")).unwrap();
    wine.put("in/sub/b.jpg", &accepted);
    wine.put("out/a.jpg", b"precious");
    let fix = |force: &[&str]| wine.run(&[&["fix", r"in\a.jpg", "--output", "out"], force].concat());
    assert_eq!(code(&fix(&[])), 2);
    assert_eq!(fs::read(wine.path("out/a.jpg")).unwrap(), b"precious");
    for _ in 0..2 {
        let forced = fix(&["--force"]);
        assert_eq!(code(&forced), 0, "{}", stderr(&forced));
    }
    assert!(fs::read(wine.path("out/a.jpg")).unwrap().starts_with(b"\xff\xd8"));
    for force in [&[][..], &[], &["--force"]] {
        let mirrored =
            wine.run(&[&["audit", "in", "--fix-to", "mirror", "--output", "html=report.html"], force].concat());
        assert_eq!(code(&mirrored), 0, "{}", stderr(&mirrored));
        assert!(fs::read(wine.path("mirror/sub/b.jpg")).unwrap() == accepted);
    }
    assert!(fs::read_to_string(wine.path("report.html")).unwrap().ends_with("</html>\n"));
    for (folder, wanted) in [("out", 1), ("mirror", 2), ("in", 2)] {
        assert_eq!(fs::read_dir(wine.path(folder)).unwrap().count(), wanted, "a file that was left in {folder}");
    }
}

#[test]
fn ffmpeg_is_found_and_its_command_is_for_powershell() {
    let Some(wine) = Wine::new("windows: ffmpeg_is_found_and_its_command_is_for_powershell") else { return };
    fs::create_dir(wine.path("it's")).unwrap();
    fs::copy(testdata("refused/film-rate.mp4"), wine.path("it's/a b.mp4")).unwrap();
    // Says its version, and leaves its arguments.
    let source = "#include <stdio.h>\n#include <string.h>\nint main(int n, char **words) {\n\
        if (n > 1 && !strcmp(words[1], \"-version\")) { puts(\"ffmpeg version 6.1\"); return 0; }\n\
        FILE *out = fopen(\"words.txt\", \"w\"); for (int i = 1; i < n; i++) fprintf(out, \"%s\\n\", words[i]); return 1; }\n";
    wine.put("ffmpeg.c", source);
    fs::create_dir(wine.path("programs")).unwrap();
    let mut compiler = Command::new("x86_64-w64-mingw32-gcc");
    let made = compiler.current_dir(wine.path("")).args(["-o", "programs/ffmpeg.exe", "ffmpeg.c"]).status();
    assert!(made.unwrap().success());
    let dry = wine.run(&["fix", "--dry-run", r"it's\a b.mp4"]);
    let printed = String::from_utf8(dry.stdout.clone()).unwrap();
    assert!(printed.contains("ffmpeg -hide_banner -nostdin ") && printed.contains(r"it''s\a b.mp4'"), "{printed}");
    assert_eq!(code(&dry), 0, "{}", stderr(&dry));
    let mut program = wine.program();
    let failed = program.args(["fix", r"it's\a b.mp4"]).env("WINEPATH", wine.on_drive("programs")).output().unwrap();
    assert!(code(&failed) != 0 && stderr(&failed).contains("6.1"), "{}", stderr(&failed));
    let words = fs::read_to_string(wine.path("words.txt")).unwrap();
    assert!(words.lines().any(|word| word.starts_with("file:") && word.ends_with(r"it's\a b.mp4")), "{words}");
}

#[test]
fn ctrl_c_ends_an_audit_that_waits_for_its_list() {
    let Some(wine) = Wine::new("windows: ctrl_c_ends_an_audit_that_waits_for_its_list") else { return };
    wine.put("a.png", png(100, 100));
    let mut audit = wine.program();
    audit.args(["audit", "@-", "--output", "jsonl=reports"]).stdin(Stdio::piped()).stderr(Stdio::null());
    let mut audit = audit.spawn().unwrap();
    let mut list = audit.stdin.take().unwrap();
    list.write_all(b"a.png\r\n").unwrap();
    let start = Instant::now();
    // It listens to Ctrl-C before it creates its outputs.
    while !wine.path("reports").exists() {
        assert!(start.elapsed() < Duration::from_secs(60), "it does not start");
        std::thread::sleep(Duration::from_millis(50));
    }
    std::thread::sleep(Duration::from_secs(1));
    assert!(audit.try_wait().unwrap().is_none(), "it did not wait for its list");
    assert!(Command::new("kill").args(["-INT", &audit.id().to_string()]).status().unwrap().success());
    assert_eq!(audit.wait().unwrap().code(), Some(130));
    assert_eq!(fs::read_to_string(wine.path("reports")).unwrap().lines().count(), 1);
    drop(list);
}

fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name)
}
