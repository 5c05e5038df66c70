//! A file at a URL, as a source of bytes.

use std::fmt;
use std::io::{self, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::failure::Failure;
use super::plan::Plan;
use super::ranges::{Ranges, as_u64};
use super::response::Part;
use super::session::{Answer, Response, Session, policy};
use super::{FetchLog, FetchOptions};
use crate::http::{Link, Transport};
use crate::model::{Fault, FetchObstacle, RemoteStamp};
use crate::probe::ReadAt;

/// A file at a URL. Requests its first range when opened, and more as it is read.
///
/// If the server does not support ranges, its single response is read as far as needed and then closed. A file that is
/// replaced while it is being read is noticed by its `ETag`, time or length. Up to five redirects are followed, each
/// checked like the URL itself. No credentials are ever sent.
///
/// ```no_run
/// use seedance_preflight::{Budget, probe};
/// use seedance_preflight::fetch::{FetchOptions, RemoteFile};
/// use seedance_preflight::http::{HttpOptions, HttpTransport};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let transport = HttpTransport::new(&HttpOptions::default())?;
/// let clip = RemoteFile::open(&transport, "https://media.example.com/clip.mp4", &FetchOptions::default())?;
/// let facts = probe(&clip, &Budget::default());
/// println!("{:?} of {} bytes", facts.video(), clip.log().bytes);
/// # Ok(())
/// # }
/// ```
pub struct RemoteFile<'t> {
    state: Mutex<State<'t>>,
}

impl<'t> RemoteFile<'t> {
    /// Requests the file's first range.
    ///
    /// # Errors
    /// If nothing can be fetched; [`FetchObstacle::of`] says why.
    pub fn open(transport: &'t dyn Transport, url: &str, options: &FetchOptions) -> Result<Self, Fault> {
        Self::start(transport, url, options, None).opened()
    }

    /// Requests, bytes and time spent so far.
    pub fn log(&self) -> FetchLog {
        self.lock().session.log.clone()
    }

    /// What recognizes the version of the file that was read.
    pub fn stamp(&self) -> RemoteStamp {
        self.lock().session.stamp()
    }

    /// Like [`open`](Self::open), but a failure also carries its log, and a file of the version `known` is not read.
    pub(super) fn start(
        transport: &'t dyn Transport,
        url: &str,
        options: &FetchOptions,
        known: Option<&RemoteStamp>,
    ) -> Start<'t> {
        let link = match Link::parse(url, &policy(options)) {
            Ok(link) => link,
            Err(error) => return Start::Failed(error.into(), FetchLog::default()),
        };
        let session = Session::new(transport, link, options.clone(), known.cloned());
        let mut state =
            State { session, held: Ranges::default(), plan: Plan::default(), stream: None, len: None, failure: None };
        match state.begin() {
            Ok(true) => Start::File(Box::new(Self { state: Mutex::new(state) })),
            Ok(false) => Start::Unchanged(state.session.log),
            Err(fault) => Start::Failed(fault, state.session.log),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<'t>> {
        // The state is consistent after every step, even if another reader panicked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the first request finds.
pub(super) enum Start<'t> {
    File(Box<RemoteFile<'t>>),
    /// The file is of the version that is known.
    Unchanged(FetchLog),
    Failed(Fault, FetchLog),
}

impl<'t> Start<'t> {
    fn opened(self) -> Result<RemoteFile<'t>, Fault> {
        match self {
            Self::File(file) => Ok(*file),
            Self::Failed(fault, _) => Err(fault),
            Self::Unchanged(_) => Err(unexpectedly_unchanged()),
        }
    }
}

/// Of an answer that the file is unchanged (304), to a request that named no version of it.
pub(super) fn unexpectedly_unchanged() -> Fault {
    FetchObstacle::BadAnswer.fault(0, "the response cannot be parsed")
}

impl fmt::Debug for RemoteFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteFile").field("log", &self.log()).finish_non_exhaustive()
    }
}

impl ReadAt for RemoteFile<'_> {
    fn byte_len(&self) -> Option<u64> {
        self.lock().len
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut state = self.lock();
        state.have(offset, as_u64(buffer.len())).map_err(io::Error::other)?;
        let held = state.held.from(offset);
        buffer.iter_mut().zip(held).for_each(|(to, from)| *to = *from);
        Ok(held.len().min(buffer.len()))
    }

    fn is_cheap(&self, offset: u64, len: u64) -> bool {
        let state = self.lock();
        state.session.options.whole || state.held.hold(offset, len)
    }
}

