//! Asks a server for parts of one file, within the budget.

use std::io::Read;
use std::time::{Duration, Instant};

use super::answer::{self, Part, Version};
use super::link::Link;
use super::ranges::as_u64;
use super::{FetchLog, FetchOptions, obstacle};
use crate::http::{HttpRequest, HttpResponse, Method, Transport, TransportErrorKind};
use crate::model::{Fault, FetchObstacle};

/// Redirects followed for one request.
const REDIRECTS: u32 = 5;

/// What is known of one file's server, and what it has cost so far.
pub(super) struct Session<'t> {
    transport: &'t dyn Transport,
    pub(super) options: FetchOptions,
    link: Link,
    started: Instant,
    version: Option<Version>,
    pub(super) log: FetchLog,
    /// Whether a request was repeated: once is for a connection that the server had given up, twice is trouble.
    has_repeated: bool,
}

/// A part of the file, its bytes not yet read.
pub(super) struct Answer {
    pub(super) part: Part,
    pub(super) body: Box<dyn Read + Send>,
    /// Whether the body's end is known without asking for it.
    pub(super) has_length: bool,
}

impl<'t> Session<'t> {
    pub(super) fn new(transport: &'t dyn Transport, link: Link, options: FetchOptions) -> Self {
        let (started, log) = (Instant::now(), FetchLog::default());
        Self { transport, options, link, started, version: None, log, has_repeated: false }
    }

    /// Asks for the bytes from the first to before the second, or for all.
    pub(super) fn ask(&mut self, range: Option<(u64, u64)>) -> Result<Answer, Fault> {
        let first = range.map_or(0, |(start, _)| start);
        for _ in 0..=REDIRECTS {
            let answer = self.send(range, first)?;
            // RFC 9110 §15.4: those that name another place for the same request.
            if !matches!(answer.status, 301 | 302 | 303 | 307 | 308) {
                return self.accept(answer, first);
            }
            let Some(location) = answer.header("location") else {
                return Err(Fault::not_fetched(FetchObstacle::BadRedirect, first, "a redirect that says not where to"));
            };
            self.link = self.link.redirect(location, self.options.hosts)?;
            self.log.redirects = self.log.redirects.saturating_add(1);
        }
        let what = format!("more than {REDIRECTS} redirects");
        Err(Fault::not_fetched(FetchObstacle::TooManyRedirects, first, what))
    }

    /// Reads some of `body`, which stands at `offset` of the file; 0 is its end.
    pub(super) fn read(&mut self, body: &mut dyn Read, offset: u64, buffer: &mut [u8]) -> Result<usize, Fault> {
        let left = self.options.bytes.saturating_sub(self.log.bytes);
        let buffer = match usize::try_from(left) {
            Ok(0) => return Err(spent(offset, &format!("{} bytes", self.options.bytes))),
            Ok(left) if left < buffer.len() => buffer.get_mut(..left).unwrap_or_default(),
            _ => buffer,
        };
        self.time_left(offset)?;
        let count = body.read(buffer).map_err(|error| obstacle::of_body(&error, offset))?;
        self.log.bytes = self.log.bytes.saturating_add(as_u64(count));
        Ok(count)
    }

    /// Whether what failed is worth one more try, which is then noted.
    pub(super) fn may_repeat(&mut self, fault: &Fault) -> bool {
        let may = fault.obstacle == Some(FetchObstacle::ConnectionLost) && !self.has_repeated;
        self.has_repeated |= may;
        may
    }

    fn send(&mut self, range: Option<(u64, u64)>, first: u64) -> Result<HttpResponse, Fault> {
        let mut request = HttpRequest::new(Method::Get, self.link.as_str())
            .header("Accept", "*/*")
            // What is packed cannot be had in parts.
            .header("Accept-Encoding", "identity");
        if let Some((start, end)) = range {
            request = request.header("Range", format!("bytes={start}-{}", end.saturating_sub(1)));
            if let Some(condition) = self.version.as_ref().and_then(Version::condition) {
                request = request.header("If-Range", condition);
            }
        }
        loop {
            if self.log.requests >= self.options.requests {
                return Err(spent(first, &format!("{} requests", self.options.requests)));
            }
            request.timeout = self.time_left(first)?;
            self.log.requests = self.log.requests.saturating_add(1);
            match self.transport.send(&request) {
                Ok(answer) => return Ok(answer),
                Err(error) if error.kind == TransportErrorKind::Io && !self.has_repeated => self.has_repeated = true,
                Err(error) => return Err(obstacle::of_transport(&error, first)),
            }
        }
    }

    fn accept(&mut self, answer: HttpResponse, first: u64) -> Result<Answer, Fault> {
        if self.log.first_byte.is_none() {
            self.log.first_byte = Some(self.started.elapsed());
            self.log.content_type = answer.header("content-type").map(str::to_owned);
        }
        if !matches!(answer.status, 200 | 206 | 416) {
            return Err(obstacle::of_status(answer.status, &self.link, first));
        }
        let part = answer::part(&answer, first)?;
        let version = Version::of(&answer, part);
        match &self.version {
            Some(known) if known.differs(&version) => return Err(changed(first)),
            Some(_) => {}
            None => self.version = Some(version),
        }
        let has_length = answer::body_len(&answer).is_some();
        Ok(Answer { part, body: answer.body, has_length })
    }

    fn time_left(&self, offset: u64) -> Result<Duration, Fault> {
        let left = self.options.time.saturating_sub(self.started.elapsed());
        if left.is_zero() {
            let what = format!("more than {} seconds in all", self.options.time.as_secs());
            return Err(Fault::not_fetched(FetchObstacle::TooSlow, offset, what));
        }
        Ok(left)
    }
}

fn changed(offset: u64) -> Fault {
    Fault::not_fetched(FetchObstacle::Changed, offset, "the file was replaced while it was read")
}

fn spent(offset: u64, what: &str) -> Fault {
    Fault::not_fetched(FetchObstacle::Budget, offset, format!("it would take more than {what}"))
}
