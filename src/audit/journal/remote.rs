//! Facts of remote sources in a journal.

use std::time::{Duration, SystemTime};

use super::entry::RemoteHeading;
use super::tables::Change;
use super::{Journal, JournalError, Ticket, entry, key};
use crate::model::{Facts, FaultKind, FetchObstacle, RemoteStamp};

/// What a journal knows of a remote source.
#[derive(Debug)]
// Made and destructured at once for each source.
#[allow(clippy::large_enum_variant)]
pub(crate) enum KnownRemote {
    /// Its facts, measured or confirmed no longer ago than allowed.
    Current(Facts),
    /// Its facts, if the source confirms that they are of its current version.
    Older(Facts, RemoteStamp, Ticket),
    /// Nothing that can be confirmed. The ticket is for recording what the probe finds.
    Nothing(Ticket),
}

impl Journal {
    /// What is known of the remote source of this name.
    pub(crate) fn lookup_remote(&self, name: &str, deep: bool, max_age: Option<Duration>) -> KnownRemote {
        let at = SystemTime::now();
        let key = key::of_remote(name);
        let known = self.known_remote(&key, deep).unwrap_or_else(|error| {
            // The source can still be measured, so the audit continues; closing the journal returns the error.
            self.shared.fail(error);
            None
        });
        let ticket = Ticket { deep, key: Some(key), at };
        match known {
            Some((heading, facts)) if is_young(&heading, at, max_age) => KnownRemote::Current(facts),
            Some((heading, facts)) if heading.stamp.is_validator() => KnownRemote::Older(facts, heading.stamp, ticket),
            _ => KnownRemote::Nothing(ticket),
        }
    }

    /// Records what was found of a ticket's source, or that it is unchanged. If it could not be fetched, the previous entry
    /// is kept, unless nothing is there any more.
    pub(crate) fn record_remote(&self, ticket: Ticket, stamp: &RemoteStamp, facts: &Facts) {
        let Ticket { deep, key, at } = ticket;
        let not_fetched = |kind| matches!(kind, FaultKind::Io | FaultKind::NotFetched);
        let is_gone = || facts.faults.iter().any(|fault| FetchObstacle::of(fault) == Some(FetchObstacle::NotFound));
        if !facts.faults.iter().any(|fault| not_fetched(fault.kind)) {
            let heading = RemoteHeading::new(stamp.clone(), at);
            self.change(deep, key, Change::Put(entry::write(&heading, facts)));
        } else if is_gone() {
            self.change(deep, key, Change::Remove);
        }
    }

    fn known_remote(&self, key: &[u8], deep: bool) -> Result<Option<(RemoteHeading, Facts)>, JournalError> {
        let entry = self.shared.snapshot().get(deep, key).map_err(|source| JournalError::read(&self.path, source))?;
        let Some(entry) = entry else { return Ok(None) };
        let damaged = || JournalError::damaged(&self.path, "an entry cannot be read");
        let (heading, facts) = entry::read_heading::<RemoteHeading>(entry.value()).ok_or_else(damaged)?;
        if !heading.is_current() {
            return Ok(None);
        }
        Ok(Some((heading, entry::read_facts(facts).ok_or_else(damaged)?)))
    }
}

/// Whether the facts are so young that the source is not asked. Those of the future are not: a clock was wrong.
fn is_young(heading: &RemoteHeading, now: SystemTime, max_age: Option<Duration>) -> bool {
    let age = now.duration_since(heading.measured());
    max_age.zip(age.ok()).is_some_and(|(most, age)| age <= most)
}
