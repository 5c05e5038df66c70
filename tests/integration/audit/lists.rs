//! Lists of paths, and what git says has changed.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use super::folder::{Folder, code, reports_of, source, stderr};
use crate::support::png;

fn with_input(folder: &Folder, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = folder.program();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // A program that ends early leaves the rest unread.
    let _ = writer.join().unwrap();
    output
}

fn sources(output: &Output) -> Vec<String> {
    reports_of(&output.stdout).iter().map(source).collect()
}

#[test]
fn lists_name_files_and_folders_a_line_each() {
    let folder = Folder::new();
    folder.put("a.png", png(640, 480));
    folder.put("below/b.png", png(640, 480));
    folder.put("c c.png", png(640, 480));
    folder.put("@d.png", png(640, 480));
    folder.put("list", "\u{feff}a.png\r\n\n\nbelow\nc c.png");
    let output = folder.run(["@list", "./@d.png", "--sort", "--output", "jsonl"]);
    assert_eq!(sources(&output), ["a.png", "below/b.png", "c c.png", "./@d.png"]);
    let output = with_input(&folder, &["--sort", "--output", "jsonl", "@-"], b"c c.png\nno-such.png\n");
    assert_eq!((sources(&output).len(), code(&output)), (2, 4));
}

#[cfg(unix)]
#[test]
fn nul_separates_where_it_is_said() {
    let folder = Folder::new();
    folder.put("a\nb.png", png(640, 480));
    folder.put("c\r", png(640, 480));
    for flag in ["-0", "--null"] {
        let output = with_input(&folder, &[flag, "--sort", "--output", "jsonl", "@-"], b"a\nb.png\0c\r\0");
        assert_eq!(sources(&output), ["a\nb.png", "c\r"], "{}", stderr(&output));
    }
}

#[test]
fn an_empty_list_is_nothing_to_check_and_a_missing_one_a_mistake() {
    let folder = Folder::new();
    folder.put("a.png", png(640, 480));
    assert_eq!(code(&with_input(&folder, &["@-"], b"")), 3);
    let missing = folder.run(["a.png", "@no-such-list"]);
    assert_eq!(code(&missing), 2);
    assert!(stderr(&missing).contains("no-such-list") && missing.stdout.is_empty());
}

#[test]
fn an_invalid_list_ends_the_audit_after_the_entries_read() {
    let folder = Folder::new();
    folder.put("a.png", png(640, 480));
    let endless = [b"a.png\n".as_slice(), &vec![b'x'; 1 << 20]].concat();
    let output = with_input(&folder, &["@-", "--output", "jsonl"], &endless);
    assert_eq!((code(&output), sources(&output)), (2, vec!["a.png".to_owned()]));
    assert!(stderr(&output).contains("list"), "{}", stderr(&output));
}

#[test]
fn outside_of_a_repository_one_line_says_so() {
    let folder = Folder::new();
    let output = folder.run(["--changed-since", "HEAD"]);
    assert_eq!(code(&output), 2);
    assert_eq!(stderr(&output), "seedance-preflight: . is not in a git repository; --changed-since needs one\n");
}

#[test]
fn what_changed_since_a_revision_is_audited_and_nothing_else() {
    let folder = Folder::new();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .current_dir(folder.path())
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    };
    if !git(&["init"]) {
        eprintln!("what_changed_since_a_revision_is_audited_and_nothing_else: skipped, git not found");
        return;
    }
    for name in ["same.png", "changed.png", "gone.png", "moved.png", "below/changed.png"] {
        folder.put(name, png(640, 480));
    }
    folder.put(".gitignore", "ignored.png\n");
    assert!(git(&["add", "."]) && git(&["commit", "-m", "first"]));
    for name in ["changed.png", "below/changed.png", "new \"ä\n.png", "below/new.png", "ignored.png", "drafts/new.png"]
    {
        folder.put(name, png(640, 500));
    }
    std::fs::remove_file(folder.path().join("gone.png")).unwrap();
    assert!(git(&["mv", "moved.png", "renamed.png"]));
    let changed = |arguments: &[&str]| {
        let output = folder.run([&["--changed-since", "HEAD", "--output", "jsonl"], arguments].concat());
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let mut found = sources(&output);
        found.sort();
        found
    };
    assert_eq!(
        changed(&["--exclude", "drafts/"]),
        ["./below/changed.png", "./below/new.png", "./changed.png", "./new \"ä\n.png", "./renamed.png"]
    );
    assert_eq!(changed(&["below"]), ["below/changed.png", "below/new.png"]);
    let nothing = folder.run(["--changed-since", "HEAD", "--exclude", "*"]);
    assert_eq!(code(&nothing), 0);
    assert!(stderr(&nothing).contains("no media changed since HEAD"), "{}", stderr(&nothing));
    assert_eq!(code(&folder.run(["--changed-since", "HEAD", "--exclude", "*", "--fail-if-empty"])), 3);
    for wrong in ["no-such-revision", "--output=owned"] {
        let output = folder.run(["--changed-since", wrong]);
        assert_eq!(code(&output), 2, "{wrong}: {}", stderr(&output));
    }
    assert!(!folder.path().join("owned").exists());
    assert_eq!(code(&folder.run(["--changed-since", "HEAD", "same.png"])), 2);
}
