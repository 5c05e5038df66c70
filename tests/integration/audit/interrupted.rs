//! Ctrl-C, by a real signal.
#![cfg(unix)]

use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::folder::{Folder, code, reports_of, stderr};
use crate::support::png;

fn interrupt(child: &Child) {
    let kill = format!("kill -INT {}", child.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}

/// Waits until `happened`, for at most half a minute.
fn wait_until(mut happened: impl FnMut() -> bool) {
    let start = Instant::now();
    while !happened() {
        assert!(start.elapsed() < Duration::from_secs(30), "waited in vain");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn the_first_ends_in_order_with_what_was_done() {
    let folder = Folder::new();
    folder.put("a.png", png(640, 480));
    let mut command = folder.program();
    command.args(["@-", "--output", "jsonl=out.jsonl"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The list stays open: without the signal the audit would wait for more.
    let mut list = child.stdin.take().unwrap();
    let out = folder.path().join("out.jsonl");
    wait_until(|| {
        list.write_all(&b"a.png\n".repeat(500)).unwrap();
        std::fs::metadata(&out).is_ok_and(|metadata| metadata.len() > 0)
    });
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130, "{}", stderr(&output));
    let reports = reports_of(&std::fs::read(&out).unwrap());
    assert!(!reports.is_empty());
    let counted = format!("{} files", reports.len());
    assert!(stderr(&output).starts_with(&counted) && stderr(&output).contains("interrupted"), "{}", stderr(&output));
    drop(list);
}

#[test]
fn the_second_ends_at_once() {
    let folder = Folder::new();
    for number in 0..2000 {
        folder.put(format!("{number}.png"), png(10, 10));
    }
    let mut command = folder.program();
    // The pipe is not read, so that the program soon blocks in a write and cannot end in order.
    let mut child = command.arg(".").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut status = None;
    wait_until(|| {
        interrupt(&child);
        std::thread::sleep(Duration::from_millis(100));
        status = child.try_wait().unwrap();
        status.is_some()
    });
    let status = status.unwrap();
    // A signal that comes before anybody listens for it ends the program as well.
    assert!(status.code() == Some(130) || status.signal() == Some(2), "{status}");
}
