//! Requests parts of one file, within the budget.

use std::io::Read;
use std::time::{Duration, Instant};

use super::failure::{Failure, Retry};
use super::ranges::as_u64;
use super::response::{self, Part};
use super::version::Version;
use super::{FetchLog, FetchOptions};
use crate::http::{HttpRequest, HttpResponse, Link, LinkPolicy, Method, PlainHttp, Transport, follow};
use crate::model::{Fault, FetchObstacle, RemoteStamp};

/// The longest body of a redirect or an error that is read, since that is cheaper than another connection.
const LONGEST_DRAINED: u64 = 16 << 10;

/// The state of one file's requests, and what they cost so far.
pub(super) struct Session<'t> {
    transport: &'t dyn Transport,
    pub(super) options: FetchOptions,
    link: Link,
    started: Instant,
    /// How long requests waited for a connection, which is not time of this file.
    waited: Duration,
    version: Option<Version>,
    /// The version that is known already, until a response shows another.
    known: Option<RemoteStamp>,
    pub(super) log: FetchLog,
}

/// The response to a request.
pub(super) enum Answer {
    /// The file is still of the version that is known.
    Unchanged,
    /// A part of it.
    Part(Response),
}

/// A part of the file, its bytes not yet read.
pub(super) struct Response {
    pub(super) part: Part,
    pub(super) body: Box<dyn Read + Send>,
    /// Whether the body has a known length.
    pub(super) has_length: bool,
}

impl<'t> Session<'t> {
    pub(super) fn new(
        transport: &'t dyn Transport,
        link: Link,
        options: FetchOptions,
        known: Option<RemoteStamp>,
    ) -> Self {
        let (started, waited, log) = (Instant::now(), Duration::ZERO, FetchLog::default());
        let known = known.filter(RemoteStamp::is_validator);
        Self { transport, options, link, started, waited, version: None, known, log }
    }

    /// Requests the bytes from the first to before the second, or the whole file, unless it is of the version that is known.
    pub(super) fn request(&mut self, range: Option<(u64, u64)>) -> Result<Answer, Failure> {
        let first = range.map_or(0, |(start, _)| start);
        let policy = policy(&self.options);
        let (mut link, mut hops) = (self.link.clone(), 0_u32);
        let followed = follow(&mut link, &policy, |link| {
            let response = self.send(link, range, first)?;
            hops = hops.saturating_add(1);
            Ok::<_, Failure>(response)
        });
        self.link = link;
        self.log.redirects = self.log.redirects.saturating_add(hops.saturating_sub(1));
        self.accept(followed?, first)
    }

    /// Reads some of `body`, which is at `offset` in the file; 0 is its end.
    pub(super) fn read(&mut self, body: &mut dyn Read, offset: u64, buffer: &mut [u8]) -> Result<usize, Failure> {
        let left = self.options.bytes.saturating_sub(self.log.bytes);
        let buffer = match usize::try_from(left) {
            Ok(0) => return Err(spent(offset, &format!("{} bytes", self.options.bytes)).into()),
            Ok(left) if left < buffer.len() => buffer.get_mut(..left).unwrap_or_default(),
            _ => buffer,
        };
        self.time_left(offset)?;
        let count = body.read(buffer).map_err(|error| Failure::of_body(&error, offset))?;
        self.log.bytes = self.log.bytes.saturating_add(as_u64(count));
        Ok(count)
    }

    /// What recognizes the version that was read.
    pub(super) fn stamp(&self) -> RemoteStamp {
        self.version.as_ref().map(Version::stamp).unwrap_or_default()
    }

    /// Waits before a further try after `tries` of them; returns whether to make it.
    pub(super) fn wait_to_retry(&mut self, retry: Retry, tries: u32) -> bool {
        let pause = self.options.retries.pause(retry, tries);
        let left = self.options.time.saturating_sub(self.spent());
        let Some(pause) = pause.filter(|&pause| pause < left && self.log.requests < self.options.requests) else {
            return false;
        };
        let goes_on = pause.is_zero() || self.transport.pause(pause);
        self.log.retries = self.log.retries.saturating_add(u32::from(goes_on));
        goes_on
    }

