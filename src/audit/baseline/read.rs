//! The JSON lines of an earlier audit.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use std::path::Path;

use serde::Deserialize;

use super::Baseline;
use super::key::{self, Actual, Key, Keys};
use crate::render::SCHEMA_VERSION;

/// Bytes of one line at most: far more than any report on a file has.
const MOST_OF_A_LINE: u64 = 16 << 20;

/// Why a baseline cannot be read. A baseline that is damaged is not used as far as it goes: what it no longer has would be
/// found anew, or what it never had be taken for known.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// It cannot be read at all.
    #[error("line {line} cannot be read: {source}")]
    Io {
        /// The line, from 1.
        line: u64,
        /// What the system says.
        source: io::Error,
    },
    /// A line is no report of an audit.
    #[error(
        "line {line} is no report of an audit: {source}; make the baseline with `audit --output jsonl=FILE`, which \
         writes a report a line"
    )]
    Report {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it, and where.
        source: serde_json::Error,
    },
    /// A line is a report of another version.
    #[error("line {line} has schema version {found}, where {SCHEMA_VERSION} is known; make the baseline anew")]
    Version {
        /// The line, from 1.
        line: u64,
        /// The version it states.
        found: u32,
    },
    /// A line never ends.
    #[error("line {line} is longer than {MOST_OF_A_LINE} bytes, which no report of an audit is")]
    LineTooLong {
        /// The line, from 1.
        line: u64,
    },
}

/// What is needed of a report; other members are passed over.
#[derive(Deserialize)]
struct Line<'a> {
    schema_version: u32,
    #[serde(borrow)]
    source: Cow<'a, str>,
    #[serde(borrow)]
    findings: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    rule: Cow<'a, str>,
    #[serde(borrow)]
    outcome: Cow<'a, str>,
    #[serde(borrow)]
    pointer: Cow<'a, str>,
    #[serde(borrow)]
    quantity: Cow<'a, str>,
    #[serde(borrow)]
    actual: Option<Actual<'a>>,
}

impl Baseline {
    /// Reads the JSON lines of an earlier audit, in whatever order. Empty lines are passed over.
    ///
    /// # Errors
    /// At the first line that is no report of an audit.
    pub fn read(mut lines: impl BufRead) -> Result<Self, BaselineError> {
        let keys = Keys::default();
        let mut known = Vec::new();
        let mut bytes = Vec::new();
        for line in 1.. {
            bytes.clear();
            let mut bounded = lines.by_ref().take(MOST_OF_A_LINE);
            let length = bounded.read_until(b'\n', &mut bytes).map_err(|source| BaselineError::Io { line, source })?;
            if length == 0 {
                break;
            }
            if bounded.limit() == 0 && !bytes.ends_with(b"\n") {
                return Err(BaselineError::LineTooLong { line });
            }
            if !bytes.trim_ascii().is_empty() {
                read_line(&bytes, line, &keys, &mut known)?;
            }
        }
        Ok(Self::of(known, keys))
    }
}

fn read_line(bytes: &[u8], line: u64, keys: &Keys, known: &mut Vec<u128>) -> Result<(), BaselineError> {
    let report: Line<'_> = serde_json::from_slice(bytes).map_err(|source| BaselineError::Report { line, source })?;
    if report.schema_version != SCHEMA_VERSION {
        return Err(BaselineError::Version { line, found: report.schema_version });
    }
    let name = key::name(Path::new(&*report.source));
    for entry in report.findings {
        known.push(keys.hash(&Key {
            name: &name,
            rule: &entry.rule,
            pointer: &entry.pointer,
            quantity: &entry.quantity,
            outcome: &entry.outcome,
            actual: entry.actual,
        }));
    }
    Ok(())
}
