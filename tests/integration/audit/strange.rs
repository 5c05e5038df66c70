//! Whatever lies in a folder gets its line, and none of it stops or stalls the others.

use std::time::{Duration, Instant};

use super::folder::{Folder, code, rules, stderr, stdout};
use crate::support::{jpeg, png};

/// A folder with one good picture, and what a test puts beside it.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.put("good.jpg", jpeg(640, 480));
    folder
}

/// Whether the file could not be read.
fn is_not_read(report: &serde_json::Value) -> bool {
    report["verdict"] == "undecided" && rules(report) == ["media/not-read"]
}

#[cfg(unix)]
#[test]
fn special_files_are_not_opened() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let folder = folder();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.mp4")).status().unwrap();
    assert!(made.success());
    let _socket = UnixListener::bind(folder.path().join("socket.png")).unwrap();
    symlink("/dev/zero", folder.path().join("zero.wav")).unwrap();
    let start = Instant::now();

    let walked = folder.reports(["."]);
    assert_eq!(walked["./good.jpg"]["verdict"], "accepted");
    assert!(is_not_read(&walked["./pipe.mp4"]) && is_not_read(&walked["./socket.png"]));
    assert_eq!(walked.len(), 3, "links are not followed");

    let followed = folder.reports([".", "--follow"]);
    assert_eq!(followed.len(), 4);
    assert!(is_not_read(&followed["./zero.wav"]));

    let named = folder.reports(["pipe.mp4", "socket.png", "zero.wav", "/dev/zero", "/dev/null", "good.jpg"]);
    let (good, others): (Vec<_>, Vec<_>) = named.values().partition(|report| report["verdict"] == "accepted");
    assert_eq!((good.len(), others.len()), (1, 5));
    assert!(others.iter().all(|report| is_not_read(report)));
    assert!(start.elapsed() < Duration::from_secs(30), "somebody waited for a pipe");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_back_or_into_each_other() {
    use std::os::unix::fs::symlink;

    let folder = folder();
    symlink("nowhere.png", folder.path().join("broken.png")).unwrap();
    symlink("turn-b.png", folder.path().join("turn-a.png")).unwrap();
    symlink("turn-a.png", folder.path().join("turn-b.png")).unwrap();
    std::fs::create_dir(folder.path().join("below")).unwrap();
    symlink("..", folder.path().join("below/up")).unwrap();

    let still = folder.run(["."]);
    assert_eq!(code(&still), 0);
    assert!(stdout(&still).contains("4 symbolic links, not followed"), "{}", stdout(&still));

    let followed = folder.reports([".", "--follow"]);
    let unreadable = ["./below/up", "./broken.png", "./turn-a.png", "./turn-b.png"];
    assert!(unreadable.iter().all(|source| is_not_read(&followed[*source])), "{followed:#?}");
    assert_eq!(followed.len(), unreadable.len() + 1);
    assert!(is_not_read(&folder.reports(["turn-a.png"])["turn-a.png"]));
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf8_or_are_harmful_on_a_terminal() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = folder();
    folder.put(OsStr::from_bytes(b"\xff\xfe.png"), png(640, 480));
    folder.put(OsStr::from_bytes(b"line\n\x1b[31m\".png"), png(10, 10));
    let reports = folder.reports(["."]);
    assert_eq!(reports["./\u{fffd}\u{fffd}.png"]["verdict"], "accepted");
    assert_eq!(reports["./line\n\u{1b}[31m\".png"]["verdict"], "refused");
    let text = folder.run(["."]);
    assert!(!text.stdout.contains(&0x1b) && stdout(&text).contains("refused   ./line"));
}

#[test]
fn sizes_from_nothing_to_ten_gigabytes() {
    let folder = folder();
    folder.put("empty.png", b"");
    let sparse = std::fs::File::create(folder.path().join("sparse.mp4")).unwrap();
    if sparse.set_len(10 << 30).is_err() {
        eprintln!("sizes_from_nothing_to_ten_gigabytes: skipped, no sparse files here");
        return;
    }
    let long = folder.put("long.jpg", jpeg(640, 480));
    std::fs::OpenOptions::new().write(true).open(long).unwrap().set_len(10 << 30).unwrap();
    let reports = folder.reports(["."]);
    assert!(rules(&reports["./empty.png"]).contains(&"media/empty"));
    assert_eq!(reports["./sparse.mp4"]["facts"]["format"], "unknown");
    assert_eq!(reports["./long.jpg"]["facts"]["bytes"], 10_u64 << 30);
    assert_eq!(reports["./good.jpg"]["verdict"], "accepted");
}

#[test]
fn what_is_not_there_or_cannot_be_named_gets_its_line() {
    let folder = folder();
    let long = format!("{}.png", "n".repeat(5000));
    let through = "good.jpg/inside.png";
    let output = folder.run(["no-such.png", "no-such-folder/", &long, through, "good.jpg"]);
    // A name that is too long does not show that the file does not exist.
    assert_eq!((code(&output), stderr(&output).lines().count()), (2, 3));
    let reports = folder.reports(["no-such.png", "no-such-folder/", &long, through, "good.jpg"]);
    assert_eq!(reports.values().filter(|report| is_not_read(report)).count(), 4);
    assert_eq!(reports["good.jpg"]["verdict"], "accepted");
}

/// Files of the kernel say that they have no bytes, and some never end, or wait.
#[cfg(target_os = "linux")]
#[test]
fn files_of_the_kernel_do_not_stall() {
    let folder = folder();
    let reports = folder.reports(["/proc/self", "--all", "--no-ignore", "--hidden", "good.jpg"]);
    assert!(reports.len() > 10);
    assert_eq!(reports["good.jpg"]["verdict"], "accepted");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_closed_gets_its_line() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder();
    folder.put("closed/inside.png", png(640, 480));
    let closed = folder.path().join("closed");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    let reports = folder.reports(["."]);
    let opens_all_the_same = std::fs::read_dir(&closed).is_ok();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o700)).unwrap();
    if opens_all_the_same {
        eprintln!("a_folder_that_is_closed_gets_its_line: skipped, nothing is closed to this user");
        return;
    }
    assert!(is_not_read(&reports["./closed"]));
    assert_eq!(reports["./good.jpg"]["verdict"], "accepted");
}
