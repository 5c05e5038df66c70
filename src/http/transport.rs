//! The transport over sockets, built on `ureq`.

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, Proxy, ProxyProtocol};

use super::error;
use super::guard::{AllowedHosts, Guard, Resolve};
use super::names::Names;
use super::phase::{self, Watch};
use super::slots::{Slot, Slots};
use super::{HttpRequest, HttpResponse, Method, Transport, TransportError, TransportErrorKind};

/// How a [`HttpTransport`] behaves.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HttpOptions {
    /// Which addresses are connected to.
    pub hosts: AllowedHosts,
    /// How long name resolution may take, and then connection and handshake together.
    pub connect_timeout: Duration,
    /// How long the server may send nothing, before or within its response.
    pub read_timeout: Duration,
    /// Whether to use the proxy named by `ALL_PROXY`, `HTTPS_PROXY` or `HTTP_PROXY`, except for the hosts in `NO_PROXY`.
    /// A proxy resolves names itself, so their addresses are then not checked.
    pub proxy_from_environment: bool,
    /// Connections that each host may have at the same time: a scheme, a name and a port. A request to a host that has as
    /// many waits, and its own time begins afterwards.
    pub connections_per_host: NonZeroUsize,
    /// Connections that are kept open for later requests, in total.
    pub idle_connections: usize,
}

/// About what a browser opens to one host (RFC 9112 §9.4 asks for restraint).
const CONNECTIONS_PER_HOST: NonZeroUsize = NonZeroUsize::new(8).unwrap();

impl Default for HttpOptions {
    /// Public hosts only, timeouts of ten seconds, no proxy, eight connections per host, and 64 that are kept.
    fn default() -> Self {
        let timeout = Duration::from_secs(10);
        Self {
            hosts: AllowedHosts::Public,
            connect_timeout: timeout,
            read_timeout: timeout,
            proxy_from_environment: false,
            connections_per_host: CONNECTIONS_PER_HOST,
            idle_connections: 64,
        }
    }
}

/// Sends requests over sockets and TLS, and reuses connections. Names are looked up once, not for each request.
///
/// Follows no redirects, keeps no cookies, decompresses nothing and retries nothing. A POST always uses a new connection,
/// so that none is lost on a stale one. With [`AllowedHosts::Public`] every address that a name resolves to is checked,
/// and only the checked addresses are connected to.
///
/// ```
/// use seedance_preflight::http::{HttpOptions, HttpRequest, HttpTransport, Method, Transport, TransportErrorKind};
///
/// let transport = HttpTransport::new(&HttpOptions::default()).unwrap();
/// let error = transport.send(&HttpRequest::new(Method::Get, "http://127.0.0.1/")).unwrap_err();
/// assert_eq!(error.kind, TransportErrorKind::BlockedAddress);
/// assert!(!error.may_have_arrived);
/// ```
#[derive(Debug, Clone)]
pub struct HttpTransport {
    agent: Agent,
    slots: Arc<Slots>,
}

impl HttpTransport {
    /// A transport that resolves names by the system's resolver.
    ///
    /// # Errors
    /// If the environment names a proxy that is neither `http` nor `https`.
    pub fn new(options: &HttpOptions) -> Result<Self, TransportError> {
        Self::with(options, None)
    }

    /// A transport that resolves names by `names`.
    ///
    /// # Errors
    /// If the environment names a proxy that is neither `http` nor `https`.
    pub fn with_resolver(options: &HttpOptions, names: Arc<dyn Resolve>) -> Result<Self, TransportError> {
        Self::with(options, Some(names))
    }

    fn with(options: &HttpOptions, names: Option<Arc<dyn Resolve>>) -> Result<Self, TransportError> {
        let proxy = if options.proxy_from_environment { supported(Proxy::try_from_env())? } else { None };
        let known = Arc::new(Names::default());
        let guard =
            Guard::new(options.hosts, names, proxy.as_ref().map(|proxy| proxy.uri().clone()), Arc::clone(&known));
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(proxy)
            .user_agent(concat!("seedance-preflight/", env!("CARGO_PKG_VERSION")))
            .accept_encoding("identity")
            .timeout_resolve(Some(options.connect_timeout))
            .timeout_connect(Some(options.connect_timeout))
            .timeout_recv_response(Some(options.read_timeout))
            .timeout_per_read(Some(options.read_timeout))
            .timeout_per_write(Some(options.read_timeout))
            .max_idle_connections(options.idle_connections)
            .max_idle_connections_per_host(options.connections_per_host.get())
            .build();
        let watch = Watch::new(DefaultConnector::new(), known);
        let slots = Slots::new(options.connections_per_host);
        Ok(Self { agent: Agent::with_parts(config, watch, guard), slots })
    }

