//! Which results a log holds, and in which order.

use std::io::{self, Write};

use crate::audit::output::spool::Spool;
use crate::finding::{Finding, Outcome, Severity};

/// Results of a run, at most: code scanning refuses a log with more ("SARIF support for code scanning" of GitHub's
/// documentation, validation limits).
pub(super) const MOST_RESULTS: usize = 25_000;

/// Bytes that gzip may leave of all results: code scanning takes 10 MB, and the rules have less than 0.1 MB.
const MOST_GZIPPED: usize = 9_900_000;

/// Bytes that gzip leaves of a result beside its URI, at most: keys and sentences repeat, fingerprints and values do not.
const GZIPPED: usize = 150;

/// The ranks, the one with the most severe results first.
const RANKS: usize = 5;

/// Results of the first rank are written at once; the others are kept until it is known how many there is room for. Memory
/// does not grow with their number.
#[derive(Debug)]
pub(super) struct Results {
    most: usize,
    written: usize,
    gzipped: usize,
    left_out: u64,
    /// Those of the other ranks, each after its share of the log and a space.
    kept: [Spool; RANKS - 1],
}

impl Results {
    /// At most `most` results.
    pub(super) fn new(most: usize) -> Self {
        Self { most, written: 0, gzipped: 0, left_out: 0, kept: Default::default() }
    }

    /// Results that the log has no room for.
    pub(super) fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Takes the result `json` of this rank, on a file whose URI has this length.
    pub(super) fn push(&mut self, rank: usize, uri: usize, json: &[u8], out: &mut impl Write) -> io::Result<()> {
        let share = uri.saturating_add(GZIPPED);
        match rank.checked_sub(1).and_then(|rank| self.kept.get_mut(rank)) {
            None => self.write(share, json, out),
            Some(spool) if spool.lines() < self.most => spool.push(&[format!("{share} ").as_bytes(), json].concat()),
            Some(_) => {
                self.left_out += 1;
                Ok(())
            }
        }
    }

    /// Writes what was kept, the most severe first.
    pub(super) fn finish(&mut self, out: &mut impl Write) -> io::Result<()> {
        for mut spool in std::mem::take(&mut self.kept) {
            spool.each(|line| {
                let (share, json) = line.split_at(line.iter().position(|byte| *byte == b' ').unwrap_or_default());
                let share = str::from_utf8(share).ok().and_then(|share| share.parse().ok());
                self.write(share.unwrap_or(usize::MAX), json.trim_ascii_start(), out)?;
                Ok(true)
            })?;
        }
        Ok(())
    }

    fn write(&mut self, share: usize, json: &[u8], out: &mut impl Write) -> io::Result<()> {
        let gzipped = self.gzipped.saturating_add(share);
        if self.written >= self.most || gzipped > MOST_GZIPPED {
            self.left_out += 1;
            return Ok(());
        }
        out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
        out.write_all(json)?;
        self.written += 1;
        self.gzipped = gzipped;
        Ok(())
    }
}

/// The rank of a result: what refuses first, what a baseline knows last.
pub(super) fn rank(finding: &Finding, is_known: bool) -> usize {
    match (finding.severity, finding.outcome) {
        _ if is_known => RANKS - 1,
        (_, Outcome::Notes) | (Severity::Note, _) => 3,
        (Severity::Warning, _) => 2,
        (Severity::Error, Outcome::Undecided) => 1,
        (Severity::Error, _) => 0,
    }
}
