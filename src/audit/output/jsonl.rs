//! JSON Lines: a line a file, in the shape of every report.

use std::io::{self, Write};

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile};

/// Writes each file as one line, as [`render::json_report`](crate::render::json_report) does; nothing for the summary.
#[derive(Debug)]
pub struct AuditJsonLines<W> {
    out: W,
}

impl<W: Write + Send> AuditJsonLines<W> {
    /// Lines to `out`, which buffers them.
    pub fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write + Send> AuditOutput for AuditJsonLines<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        self.out.write_all(&file.json_line()?)
    }

    fn takes_json(&self) -> bool {
        true
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }
}
