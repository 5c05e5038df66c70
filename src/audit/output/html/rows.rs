//! The rows of the table, kept on disk until the page is written.

use std::io::{self, Write};

use super::escape::script_json;
use crate::audit::AuditedFile;
use crate::audit::output::spool::Spool;
use crate::check::Verdict;
use crate::language::Language;

/// In the order of rows in the page: accepted files are left out first.
const ORDER: [Verdict; 3] = [Verdict::Refused, Verdict::Undecided, Verdict::Accepted];
/// Bytes of all rows, at most: a browser holds several times as much for them.
const MOST_BYTES: u64 = 64 << 20;

/// Rows by verdict, each the JSON of its file.
pub(super) struct Rows {
    most: usize,
    language: Language,
    /// Rows by verdict, a line each.
    spools: [Spool; ORDER.len()],
}

impl Rows {
    pub(super) fn new(most: usize, language: Language) -> Self {
        Self { most, language, spools: Default::default() }
    }

    /// Keeps the row of a file, unless there are enough. Gives its place among those of its verdict.
    pub(super) fn push(&mut self, file: &AuditedFile) -> io::Result<Option<usize>> {
        let mut spools = self.spools.iter_mut().zip(ORDER);
        let Some((spool, _)) = spools.find(|(_, verdict)| *verdict == file.report.verdict) else {
            return Ok(None);
        };
        if spool.lines() >= self.most || spool.bytes() >= MOST_BYTES {
            return Ok(None);
        }
        let line = file.json_line_in(self.language)?;
        let json = str::from_utf8(line.trim_ascii_end()).map_err(io::Error::other)?;
        spool.push(script_json(json).as_bytes())?;
        Ok(Some(spool.lines() - 1))
    }

    /// Writes the rows as a JSON array, and gives their number.
    pub(super) fn write(&mut self, out: &mut dyn Write) -> io::Result<usize> {
        let (mut rows, mut bytes) = (0, 0);
        out.write_all(b"[")?;
        for spool in &mut self.spools {
            spool.each(|line| {
                bytes += u64::try_from(line.len()).unwrap_or(u64::MAX);
                let fits = rows < self.most && bytes <= MOST_BYTES;
                if fits {
                    out.write_all(if rows == 0 { b"\n" } else { b",\n" })?;
                    out.write_all(line)?;
                    rows += 1;
                }
                Ok(fits)
            })?;
        }
        out.write_all(b"\n]")?;
        Ok(rows)
    }
}
