//! Lines that are kept until an output is written, on disk where they are many.

use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

use tempfile::{SpooledTempFile, spooled_tempfile};

use super::temporary;

/// What is held in memory before a temporary file is made.
const MOST_HELD: usize = 1 << 18;

/// Lines in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Spool {
    file: Option<BufWriter<SpooledTempFile>>,
    lines: usize,
    bytes: u64,
}

impl Spool {
    /// The number of lines.
    pub(super) fn lines(&self) -> usize {
        self.lines
    }

    /// The length of all lines.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds a line, which has no line break.
    pub(super) fn push(&mut self, line: &[u8]) -> io::Result<()> {
        let file = self.file.get_or_insert_with(|| BufWriter::new(spooled_tempfile(MOST_HELD)));
        let written = file.write_all(line).and_then(|()| file.write_all(b"\n"));
        written.map_err(|error| temporary::failed(error, None))?;
        self.lines += 1;
        self.bytes = self.bytes.saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    /// Gives every line to `take`, until that has enough.
    pub(super) fn each(&mut self, mut take: impl FnMut(&[u8]) -> io::Result<bool>) -> io::Result<()> {
        let Some(file) = self.file.take() else {
            return Ok(());
        };
        let failed = |error| temporary::failed(error, None);
        let mut file = file.into_inner().map_err(io::IntoInnerError::into_error).map_err(failed)?;
        file.rewind().map_err(failed)?;
        let mut lines = BufReader::new(file);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).map_err(failed)? > 0 {
            if !take(line.strip_suffix(b"\n").unwrap_or(&line))? {
                break;
            }
            line.clear();
        }
        Ok(())
    }
}
