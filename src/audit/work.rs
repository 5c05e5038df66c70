//! Turns local paths into results. Runs on all threads.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use super::collect::Done;
use super::journal::Known;
use super::measure::{self, Measured};
use super::walk::{Found, What};
use super::{Audit, AuditedFile, FileStamp, Origin, select};
use crate::check::check_facts;
use crate::fix::ShownFix;
use crate::model::{Facts, Subject};

impl Audit<'_> {
    /// Probes and judges local files, and renders them as JSON if the output takes it.
    pub(super) fn work_on(&self, number: u64, found: Vec<Found>, takes_json: bool) -> Done {
        let mut done = Done::new(number, found.len());
        for Found { path, what } in found {
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
            // Only a cancelled audit leaves a file unprobed.
            let Ok(measured) = measured else { break };
            self.judge(path, measured, &mut done);
        }
        if takes_json {
            done.files.iter_mut().for_each(AuditedFile::prepare_json_line);
        }
        done
    }

    /// The facts in the journal, or by probing the file.
    fn measure(&self, path: &Path, linked: bool) -> io::Result<Measured> {
        let Some(journal) = self.journal else {
            return measure::file(path, linked, self.deep, self.cancel);
        };
        let seen = if linked { path.metadata() } else { path.symlink_metadata() };
        let stamp = seen.ok().filter(Metadata::is_file).map(|metadata| FileStamp::of(&metadata));
        let ticket = match journal.lookup(path, stamp, self.deep) {
            Known::Facts(facts) => {
                return Ok(Measured {
                    facts,
                    stamp,
                    bytes_read: 0,
                    origin: Origin::Journal,
                    is_remote: false,
                    is_listed: false,
                });
            }
            Known::Probe(ticket) => ticket,
        };
        let measured = measure::file(path, linked, self.deep, self.cancel)?;
        journal.record(ticket, measured.stamp, &measured.facts);
        Ok(measured)
    }

    pub(super) fn judge(&self, path: PathBuf, measured: Measured, done: &mut Done) {
        let Measured { facts, stamp, bytes_read, origin, is_remote, is_listed } = measured;
        if !self.all && (!is_remote || is_listed) && !select::is_media(&path, &facts) {
            done.summary.count_other(facts.bytes, bytes_read, origin);
            return;
        }
        let options = self.path_rules.options_for(&path, &self.options);
        let report = {
            let name = name_of(&path, is_remote);
            check_facts(facts, &self.subject(name.as_deref(), is_remote), &options)
        };
        let mut file = AuditedFile {
            path,
            report,
            known: Vec::new(),
            fix: None,
            fixed: None,
            origin,
            stamp,
            bytes_read,
            language: self.language,
            json_line: None,
        };
        if let Some(baseline) = self.baseline {
            file = baseline.apply(file, &self.options);
        }
        if self.plans && !is_remote {
            let name = name_of(&file.path, is_remote);
            let subject = self.subject(name.as_deref(), is_remote);
            file.fix = ShownFix::of_report(&file.path, &file.report, &subject, &options);
        }
        if let Some(fixer) = self.fixer {
            let Some(fixed) = fixer.fix(&file) else { return };
            file.fixed = Some(fixed);
        }
        done.summary.count(&file);
        done.files.push(file);
    }

    fn subject<'n>(&self, name: Option<&'n str>, is_fetched: bool) -> Subject<'n> {
        Subject { name, expected_kind: self.expected_kind, is_fetched }
    }
}

impl Measured {
    /// The facts of a file that could not be opened.
    pub(super) fn unreadable(error: &io::Error) -> Self {
        let facts = Facts::of_unreadable(error);
        Self { facts, stamp: None, bytes_read: 0, origin: Origin::Probed, is_remote: false, is_listed: false }
    }
}

/// The last component of the path; of a URL, without its query. Only `http` and `https` URLs have one.
fn name_of(path: &Path, is_remote: bool) -> Option<Cow<'_, str>> {
    let has_query = |text: &&str| text.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"));
    let text = path.to_str().filter(|_| is_remote).filter(has_query);
    let path = text.and_then(|url| url.split(['?', '#']).next()).map_or(path, Path::new);
    path.file_name().map(OsStr::to_string_lossy)
}
