//! How far the audit is, on a terminal.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use seedance_preflight::audit::{Audit, AuditOutput, AuditOutputs, AuditSummary, AuditedFile};

use super::roots::Roots;
use crate::args;
use crate::language::said;
use crate::measured::is_bucket;
use crate::remote::Remote;

/// A line on standard error, or nothing if it is not a terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn new(quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::new_spinner().with_style(style("{spinner} {pos} files, {speed}, {msg}"));
        bar.set_message("0 refused");
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar }
    }

    /// Whether the progress line is visible.
    pub(super) fn is_shown(&self) -> bool {
        !self.bar.is_hidden()
    }

    /// Counts the files meanwhile, so that the remaining time can be shown; neither with lists, which can be read only
    /// once, nor with buckets, whose listing is paid for.
    pub(super) fn count(&self, audit: &Audit<'_>, args: &args::Audit, remote: &Remote, over: &AtomicBool) {
        let is_list = |root: &std::path::PathBuf| root.to_string_lossy().starts_with('@');
        let is_in_bucket = |root: &std::path::PathBuf| root.to_str().is_some_and(is_bucket);
        if args.roots.iter().any(|root| is_list(root) || is_in_bucket(root)) {
            return;
        }
        let mut audit = audit.clone();
        audit.cancel = Some(over);
        if let Ok(roots) = Roots::open(args, &audit.walk, remote)
            && let Ok(files) = audit.count(roots)
            && !over.load(std::sync::atomic::Ordering::Relaxed)
        {
            self.bar.set_length(files);
            self.bar.set_style(style("{wide_bar} {pos}/{len} files, {speed}, {msg}, {eta} left"));
        }
    }

    /// Writes to `out` so that the line stays below what is written.
    pub(super) fn above<W: Write>(&self, out: W) -> Above<W> {
        Above { bar: self.bar.clone(), out }
    }
}

/// Outputs, and the line that moves with them.
pub(crate) struct Watched<'a> {
    pub(crate) outputs: &'a mut AuditOutputs,
    pub(crate) progress: &'a Progress,
}

impl AuditOutput for Watched<'_> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        self.outputs.file(file)
    }

    fn takes_json(&self) -> bool {
        self.outputs.takes_json()
    }

    fn flush(&mut self, so_far: &AuditSummary) -> io::Result<()> {
        self.progress.bar.set_position(so_far.files);
        self.progress.bar.set_message(said!("{count} refused", count = so_far.verdicts.refused));
        self.outputs.flush(so_far)
    }

    fn finish(&mut self, summary: &AuditSummary) -> io::Result<()> {
        self.progress.bar.finish_and_clear();
        self.outputs.finish(summary)
    }
}

/// A terminal that shows a progress line.
pub(super) struct Above<W> {
    bar: ProgressBar,
    out: W,
}

impl<W: Write> Write for Above<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Self { bar, out } = self;
        bar.suspend(|| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn style(template: &str) -> ProgressStyle {
    // The templates here are valid; an invalid one would fall back to a plain bar.
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.with_key("speed", |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        // Writing to a line in memory does not fail.
        let _ = write!(out, "{:.0}/s", state.per_sec());
    })
}
