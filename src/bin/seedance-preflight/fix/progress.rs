//! How far the fixes are, on a terminal.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};
use seedance_preflight::fix::Plan;

use super::process::Tap;

/// Steps of the bar for each file.
const STEPS: u64 = 1000;

const MICROSECONDS: u128 = 1_000_000;

/// Longer than any line of ffmpeg's progress.
const LONGEST_LINE: usize = 256;

/// A line on standard error, or nothing if that is not a terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn new(files: usize, quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self::hidden();
        }
        let all = u64::try_from(files).unwrap_or(u64::MAX).saturating_mul(STEPS);
        let bar = ProgressBar::new(all).with_style(style());
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    pub(crate) fn hidden() -> Self {
        Self { bar: ProgressBar::hidden() }
    }

    /// The part of one more file.
    pub(crate) fn file(&self) -> Part {
        Part(Arc::new(Inner { bar: self.bar.clone(), reached: AtomicU64::new(0) }))
    }

    /// Prints with the line out of the way.
    pub(crate) fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// One file's part of the progress. It is complete once it is dropped.
#[derive(Clone)]
pub(crate) struct Part(Arc<Inner>);

struct Inner {
    bar: ProgressBar,
    reached: AtomicU64,
}

impl Part {
    /// Prints with the line out of the way.
    pub(crate) fn above<T>(&self, print: impl FnOnce() -> T) -> T {
        self.0.bar.suspend(print)
    }

    /// Follows what ffmpeg prints with `-progress`; `None` if it is not shown, or if it is unknown how long the result is.
    pub(crate) fn of_ffmpeg(&self, plan: &Plan) -> Option<Tap> {
        if self.0.bar.is_hidden() {
            return None;
        }
        let facts = plan.result.as_ref()?;
        let duration = facts
            .video()
            .and_then(|video| video.duration)
            .or_else(|| facts.audio().and_then(|audio| audio.duration))?;
        let seconds = duration.seconds();
        let whole = u128::from(seconds.num()) * MICROSECONDS / u128::from(seconds.den());
        let (part, mut lines) = (self.clone(), OutTime::default());
        Some(Box::new(move |piece| {
            if let Some(done) = lines.read(piece) {
                let steps = u128::from(done) * u128::from(STEPS) / whole.max(1);
                part.0.reach(u64::try_from(steps).unwrap_or(STEPS));
            }
        }))
    }
}

impl Inner {
    fn reach(&self, steps: u64) {
        let steps = steps.min(STEPS);
        let before = self.reached.fetch_max(steps, Ordering::Relaxed);
        self.bar.inc(steps.saturating_sub(before));
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.reach(STEPS);
    }
}

/// Reads the time from `key=value` lines, which come in pieces.
#[derive(Default)]
struct OutTime {
    line: Vec<u8>,
}

impl OutTime {
    /// The last time in `piece`, in microseconds.
    fn read(&mut self, piece: &[u8]) -> Option<u64> {
        let mut time = None;
        for &byte in piece {
            if byte != b'\n' {
                if self.line.len() < LONGEST_LINE {
                    self.line.push(byte);
                }
                continue;
            }
            let line = std::mem::take(&mut self.line);
            let value = line.strip_prefix(b"out_time_us=").and_then(|value| str::from_utf8(value).ok());
            time = value.and_then(|value| value.trim().parse().ok()).or(time);
        }
        time
    }
}

fn style() -> ProgressStyle {
    // The template is valid; an invalid one would fall back to a plain bar.
    let style = ProgressStyle::with_template("{wide_bar} {files}, {percent} %{left}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    // Writing to a line in memory does not fail.
    let files = |state: &ProgressState, out: &mut dyn Write| {
        let all = state.len().unwrap_or_default() / STEPS;
        let _ = write!(out, "{}/{all}", state.pos() / STEPS);
    };
    // How long the rest takes is unknown until something is done.
    let left = |state: &ProgressState, out: &mut dyn Write| {
        if state.pos() > 0 {
            let _ = write!(out, ", {:#} left", HumanDuration(state.eta()));
        }
    };
    style.with_key("files", files).with_key("left", left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_read_from_pieces_of_lines() {
        let mut lines = OutTime::default();
        assert_eq!(lines.read(b"frame=1\nout_time_us=N/A\nout_time_u"), None);
        assert_eq!(lines.read(b"s=1500000\nout_time=00:00:01.5\nprogress=continue\n"), Some(1_500_000));
        assert_eq!(lines.read(&[b'x'; 10_000]), None);
        assert!(lines.line.len() <= LONGEST_LINE);
        assert_eq!(lines.read(b"\nout_time_us=2\nout_time_us=3\n"), Some(3));
    }
}
