//! Apache Arrow's file format: columns as they are in memory, for programs that map them.

use std::io::{self, Write};

use arrow_ipc::writer::FileWriter;

use super::AuditOutput;
use super::batches::{Batches, failed};
use crate::audit::{AuditSummary, AuditedFile};

/// Writes an Apache Arrow file (IPC, also called Feather version 2) with a row for each file, in the columns that the guide
/// lists, without compression.
///
/// Batches are written as they fill, so that memory does not grow with the number of files. The file is complete only after
/// [`finish`](AuditOutput::finish).
///
/// ```
/// use seedance_preflight::audit::{AuditArrow, AuditOutput, AuditSummary};
///
/// let mut bytes = Vec::new();
/// AuditArrow::new(&mut bytes).finish(&AuditSummary::default()).unwrap();
/// assert!(bytes.starts_with(b"ARROW1") && bytes.ends_with(b"ARROW1"));
/// ```
pub struct AuditArrow<W: Write> {
    batches: Batches,
    state: State<W>,
}

enum State<W: Write> {
    /// Nothing was written.
    New(W),
    Open(Box<FileWriter<W>>),
    /// Finished, or failed.
    Closed,
}

impl<W: Write + Send> AuditArrow<W> {
    /// An output to `out`, which buffers it.
    pub fn new(out: W) -> Self {
        Self { batches: Batches::new(), state: State::New(out) }
    }

    fn writer(&mut self) -> io::Result<&mut FileWriter<W>> {
        if let State::New(_) = self.state
            && let State::New(out) = std::mem::replace(&mut self.state, State::Closed)
        {
            self.state = State::Open(Box::new(FileWriter::try_new(out, &Batches::schema()).map_err(failed)?));
        }
        match &mut self.state {
            State::Open(writer) => Ok(writer),
            _ => Err(io::Error::other("the output is closed")),
        }
    }

    fn write(&mut self) -> io::Result<()> {
        let batch = self.batches.take()?;
        self.writer()?.write(&batch).map_err(failed)
    }
}

impl<W: Write + Send> AuditOutput for AuditArrow<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        if self.batches.push(file) { self.write() } else { Ok(()) }
    }

    fn finish(&mut self, _: &AuditSummary) -> io::Result<()> {
        if self.batches.is_empty() {
            // A file of no rows has a schema.
            self.writer()?;
        } else {
            self.write()?;
        }
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Open(writer) => writer.into_inner().map_err(failed)?.flush(),
            _ => Ok(()),
        }
    }
}