struct State<'t> {
    session: Session<'t>,
    held: Ranges,
    plan: Plan,
    /// The response of a server that sends the whole file, read as far as needed.
    stream: Option<Stream>,
    len: Option<u64>,
    /// Why no more is requested.
    failure: Option<Fault>,
}

struct Stream {
    body: Box<dyn Read + Send>,
    at: u64,
}

impl State<'_> {
    /// Requests the first range. Returns whether there is anything to read: not if the file is of the version that is known.
    fn begin(&mut self) -> Result<bool, Fault> {
        let first = self.session.options.first_range.max(1);
        let range = if self.session.options.whole { None } else { Some((0, first)) };
        self.retrying(|state| {
            let Answer::Part(response) = state.session.request(range)? else { return Ok(false) };
            state.len = response.part.file_len();
            state.take(response, first)?;
            Ok(true)
        })
    }

    /// Fetches at least one byte at `offset`, unless the file ends before it, and up to `wanted` bytes in one range.
    fn have(&mut self, offset: u64, wanted: u64) -> Result<(), Fault> {
        let is_past_end = self.len.is_some_and(|len| offset >= len);
        if wanted == 0 || is_past_end || self.held.hold(offset, 1) {
            return Ok(());
        }
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        self.retrying(|state| state.fetch(offset, wanted)).inspect_err(|fault| self.failure = Some(fault.clone()))
    }

    /// Runs `what`, and again if it may then succeed.
    fn retrying<T>(&mut self, mut what: impl FnMut(&mut Self) -> Result<T, Failure>) -> Result<T, Fault> {
        let mut tries = 1;
        loop {
            let failure = match what(self) {
                Ok(done) => return Ok(done),
                Err(failure) => failure,
            };
            if !self.session.wait_to_retry(failure.retry, tries) {
                return Err(failure.fault);
            }
            tries += 1;
        }
    }

    fn fetch(&mut self, offset: u64, wanted: u64) -> Result<(), Failure> {
        if self.stream.is_some() {
            return self.read_stream(offset.saturating_add(wanted));
        }
        let least = self.session.options.later_range;
        let (start, end) = self.plan.range(offset, wanted, least, self.len, &self.held);
        self.plan.note(start, end);
        match self.session.request(Some((start, end)))? {
            Answer::Part(response) => self.take(response, end),
            // Only the first request is conditional.
            Answer::Unchanged => Ok(()),
        }
    }

    /// Reads a response up to byte `end` of the file.
    fn take(&mut self, mut response: Response, end: u64) -> Result<(), Failure> {
        match response.part {
            Part::End { len } => {
                self.len = Some(len);
                Ok(())
            }
            Part::Whole { .. } => {
                self.stream = Some(Stream { body: response.body, at: 0 });
                self.read_stream(end)
            }
            Part::Range { start, end: range_end, .. } => {
                let mut at = start;
                let end = end.min(range_end);
                while at < end {
                    let count = self.step(response.body.as_mut(), at, end)?;
                    if count == 0 {
                        return Err(Failure::of_ended(at));
                    }
                    at = at.saturating_add(count);
                }
                if end == range_end && response.has_length {
                    // A body that was read to its end lets the transport reuse the connection.
                    let _ = response.body.read(&mut [0]);
                }
                Ok(())
            }
        }
    }

    /// Reads the stream up to byte `end` of the file or to its own end.
    fn read_stream(&mut self, end: u64) -> Result<(), Failure> {
        let Some(mut stream) = self.stream.take() else { return Ok(()) };
        let end = self.len.map_or(end, |len| end.min(len));
        while stream.at < end {
            let count = self.step(stream.body.as_mut(), stream.at, end)?;
            if count == 0 && self.len.is_some() {
                return Err(Failure::of_ended(stream.at));
            }
            if count == 0 {
                self.len = Some(stream.at);
                return Ok(());
            }
            stream.at = stream.at.saturating_add(count);
        }
        if self.len == Some(stream.at) {
            // All of it is held. Read to its end, the body lets the transport reuse the connection.
            let _ = stream.body.read(&mut [0]);
            return Ok(());
        }
        self.stream = Some(stream);
        Ok(())
    }

    /// Reads some bytes at `at`, up to `end`.
    fn step(&mut self, body: &mut dyn Read, at: u64, end: u64) -> Result<u64, Failure> {
        let mut buffer = [0; 16 << 10];
        let room = usize::try_from(end.saturating_sub(at)).unwrap_or(usize::MAX).min(buffer.len());
        let buffer = buffer.get_mut(..room).unwrap_or_default();
        let count = self.session.read(body, at, buffer)?;
        self.held.insert(at, buffer.get(..count).unwrap_or_default());
        Ok(as_u64(count))
    }
}
