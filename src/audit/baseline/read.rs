//! The JSON lines of an earlier audit.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};
use std::path::Path;

use serde::Deserialize;

use super::Baseline;
use super::key::{Actual, Key, Keys};
use crate::render::{self, SCHEMA_VERSION};

/// Longest line in bytes: far more than any report on a file needs.
const MOST_OF_A_LINE: u64 = 16 << 20;

/// Why a baseline cannot be read. A damaged baseline is not used in part: what it lost would be reported as new.
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
    /// A line is not a report of an audit.
    #[error("line {line} is not a report of an audit: {source}; create the baseline with `audit --output jsonl=FILE`")]
    Report {
        /// The line, from 1.
        line: u64,
        /// What is wrong with it, and where.
        source: serde_json::Error,
    },
    /// A line is a report of another version.
    #[error("line {line} has schema version {found}; expected {SCHEMA_VERSION}; create the baseline again")]
    Version {
        /// The line, from 1.
        line: u64,
        /// The version it states.
        found: u32,
    },
    /// A line is too long.
    #[error("line {line} is longer than {MOST_OF_A_LINE} bytes; expected one report on each line")]
    LineTooLong {
        /// The line, from 1.
        line: u64,
    },
}

/// The fields that matter here; others are ignored.
#[derive(Deserialize)]
struct Line<'a> {
    schema_version: u32,
    #[serde(borrow)]
    source: Cow<'a, str>,
    /// Every byte of the name; without it, the source counts.
    #[serde(borrow)]
    uri: Option<Cow<'a, str>>,
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
    /// Reads the JSON lines of an earlier audit, in whatever order. Empty lines are skipped.
    ///
    /// # Errors
    /// At the first line that is not a report of an audit.
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
    let uri = report.uri.map_or_else(|| render::uri(Path::new(&*report.source)), Cow::into_owned);
    for entry in report.findings {
        known.push(keys.hash(&Key {
            uri: &uri,
            rule: &entry.rule,
            pointer: &entry.pointer,
            quantity: &entry.quantity,
            outcome: &entry.outcome,
            actual: entry.actual,
        }));
    }
    Ok(())
}
