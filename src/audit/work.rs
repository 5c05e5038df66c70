//! A batch of paths becomes a batch of results. Runs on every thread at once.

use std::io;
use std::path::{Path, PathBuf};

use super::batches::Batch;
use super::collect::Done;
use super::measure::{self, Measured};
use super::walk::{Found, What};
use super::{Audit, AuditedFile, FileStamp, Origin, select};
use crate::{CheckOptions, Facts, FaultKind, check_facts};

impl Audit<'_> {
    /// Measures and judges all files of a batch; renders them as JSON where the output takes that.
    pub(super) fn work_on(&self, batch: Batch, takes_json: bool) -> Done {
        let mut done = Done::new(batch.number, batch.found.len());
        let mut options = self.check.clone();
        for Found { path, what } in batch.found {
            if self.is_cancelled() {
                break;
            }
            let measured = match what {
                What::File { linked } => self.measure(&path, linked),
                What::Unreadable(error) => Ok(Measured::unreadable(&error)),
                What::Link => {
                    done.summary.links += 1;
                    continue;
                }
                What::Note(note) => {
                    done.summary.note(note);
                    continue;
                }
            };
            // Only an audit that is cancelled leaves a file unmeasured.
            let Ok(measured) = measured else { break };
            self.judge(path, measured, &mut options, &mut done);
        }
        if takes_json {
            done.files.iter_mut().for_each(AuditedFile::prepare_json_line);
        }
        done
    }

    /// What the store has of the file, or what the file itself says.
    fn measure(&self, path: &Path, linked: bool) -> io::Result<Measured> {
        if let Some(store) = self.store
            && let Ok(metadata) = if linked { path.metadata() } else { path.symlink_metadata() }
            && metadata.is_file()
            && let stamp = FileStamp::of(&metadata)
            && let Some(facts) = store.recall(path, &stamp)
        {
            return Ok(Measured { facts, stamp: Some(stamp), bytes_read: 0, origin: Origin::Journal });
        }
        let measured = measure::file(path, linked, self.deep, self.cancel)?;
        if let (Some(store), Some(stamp)) = (self.store, &measured.stamp)
            // A disk that failed once may not fail again.
            && !measured.facts.faults.iter().any(|fault| fault.kind == FaultKind::Io)
        {
            store.remember(path, stamp, &measured.facts);
        }
        Ok(measured)
    }

    fn judge(&self, path: PathBuf, measured: Measured, options: &mut CheckOptions, done: &mut Done) {
        let Measured { facts, stamp, bytes_read, origin } = measured;
        if !self.all && !select::is_media(&path, &facts) {
            done.summary.count_other(facts.bytes, bytes_read, origin);
            return;
        }
        options.file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let report = check_facts(facts, self.profile, options);
        let file = AuditedFile { path, report, known: Vec::new(), origin, stamp, bytes_read, json_line: None };
        done.summary.count(&file);
        done.files.push(file);
    }
}

impl Measured {
    /// What is known of a file that could not be opened.
    pub(super) fn unreadable(error: &io::Error) -> Self {
        Self { facts: Facts::of_unreadable(error), stamp: None, bytes_read: 0, origin: Origin::Probed }
    }
}
