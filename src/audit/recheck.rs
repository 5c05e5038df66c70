//! Judges the facts in a journal again.

use std::path::Path;
use std::time::{Instant, SystemTime};

use super::collect::{Collector, Done};
use super::measure::Measured;
use super::{Audit, AuditError, AuditOutput, AuditSummary, JournalEntry, JournalReader, JournalStamp, Origin, batches};

/// The result of rechecking a journal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recheck {
    /// Counts over all judged files.
    pub summary: AuditSummary,
    /// Files measured by another version of the probe. They were not judged; the next audit measures them again.
    pub outdated: u64,
    /// When the oldest facts were measured; `None` if there are none.
    pub oldest: Option<SystemTime>,
    /// When the newest facts were measured; `None` if there are none.
    pub youngest: Option<SystemTime>,
}

impl Audit<'_> {
    /// Judges all facts of a journal, or those of files below a folder, without opening or fetching a file. Files are
    /// ordered by path, spelled like `folder`, or absolute without one; remote sources follow. A `folder` that is a URL
    /// selects the URLs that begin with it.
    ///
    /// With [`deep`](Audit::deep) it judges the facts of deep audits, otherwise those of plain ones. A file that no longer
    /// exists is judged as long as the journal keeps it: see [`Journal::forget_vanished`](crate::audit::Journal::forget_vanished).
    ///
    /// # Errors
    /// If the journal cannot be read, or `output` fails.
    pub fn recheck(
        &self,
        journal: &JournalReader,
        folder: Option<&Path>,
        output: &mut dyn AuditOutput,
    ) -> Result<Recheck, AuditError> {
        let collector = Collector::new(&self.options.profile.name, false, Instant::now(), output);
        let mut found = Recheck { summary: AuditSummary::default(), outdated: 0, oldest: None, youngest: None };
        let mut done = Done::new(0, batches::MOST);
        let mut failure = None;
        for (count, entry) in journal.entries(self.deep, folder)?.enumerate() {
            if self.is_cancelled() || collector.has_failed() {
                break;
            }
            let JournalEntry { path, stamp, measured, facts } = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            };
            let Some(facts) = facts else {
                found.outdated += 1;
                continue;
            };
            found.oldest = Some(found.oldest.map_or(measured, |oldest| oldest.min(measured)));
            found.youngest = Some(found.youngest.map_or(measured, |youngest| youngest.max(measured)));
            let (stamp, is_remote) = match stamp {
                JournalStamp::File(stamp) => (Some(stamp), false),
                JournalStamp::Remote(_) => (None, true),
            };
            let measured =
                Measured { facts, stamp, bytes_read: 0, origin: Origin::Journal, is_remote, is_listed: false };
            self.judge(path, measured, &mut done);
            if count % batches::MOST == 0 {
                collector.take(std::mem::replace(&mut done, Done::new(0, batches::MOST)));
            }
        }
        collector.take(done);
        // Outputs are finished in any case.
        let finished = collector.finish(self.is_cancelled() || failure.is_some());
        failure.map_or(Ok(()), Err)?;
        found.summary = finished.map_err(AuditError::Output)?;
        Ok(found)
    }
}