    fn send(&mut self, link: &Link, range: Option<(u64, u64)>, first: u64) -> Result<HttpResponse, Failure> {
        let mut request = HttpRequest::new(Method::Get, link.as_str())
            .header("Accept", "*/*")
            // A compressed body has no byte ranges of the file.
            .header("Accept-Encoding", "identity");
        if let Some((start, end)) = range {
            request = request.header("Range", format!("bytes={start}-{}", end.saturating_sub(1)));
            if let Some(condition) = self.version.as_ref().and_then(Version::condition) {
                request = request.header("If-Range", condition);
            }
        }
        // RFC 9110 §13.2.2: tags come before times, and both before ranges.
        match &self.known {
            Some(RemoteStamp { etag: Some(tag), .. }) => request = request.header("If-None-Match", tag),
            Some(RemoteStamp { last_modified: Some(time), .. }) => request = request.header("If-Modified-Since", time),
            _ => {}
        }
        if self.log.requests >= self.options.requests {
            return Err(spent(first, &format!("{} requests", self.options.requests)).into());
        }
        request.timeout = self.time_left(first)?;
        self.log.requests = self.log.requests.saturating_add(1);
        match self.transport.send(&request) {
            Ok(mut response) => {
                self.waited = self.waited.saturating_add(response.waited);
                self.drain(&mut response);
                Ok(response)
            }
            Err(error) => {
                self.waited = self.waited.saturating_add(error.waited);
                Err(Failure::of_transport(&error, first))
            }
        }
    }

    /// Reads the short body of a redirect or an error to its end, so that the transport can reuse the connection.
    fn drain(&mut self, response: &mut HttpResponse) {
        let is_short = response::body_len(response).is_some_and(|length| length <= LONGEST_DRAINED);
        if matches!(response.status, 200 | 206) || !is_short {
            return;
        }
        let mut buffer = [0; 1 << 10];
        while let Ok(count @ 1..) = response.body.read(&mut buffer) {
            self.log.bytes = self.log.bytes.saturating_add(as_u64(count));
        }
    }

    fn accept(&mut self, response: HttpResponse, first: u64) -> Result<Answer, Failure> {
        if self.log.first_byte.is_none() {
            self.log.first_byte = Some(self.spent());
            self.log.content_type = response.header("content-type").map(str::to_owned);
        }
        if response.status == 304 && self.known.is_some() {
            return Ok(Answer::Unchanged);
        }
        if !matches!(response.status, 200 | 206 | 416) {
            return Err(Failure::of_status(&response, &self.link, first));
        }
        let part = response::part(&response, first)?;
        let version = Version::of(&response, part);
        // A server that ignores conditions.
        if self.known.as_ref().is_some_and(|known| version.is_of(known)) {
            return Ok(Answer::Unchanged);
        }
        self.known = None;
        match &self.version {
            Some(known) if known.differs(&version) => return Err(changed(first).into()),
            Some(_) => {}
            None => self.version = Some(version),
        }
        let has_length = response::body_len(&response).is_some();
        Ok(Answer::Part(Response { part, body: response.body, has_length }))
    }

    /// The time that this file has taken.
    fn spent(&self) -> Duration {
        self.started.elapsed().saturating_sub(self.waited)
    }

    fn time_left(&self, offset: u64) -> Result<Duration, Fault> {
        let left = self.options.time.saturating_sub(self.spent());
        if left.is_zero() {
            let what = format!("fetching takes more than {} seconds", self.options.time.as_secs());
            return Err(FetchObstacle::TooSlow.fault(offset, what));
        }
        Ok(left)
    }
}

fn changed(offset: u64) -> Fault {
    FetchObstacle::Changed.fault(offset, "the file was replaced while it was being read")
}

fn spent(offset: u64, what: &str) -> Fault {
    FetchObstacle::Budget.fault(offset, format!("fetching would take more than {what}"))
}

/// The link policy of a fetch: media may be at plain `http` URLs.
pub(super) fn policy(options: &FetchOptions) -> LinkPolicy {
    LinkPolicy { hosts: options.hosts, plain_http: PlainHttp::Always, ..LinkPolicy::default() }
}
