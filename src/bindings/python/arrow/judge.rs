//! From a column to the rows of its reports. Never fails for a row: each has its own answer.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;

use super::super::fetcher::{Fetcher, url_of, without_query};
use super::super::judging::Judging;
use super::super::measure::probed;
use super::super::signals::BETWEEN_LOOKS;
use super::super::source::open;
use super::column::{Cell, Column};
use crate::audit::{AuditedFile, Rows};
use crate::check::check_facts;
use crate::model::{Facts, Kind, Subject};

/// How every row is judged.
#[derive(Clone)]
pub(super) struct Judge {
    pub(super) judging: Judging,
    pub(super) kind: Option<Kind>,
    pub(super) deep: bool,
    pub(super) fetcher: Fetcher,
    /// URLs that are fetched at the same time.
    pub(super) connections: usize,
}

impl Judge {
    /// A row for each row of the column, in its order; fewer if `is_interrupted` ends the work.
    ///
    /// # Errors
    /// Never in practice: the columns agree with the schema.
    pub(super) fn batch(&self, column: &Column, is_interrupted: &dyn Fn() -> bool) -> Result<RecordBatch, ArrowError> {
        let mut fetched = self.fetched(column, is_interrupted).into_iter();
        let mut rows = Rows::new();
        for index in (0..column.len()).take_while(|_| !is_interrupted()) {
            match column.cell(index) {
                None => rows.push_null(),
                Some(Cell::NotText(bytes)) => {
                    let facts = Facts::of_unreadable(&io::ErrorKind::InvalidFilename.into());
                    rows.push(&self.judged(&String::from_utf8_lossy(bytes), facts, false));
                }
                Some(Cell::Bytes(bytes)) => rows.push(&self.judged("", probed(&bytes, self.deep), false)),
                Some(Cell::Name(name)) if url_of(name).is_some() => {
                    let facts = fetched.next().flatten().unwrap_or_else(|| self.fetcher.measure(name));
                    rows.push(&self.judged(name, facts, true));
                }
                Some(Cell::Name(name)) => {
                    let facts = match open(Path::new(name)) {
                        Ok(file) => probed(&file, self.deep),
                        Err(error) => Facts::of_unreadable(&error),
                    };
                    rows.push(&self.judged(name, facts, false));
                }
            }
        }
        rows.take()
    }

    fn judged(&self, name: &str, facts: Facts, is_fetched: bool) -> AuditedFile {
        let subject_name = if is_fetched { without_query(name) } else { name };
        let subject_name = Some(subject_name).filter(|name| !name.is_empty());
        let subject = Subject { name: subject_name, expected_kind: self.kind, is_fetched };
        let mut file = AuditedFile::new(name, check_facts(facts, &subject, &self.judging.options));
        file.language = self.judging.language;
        file
    }

    /// The facts of every URL of the column, in its order.
    fn fetched(&self, column: &Column, is_interrupted: &dyn Fn() -> bool) -> Vec<Option<Facts>> {
        let urls: Vec<_> = (0..column.len())
            .filter_map(|index| match column.cell(index)? {
                Cell::Name(name) => url_of(name),
                Cell::NotText(_) | Cell::Bytes(_) => None,
            })
            .collect();
        let facts: Vec<_> = urls.iter().map(|_| Mutex::new(None)).collect();
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some((url, place)) = {
                let index = next.fetch_add(1, Ordering::Relaxed);
                urls.get(index).zip(facts.get(index))
            } {
                let measured = self.fetcher.measure(url);
                *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(measured);
            }
        };
        // Disconnected when every thread has ended.
        let (running, ended) = mpsc::channel::<()>();
        std::thread::scope(|scope| {
            for _ in 0..self.connections.min(urls.len()) {
                let running = running.clone();
                let work = move || {
                    work();
                    drop(running);
                };
                // Without a thread, its share is fetched one by one.
                let _ = std::thread::Builder::new().spawn_scoped(scope, work);
            }
            drop(running);
            while ended.recv_timeout(BETWEEN_LOOKS) == Err(RecvTimeoutError::Timeout) {
                if is_interrupted() {
                    next.store(urls.len(), Ordering::Relaxed);
                }
            }
        });
        facts.into_iter().map(|place| place.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
    }
}
