//! Requests parts of one file, within the budget.

use std::io::Read;
use std::time::{Duration, Instant};

use super::response::{self, Part, Version};

use super::ranges::as_u64;
use super::{FetchLog, FetchOptions, obstacle};
use crate::http::{
    HttpRequest, HttpResponse, Link, LinkPolicy, Method, PlainHttp, Transport, TransportErrorKind, follow,
};
use crate::model::{Fault, FetchObstacle};

/// The state of one file's requests, and what they cost so far.
pub(super) struct Session<'t> {
    transport: &'t dyn Transport,
    pub(super) options: FetchOptions,
    link: Link,
    started: Instant,
    version: Option<Version>,
    pub(super) log: FetchLog,
    /// Whether a request was retried. Once covers a reused connection that the server had closed; a second loss is an error.
    has_retried: bool,
}

/// A part of the file, its bytes not yet read.
pub(super) struct Response {
    pub(super) part: Part,
    pub(super) body: Box<dyn Read + Send>,
    /// Whether the body has a known length.
    pub(super) has_length: bool,
}

impl<'t> Session<'t> {
    pub(super) fn new(transport: &'t dyn Transport, link: Link, options: FetchOptions) -> Self {
        let (started, log) = (Instant::now(), FetchLog::default());
        Self { transport, options, link, started, version: None, log, has_retried: false }
    }

    /// Requests the bytes from the first to before the second, or the whole file.
    pub(super) fn request(&mut self, range: Option<(u64, u64)>) -> Result<Response, Fault> {
        let first = range.map_or(0, |(start, _)| start);
        let policy = policy(&self.options);
        let (mut link, mut hops) = (self.link.clone(), 0_u32);
        let followed = follow(&mut link, &policy, |link| {
            let response = self.send(link, range, first)?;
            hops = hops.saturating_add(1);
            Ok::<_, Fault>(response)
        });
        self.link = link;
        self.log.redirects = self.log.redirects.saturating_add(hops.saturating_sub(1));
        self.accept(followed?, first)
    }

    /// Reads some of `body`, which is at `offset` in the file; 0 is its end.
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

    /// Whether to retry after `fault`, which is then recorded.
    pub(super) fn may_retry(&mut self, fault: &Fault) -> bool {
        let may = FetchObstacle::of(fault) == Some(FetchObstacle::ConnectionLost) && !self.has_retried;
        self.has_retried |= may;
        may
    }

    fn send(&mut self, link: &Link, range: Option<(u64, u64)>, first: u64) -> Result<HttpResponse, Fault> {
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
        loop {
            if self.log.requests >= self.options.requests {
                return Err(spent(first, &format!("{} requests", self.options.requests)));
            }
            request.timeout = self.time_left(first)?;
            self.log.requests = self.log.requests.saturating_add(1);
            match self.transport.send(&request) {
                Ok(response) => return Ok(response),
                Err(error) if error.kind == TransportErrorKind::Io && !self.has_retried => self.has_retried = true,
                Err(error) => return Err(obstacle::of_transport(&error, first)),
            }
        }
    }

    fn accept(&mut self, response: HttpResponse, first: u64) -> Result<Response, Fault> {
        if self.log.first_byte.is_none() {
            self.log.first_byte = Some(self.started.elapsed());
            self.log.content_type = response.header("content-type").map(str::to_owned);
        }
        if !matches!(response.status, 200 | 206 | 416) {
            return Err(obstacle::of_status(response.status, &self.link, first));
        }
        let part = response::part(&response, first)?;
        let version = Version::of(&response, part);
        match &self.version {
            Some(known) if known.differs(&version) => return Err(changed(first)),
            Some(_) => {}
            None => self.version = Some(version),
        }
        let has_length = response::body_len(&response).is_some();
        Ok(Response { part, body: response.body, has_length })
    }

    fn time_left(&self, offset: u64) -> Result<Duration, Fault> {
        let left = self.options.time.saturating_sub(self.started.elapsed());
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