    fn run(&self, request: &HttpRequest) -> Result<ureq::http::Response<Body>, ureq::Error> {
        let method = match request.method {
            Method::Get => ureq::http::Method::GET,
            Method::Post => ureq::http::Method::POST,
        };
        let mut builder = ureq::http::Request::builder().method(method).uri(&request.url);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        match request.method {
            Method::Get => {
                let prepared = self.agent.configure_request(builder.body(())?);
                self.agent.run(prepared.timeout_global(Some(request.timeout)).build())
            }
            Method::Post => {
                let prepared = self.agent.configure_request(builder.body(request.body.as_slice())?);
                let prepared = prepared.timeout_global(Some(request.timeout)).max_idle_age(Duration::ZERO);
                self.agent.run(prepared.build())
            }
        }
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let (slot, waited) = self.slots.take(&request.url);
        phase::begin();
        let response = self.run(request).map_err(|source| {
            let mut error = error::describe(source, phase::reached());
            error.waited = waited;
            error
        })?;
        let (parts, body) = response.into_parts();
        let headers = parts
            .headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
        let body = DescribedBody { body: body.into_reader(), slot };
        let mut response = HttpResponse::new(parts.status.as_u16(), headers.collect(), Box::new(body));
        response.waited = waited;
        Ok(response)
    }
}

/// A body whose I/O errors are described like those of the transport.
struct DescribedBody<R> {
    // Dropped before the slot, so that its connection is closed by then.
    body: R,
    /// The connection's place among those of its host, until the body has ended.
    slot: Option<Slot>,
}

impl<R: Read> Read for DescribedBody<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.body.read(buffer).map_err(error::describe_body);
        if matches!(read, Ok(0)) && !buffer.is_empty() {
            self.slot = None;
        }
        read
    }
}

/// A proxy that `ureq` supports here: it would silently bypass any other.
fn supported(proxy: Option<Proxy>) -> Result<Option<Proxy>, TransportError> {
    match proxy {
        Some(proxy) if !matches!(proxy.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) => {
            let what = "the environment names a proxy that is neither http nor https";
            Err(TransportError::new(TransportErrorKind::Connect, false, what))
        }
        proxy => Ok(proxy),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::{TcpListener, TcpStream};
    use std::thread;

    use super::*;

    fn transport() -> HttpTransport {
        let timeout = Duration::from_secs(1);
        let options = HttpOptions {
            hosts: AllowedHosts::Any,
            connect_timeout: Duration::from_secs(5),
            read_timeout: timeout,
            ..HttpOptions::default()
        };
        HttpTransport::new(&options).unwrap()
    }

    /// A server that reads the head of one request and then runs `what`.
    fn server(what: impl FnOnce(TcpStream) + Send + 'static) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/a?secret=1", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.push(byte[0]);
            }
            what(stream);
        });
        url
    }

    fn error(url: &str) -> TransportError {
        let error = transport().send(&HttpRequest::new(Method::Get, url)).unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
        error
    }

    #[test]
    fn a_response_of_any_status_is_a_success() {
        let url = server(|mut stream| {
            stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 2\r\n\r\nok").unwrap();
        });
        let mut request = HttpRequest::new(Method::Post, url).header("X-A", "b");
        request.body = b"{}".to_vec();
        let mut response = transport().send(&request).unwrap();
        assert_eq!((response.status, response.header("location")), (302, Some("/b")));
        response.body.read_to_end(&mut Vec::new()).unwrap();
    }

    #[test]
    fn unsent_requests_cannot_have_arrived() {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        for (url, kind) in [
            (format!("http://{free}/?secret"), TransportErrorKind::Connect),
            ("http://no-such-host.invalid/?secret".to_owned(), TransportErrorKind::Resolve),
            ("ftp://127.0.0.1/?secret".to_owned(), TransportErrorKind::BadUrl),
            ("http://a b/?secret".to_owned(), TransportErrorKind::BadUrl),
        ] {
            let error = error(&url);
            assert_eq!((error.kind, error.may_have_arrived), (kind, false), "{url}: {error}");
        }
        let public_only = HttpTransport::new(&HttpOptions::default()).unwrap();
        let error = public_only.send(&HttpRequest::new(Method::Get, format!("http://{free}/"))).unwrap_err();
        assert_eq!((error.kind, error.may_have_arrived), (TransportErrorKind::BlockedAddress, false));
    }

    #[test]
    fn sent_requests_may_have_arrived() {
        let lost = error(&server(drop));
        assert_eq!((lost.kind, lost.may_have_arrived), (TransportErrorKind::Io, true), "{lost}");
        let silent = error(&server(|stream| {
            thread::sleep(Duration::from_secs(4));
            drop(stream);
        }));
        assert_eq!((silent.kind, silent.may_have_arrived), (TransportErrorKind::Timeout, true), "{silent}");
        let garbage = error(&server(|mut stream| stream.write_all(b"SSH-2.0-x\r\n\r\n").unwrap()));
        assert_eq!((garbage.kind, garbage.may_have_arrived), (TransportErrorKind::Protocol, true), "{garbage}");
    }

    #[test]
    fn a_failed_handshake_sends_nothing() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}/?secret", listener.local_addr().unwrap());
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        });
        let error = error(&url);
        assert_eq!((error.kind, error.may_have_arrived), (TransportErrorKind::Tls, false), "{error}");
    }
}
