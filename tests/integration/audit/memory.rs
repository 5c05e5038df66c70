//! Memory does not grow with the number of files.
#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::folder::Folder;
use crate::support::png;

/// The most memory that the program held while it audited this folder, in KiB.
///
/// A list on standard input that stays open keeps the program alive until all is reported and the kernel was asked.
fn peak(folder: &Folder, files: usize, arguments: &[&str]) -> u64 {
    let mut command = folder.program();
    command.args(arguments).args([".", "@-", "--quiet", "--output", "jsonl"]);
    // With an arena for each thread, what the allocator keeps would depend on how threads are scheduled.
    command.env("MALLOC_ARENA_MAX", "1");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let list = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // The last few lines may still be in a buffer, which is passed on with the end.
    lines.by_ref().take(files - files / 10).for_each(|line| assert!(!line.unwrap().is_empty()));
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    drop(list);
    lines.for_each(drop);
    child.wait().unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn ten_times_the_files_take_no_more_memory() {
    let few = Folder::new();
    let many = Folder::new();
    let picture = few.put("0.png", png(10, 1000));
    for number in 1..2_000 {
        std::fs::hard_link(&picture, few.path().join(format!("{number}.png"))).unwrap();
    }
    for number in 0..20_000 {
        let folder = many.path().join((number % 50).to_string());
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::hard_link(&picture, folder.join(format!("{number}.png"))).unwrap();
    }
    for arguments in [&[][..], &["--sort"]] {
        let (little, much) = (peak(&few, 2_000, arguments), peak(&many, 20_000, arguments));
        assert!(much < 64 << 10, "{much} KiB");
        // Allocators keep what was freed; ten times the reports would be tens of megabytes.
        assert!(much < little + (8 << 10), "{arguments:?}: {little} KiB, then {much} KiB");
    }
}
