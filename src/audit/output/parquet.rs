//! Apache Parquet: columns, for engines that query many files.

use std::io::{self, Write};

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::AuditOutput;
use super::batches::Batches;
use crate::audit::{AuditSummary, AuditedFile};

/// Rows of a row group at most: what a reader takes at once, and what is held until it is written.
const ROW_GROUP: usize = 32 << 10;
/// Bytes of a row group after which it is written.
const ROW_GROUP_BYTES: usize = 8 << 20;

/// Writes an Apache Parquet file with a row for each file, in the columns that the guide lists, compressed by Snappy.
///
/// Row groups are written as they fill, so that memory does not grow with the number of files. The file is complete only
/// after [`finish`](AuditOutput::finish).
///
/// ```
/// use seedance_preflight::audit::{AuditOutput, AuditParquet, AuditSummary};
///
/// let mut bytes = Vec::new();
/// AuditParquet::new(&mut bytes).finish(&AuditSummary::default()).unwrap();
/// assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
/// ```
pub struct AuditParquet<W: Write + Send> {
    batches: Batches,
    state: State<W>,
}

enum State<W: Write + Send> {
    /// Nothing was written.
    New(W),
    Open(Box<ArrowWriter<W>>),
    /// Finished, or failed.
    Closed,
}

impl<W: Write + Send> AuditParquet<W> {
    /// An output to `out`, which buffers it.
    pub fn new(out: W) -> Self {
        Self { batches: Batches::new(), state: State::New(out) }
    }

    fn writer(&mut self) -> io::Result<&mut ArrowWriter<W>> {
        if let State::New(_) = self.state
            && let State::New(out) = std::mem::replace(&mut self.state, State::Closed)
        {
            let properties = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .set_max_row_group_row_count(Some(ROW_GROUP))
                .set_created_by(concat!("seedance-preflight ", env!("CARGO_PKG_VERSION")).to_owned())
                .build();
            let writer = ArrowWriter::try_new(out, Batches::schema(), Some(properties)).map_err(failed)?;
            self.state = State::Open(Box::new(writer));
        }
        match &mut self.state {
            State::Open(writer) => Ok(writer),
            _ => Err(io::Error::other("the output is closed")),
        }
    }

    fn write(&mut self) -> io::Result<()> {
        let batch = self.batches.take()?;
        let writer = self.writer()?;
        writer.write(&batch).map_err(failed)?;
        if writer.in_progress_size() >= ROW_GROUP_BYTES {
            writer.flush().map_err(failed)?;
        }
        Ok(())
    }
}

impl<W: Write + Send> AuditOutput for AuditParquet<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        if self.batches.push(file) { self.write() } else { Ok(()) }
    }

    fn finish(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.write()?;
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Open(writer) => writer.into_inner().map_err(failed)?.flush(),
            _ => Ok(()),
        }
    }
}

/// The error of the file, where it was one.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(source) => match source.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(source) => io::Error::other(source),
        },
        other => io::Error::other(other),
    }
}
