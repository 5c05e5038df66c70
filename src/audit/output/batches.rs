//! Rows of columns, some at a time.

use std::io;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};

use super::super::columns::Rows;
use crate::audit::AuditedFile;

/// Rows of a batch.
const ROWS: usize = 1024;
/// Findings of a batch, after which it is full: one file may have many.
const FINDINGS: usize = 16 * ROWS;

/// The rows of the next batch.
pub(super) struct Batches {
    rows: Rows,
}

impl Batches {
    /// No rows yet.
    pub(super) fn new() -> Self {
        Self { rows: Rows::new() }
    }

    /// The schema of every batch.
    pub(super) fn schema() -> SchemaRef {
        Rows::schema()
    }

    /// Adds a row. Returns whether the batch is full.
    pub(super) fn push(&mut self, file: &AuditedFile) -> bool {
        self.rows.push(file);
        self.rows.len() >= ROWS || self.rows.findings() >= FINDINGS
    }

    /// Whether it has no rows.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.len() == 0
    }

    /// The batch; the next one begins.
    pub(super) fn take(&mut self) -> io::Result<RecordBatch> {
        self.rows.take().map_err(failed)
    }
}

/// The error of the file, where it was one.
pub(super) fn failed(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::other(other),
    }
}
