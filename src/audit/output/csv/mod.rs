//! CSV by RFC 4180: a row a file, with what people filter by.

mod cell;
mod columns;

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};

use super::AuditOutput;
use crate::audit::{AuditSummary, AuditedFile};

/// Writes a row a file, in UTF-8, below one row of headings; lines end in CR LF (RFC 4180).
///
/// | column | content; empty if it was not determined or does not apply |
/// |---|---|
/// | `path` | the file, to read; see below |
/// | `verdict` | `accepted`, `undecided` or `refused` |
/// | `format`, `kind` | by content |
/// | `bytes` | length of the file |
/// | `width`, `height` | in pixels, as stored or coded |
/// | `display_width`, `display_height` | in pixels, after rotation and pixel aspect |
/// | `duration_seconds` | rounded to nine decimals |
/// | `duration_ticks`, `duration_time_scale` | the same, exactly: ticks / time scale |
/// | `fps` | frames a second, rounded to six decimals |
/// | `fps_num`, `fps_den` | the same, exactly |
/// | `video_codec`, `audio_codec` | codecs of the video and audio tracks |
/// | `sample_rate`, `channels` | of an audio file |
/// | `errors`, `warnings`, `notes` | decided findings, by severity |
/// | `undecided` | findings that could not be decided |
/// | `known` | findings that the baseline knows, which count nowhere else |
/// | `failed_rules`, `undecided_rules` | rules by outcome, each once, separated by spaces |
/// | `uri` | the file, exactly: every other byte than letters, digits, `.`, `_`, `~`, `-` and `/` is percent-encoded |
/// | `noted_rules` | rules that only note something, each once, separated by spaces |
///
/// Columns keep their names and order; later versions add theirs at the end. Fractions have a column for each of their
/// terms, since a spreadsheet takes `25/2` for a date.
///
/// A spreadsheet takes a cell for a formula by its first character, quoted or not. So `path` and the codecs, which come
/// from whoever made the file, are guarded: one that starts with `=`, `+`, `-`, `@`, their full-width forms or `'` gets a
/// `'` before it; what cannot be seen is percent-encoded; and `path`, the one column that may contain another program's
/// separator, comes first and in quotes. Nothing is lost: `uri` has every byte of the name.
///
/// ```
/// use seedance_preflight::audit::{AuditCsv, AuditOutput, AuditSummary};
///
/// let mut csv = Vec::new();
/// AuditCsv::new(&mut csv).finish(&AuditSummary::default()).unwrap();
/// assert!(csv.starts_with(b"\"path\",\"verdict\",\"format\""));
/// ```
#[derive(Debug)]
pub struct AuditCsv<W: Write> {
    rows: Writer<W>,
    has_headings: bool,
}

impl<W: Write + Send> AuditCsv<W> {
    /// An output to `out`, which buffers it.
    pub fn new(out: W) -> Self {
        // All values but numbers are quoted: a spreadsheet whose separator is not the comma still sees one cell.
        let rows =
            WriterBuilder::new().quote_style(QuoteStyle::NonNumeric).terminator(Terminator::CRLF).from_writer(out);
        Self { rows, has_headings: false }
    }

    fn headings(&mut self) -> io::Result<()> {
        if !self.has_headings {
            self.rows.write_record(columns::COLUMNS.iter().map(|column| column.name))?;
            self.has_headings = true;
        }
        Ok(())
    }
}

impl<W: Write + Send> AuditOutput for AuditCsv<W> {
    fn file(&mut self, file: &AuditedFile) -> io::Result<()> {
        self.headings()?;
        for column in columns::COLUMNS {
            self.rows.write_field((column.cell)(file))?;
        }
        // An empty record ends the row.
        Ok(self.rows.write_record(None::<&[u8]>)?)
    }

    fn flush(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.rows.flush()
    }

    fn finish(&mut self, _: &AuditSummary) -> io::Result<()> {
        self.headings()?;
        self.rows.flush()
    }
}
