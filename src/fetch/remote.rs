//! A file behind a URL, as a source of bytes.

use std::fmt;
use std::io::{self, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::answer::Part;
use super::link::Link;
use super::plan::Plan;
use super::ranges::{Ranges, as_u64};
use super::session::{Answer, Session};
use super::{FetchLog, FetchOptions};
use crate::http::Transport;
use crate::model::{Fault, FetchObstacle};
use crate::probe::ReadAt;

/// A file behind a URL. Asks for a range at its beginning when it is opened, and for more as it is read.
///
/// Where the server knows no ranges its one answer is read as far as is needed, and dropped, which hangs up. A file that
/// is replaced meanwhile is noticed by its tag, its time or its length. Redirects are followed five times, each checked
/// as the URL was; nothing is ever sent that says who asks.
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
    /// Asks for the file's beginning.
    ///
    /// # Errors
    /// Where there is nothing to be had; [`Fault::obstacle`] says why not.
    pub fn open(transport: &'t dyn Transport, url: &str, options: &FetchOptions) -> Result<Self, Fault> {
        Self::start(transport, url, options).map_err(|(fault, _)| fault)
    }

    /// What was spent so far.
    pub fn log(&self) -> FetchLog {
        self.lock().session.log.clone()
    }

    /// As [`open`](Self::open), and says of a failure, too, what was spent.
    pub(super) fn start(
        transport: &'t dyn Transport,
        url: &str,
        options: &FetchOptions,
    ) -> Result<Self, (Fault, FetchLog)> {
        let link = Link::parse(url, options.hosts).map_err(|fault| (fault, FetchLog::default()))?;
        let session = Session::new(transport, link, options.clone());
        let mut state =
            State { session, held: Ranges::default(), plan: Plan::default(), stream: None, len: None, failure: None };
        match state.begin() {
            Ok(()) => Ok(Self { state: Mutex::new(state) }),
            Err(fault) => Err((fault, state.session.log)),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<'t>> {
        // What is held is whole after every step, so a reader that panicked elsewhere leaves it sound.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
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

    fn is_near(&self, offset: u64, len: u64) -> bool {
        let state = self.lock();
        state.session.options.whole || state.held.hold(offset, len)
    }
}

struct State<'t> {
    session: Session<'t>,
    held: Ranges,
    plan: Plan,
    /// The answer of a server that sends all of the file, read as far as was needed.
    stream: Option<Stream>,
    len: Option<u64>,
    /// Why no more is asked for.
    failure: Option<Fault>,
}

struct Stream {
    body: Box<dyn Read + Send>,
    at: u64,
}

impl State<'_> {
    /// Asks for the beginning.
    fn begin(&mut self) -> Result<(), Fault> {
        let first = self.session.options.first_range.max(1);
        let range = if self.session.options.whole { None } else { Some((0, first)) };
        self.repeating(|state| {
            let answer = state.session.ask(range)?;
            state.len = answer.part.file_len();
            state.take(answer, first)
        })
    }

    /// Brings at least one byte at `offset`, unless the file ends before, and as many of `wanted` as one range has.
    fn have(&mut self, offset: u64, wanted: u64) -> Result<(), Fault> {
        let is_behind_end = self.len.is_some_and(|len| offset >= len);
        if wanted == 0 || is_behind_end || self.held.hold(offset, 1) {
            return Ok(());
        }
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        self.repeating(|state| state.fetch(offset, wanted)).inspect_err(|fault| self.failure = Some(fault.clone()))
    }

    /// Does `what`, and once more where the connection was lost.
    fn repeating(&mut self, mut what: impl FnMut(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        match what(self) {
            Err(fault) if self.session.may_repeat(&fault) => what(self),
            result => result,
        }
    }

    fn fetch(&mut self, offset: u64, wanted: u64) -> Result<(), Fault> {
        if self.stream.is_some() {
            return self.read_stream(offset.saturating_add(wanted));
        }
        let least = self.session.options.later_range;
        let (start, end) = self.plan.range(offset, wanted, least, self.len, &self.held);
        self.plan.note(start, end);
        let answer = self.session.ask(Some((start, end)))?;
        self.take(answer, end)
    }

    /// Reads an answer up to byte `end` of the file.
    fn take(&mut self, mut answer: Answer, end: u64) -> Result<(), Fault> {
        match answer.part {
            Part::End { len } => {
                self.len = Some(len);
                Ok(())
            }
            Part::Whole { .. } => {
                self.stream = Some(Stream { body: answer.body, at: 0 });
                self.read_stream(end)
            }
            Part::Range { start, end: answered, .. } => {
                let mut at = start;
                let end = end.min(answered);
                while at < end {
                    let count = self.step(answer.body.as_mut(), at, end)?;
                    if count == 0 {
                        return Err(broke_off(at));
                    }
                    at = at.saturating_add(count);
                }
                if end == answered && answer.has_length {
                    // A body that was seen to end leaves its connection open for the next request.
                    let _ = answer.body.read(&mut [0]);
                }
                Ok(())
            }
        }
    }

    /// Reads the stream on, up to byte `end` of the file or its own end.
    fn read_stream(&mut self, end: u64) -> Result<(), Fault> {
        let Some(mut stream) = self.stream.take() else { return Ok(()) };
        let end = self.len.map_or(end, |len| end.min(len));
        while stream.at < end {
            let count = self.step(stream.body.as_mut(), stream.at, end)?;
            if count == 0 && self.len.is_some() {
                return Err(broke_off(stream.at));
            }
            if count == 0 {
                self.len = Some(stream.at);
                return Ok(());
            }
            stream.at = stream.at.saturating_add(count);
        }
        self.stream = Some(stream);
        Ok(())
    }

    /// Reads some bytes that stand at `at`, none of them at `end` or behind it.
    fn step(&mut self, body: &mut dyn Read, at: u64, end: u64) -> Result<u64, Fault> {
        let mut buffer = [0; 16 << 10];
        let room = usize::try_from(end.saturating_sub(at)).unwrap_or(usize::MAX).min(buffer.len());
        let buffer = buffer.get_mut(..room).unwrap_or_default();
        let count = self.session.read(body, at, buffer)?;
        self.held.insert(at, buffer.get(..count).unwrap_or_default());
        Ok(as_u64(count))
    }
}

fn broke_off(at: u64) -> Fault {
    Fault::not_fetched(FetchObstacle::ConnectionLost, at, "the body ends before the length that was announced")
}
