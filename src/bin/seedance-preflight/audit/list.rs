//! A list of paths, which may come slowly and may be long.

use std::io::{self, BufRead, Read};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::utf16::as_utf8;
use crate::input::path_of;
use crate::interrupt;

/// Longer than a path on any system: a file with such an entry is not a list.
const LONGEST_ENTRY: u64 = 64 << 10;
/// Paths that are read ahead.
const AHEAD: usize = 1024;
/// What some editors write before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
/// How often somebody who waits for the next path looks whether Ctrl-C was pressed.
const TICK: Duration = Duration::from_millis(50);

/// Paths, read by a thread of their own, so that a stalled pipe does not block shutdown.
pub(super) struct List {
    name: String,
    paths: Receiver<io::Result<PathBuf>>,
}

impl List {
    /// Begins to read `entries`, each ended by the byte `end`.
    pub(super) fn read(name: &str, entries: impl BufRead + Send + 'static, end: u8) -> Self {
        let (sender, paths) = sync_channel(AHEAD);
        std::thread::spawn(move || {
            let mut entries = match as_utf8(entries) {
                Ok(entries) => entries,
                Err(error) => {
                    // The receiver may be gone.
                    let _ = sender.send(Err(error));
                    return;
                }
            };
            let mut start: &[u8] = BYTE_ORDER_MARK;
            while let Some(path) = next_entry(&mut entries, end, &mut start).transpose() {
                // Reading stops at an entry that cannot be read, or if the receiver is gone.
                let is_last = path.is_err();
                if sender.send(path).is_err() || is_last {
                    return;
                }
            }
        });
        Self { name: name.to_owned(), paths }
    }

    /// What errors call the list.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl Iterator for List {
    type Item = io::Result<PathBuf>;

    fn next(&mut self) -> Option<io::Result<PathBuf>> {
        loop {
            match self.paths.recv_timeout(TICK) {
                Ok(path) => return Some(path),
                Err(RecvTimeoutError::Timeout) if !interrupt::is_set() => {}
                Err(_) => return None,
            }
        }
    }
}

/// The next entry that is not blank. What is `skipped` may precede the first one.
fn next_entry(entries: &mut impl BufRead, end: u8, skipped: &mut &[u8]) -> io::Result<Option<PathBuf>> {
    loop {
        let mut entry = Vec::new();
        let length = entries.by_ref().take(LONGEST_ENTRY).read_until(end, &mut entry)?;
        if length == 0 {
            return Ok(None);
        }
        if entry.last() == Some(&end) {
            entry.pop();
        } else if u64::try_from(length).is_ok_and(|length| length >= LONGEST_ENTRY) {
            let what = format!("an entry of more than {LONGEST_ENTRY} bytes, where one path is expected");
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        if end == b'\n' && entry.last() == Some(&b'\r') {
            entry.pop();
        }
        if let Some(rest) = entry.strip_prefix(std::mem::take(skipped)) {
            entry = rest.to_vec();
        }
        if !entry.is_empty() {
            return Ok(Some(path_of(entry)));
        }
    }
}
