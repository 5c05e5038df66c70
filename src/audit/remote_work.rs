//! Turns a remote source into a result, by the journal if it is unchanged. Runs on threads of its own.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::collect::Done;
use super::journal::KnownRemote;
use super::measure::Measured;
use super::remote_queue::Job;
use super::remote_source::RemoteFacts;
use super::{Audit, AuditedFile, Origin};
use crate::model::{Facts, RemoteStamp};

impl Audit<'_> {
    /// Measures and judges a remote source, and renders it as JSON if the output takes it.
    pub(super) fn work_on_remote(&self, job: &Job, takes_json: bool) -> Done {
        let mut done = Done::new(job.number, 1);
        let mut measured = self.measure_remote(job);
        measured.is_listed = job.place.listed.is_some();
        self.judge(job.path.clone(), measured, &mut done);
        if takes_json {
            done.files.iter_mut().for_each(AuditedFile::prepare_json_line);
        }
        done
    }

    /// The facts in the journal if they are young or the source confirms them, or by measuring.
    fn measure_remote(&self, job: &Job) -> Measured {
        let (Some(journal), Some(key)) = (self.journal, &job.place.key) else {
            return self.ask(&job.path, None).0;
        };
        let (known, ticket) = match journal.lookup_remote(key, self.deep, self.max_age) {
            KnownRemote::Current(facts) => return remote(facts, 0, Origin::Journal),
            KnownRemote::Older(facts, stamp, ticket) => match &job.place.listed {
                // As current as a confirmation by the source.
                Some(listed) if listed.is_version_of(&stamp) => {
                    journal.record_remote(ticket, &stamp, &facts);
                    return remote(facts, 0, Origin::Journal);
                }
                _ => (Some((facts, stamp)), ticket),
            },
            KnownRemote::Nothing(ticket) => (None, ticket),
        };
        let (measured, stamp) = self.ask(&job.path, known);
        journal.record_remote(ticket, &stamp, &measured.facts);
        measured
    }

    /// Asks the source, which may confirm what is known.
    fn ask(&self, path: &Path, known: Option<(Facts, RemoteStamp)>) -> (Measured, RemoteStamp) {
        let stamp = known.as_ref().map(|(_, stamp)| stamp);
        let ask = || self.remote_source.map(|source| source.measure(path, stamp));
        // Should a decoder from one of the dependencies panic, the other sources still get their results.
        let asked = catch_unwind(AssertUnwindSafe(ask));
        match (asked, known) {
            (Ok(Some(RemoteFacts::Measured { facts, stamp, bytes_read })), _) => {
                (remote(facts, bytes_read, Origin::Probed), stamp)
            }
            (Ok(Some(RemoteFacts::Unchanged)), Some((facts, stamp))) => (remote(facts, 0, Origin::Journal), stamp),
            // A source that confirms what was not asked about is not believed.
            (Ok(_), _) => (failed(&io::ErrorKind::Unsupported.into()), RemoteStamp::default()),
            (Err(_), _) => (failed(&io::Error::other("the probe panicked on this file")), RemoteStamp::default()),
        }
    }
}

fn failed(error: &io::Error) -> Measured {
    remote(Facts::of_unreadable(error), 0, Origin::Probed)
}

/// The facts of a remote source.
fn remote(facts: Facts, bytes_read: u64, origin: Origin) -> Measured {
    Measured { facts, stamp: None, bytes_read, origin, is_remote: true, is_listed: false }
}
