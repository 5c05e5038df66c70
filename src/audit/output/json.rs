//! One JSON array of all reports.

use std::io::{self, Write};

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile};

/// Writes an array with an object for each file, as [`render::json_report`](crate::render::json_report) does.
#[derive(Debug)]
pub struct AuditJson<W> {
    out: W,
    is_open: bool,
}

impl<W: Write + Send> AuditJson<W> {
    /// An array to `out`, which buffers it.
    pub fn new(out: W) -> Self {
        Self { out, is_open: false }
    }
}

impl<W: Write + Send> AuditOutput for AuditJson<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        self.out.write_all(if self.is_open { b",\n" } else { b"[\n" })?;
        self.is_open = true;
        self.out.write_all(file.json_line()?.trim_ascii_end())
    }

    fn takes_json(&self) -> bool {
        true
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.out.write_all(if self.is_open { b"\n]\n" } else { b"[\n]\n" })?;
        self.out.flush()
    }
}
