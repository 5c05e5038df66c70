//! A server on loopback with scripted responses: real sockets, one request per connection.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// One request, as it came.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    #[allow(dead_code)] // Shown where a test fails.
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// How many came before it.
    pub(crate) number: usize,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }

    /// First byte and the one past the last, within a file of `len` bytes.
    pub(crate) fn range(&self, len: usize) -> Option<(usize, usize)> {
        let (start, last) = self.header("range")?.strip_prefix("bytes=")?.split_once('-')?;
        Some((start.parse().ok()?, (last.parse::<usize>().ok()? + 1).min(len)))
    }
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) connections: Arc<AtomicUsize>,
    pub(crate) requests: Arc<Mutex<Vec<Request>>>,
}

/// What a server does with a request.
pub(crate) type Answer = dyn Fn(&Request, &mut TcpStream) -> io::Result<()> + Send + Sync;

impl Server {
    pub(crate) fn start(answer: Box<Answer>) -> Self {
        Self::listen("127.0.0.1:0", answer)
    }

    pub(crate) fn listen(address: &str, answer: Box<Answer>) -> Self {
        let listener = TcpListener::bind(address).unwrap();
        let server =
            Self { address: listener.local_addr().unwrap(), connections: Arc::default(), requests: Arc::default() };
        let (connections, requests) = (Arc::clone(&server.connections), Arc::clone(&server.requests));
        let answer: Arc<Answer> = Arc::from(answer);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                connections.fetch_add(1, Ordering::SeqCst);
                let (requests, answer) = (Arc::clone(&requests), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &requests, &*answer));
            }
        });
        server
    }

    pub(crate) fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }
}

/// Whoever hangs up on us has had enough: no error of the server's.
fn serve(mut stream: TcpStream, requests: &Mutex<Vec<Request>>, answer: &Answer) {
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let Some(mut request) = read_request(&mut stream) else { return };
    {
        let mut requests = requests.lock().unwrap();
        request.number = requests.len();
        requests.push(request.clone());
    }
    if answer(&request, &mut stream).is_ok() {
        let _ = stream.shutdown(Shutdown::Write);
        let _ = stream.read(&mut [0; 1]);
    }
}

fn read_request(stream: &mut TcpStream) -> Option<Request> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).ok()?;
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let headers = lines.filter_map(|line| line.split_once(": "));
    Some(Request {
        method: first.next()?.to_owned(),
        target: first.next()?.to_owned(),
        headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
        number: 0,
    })
}

/// Status line and headers.
pub(crate) fn head(stream: &mut TcpStream, status: &str, headers: &[&str]) -> io::Result<()> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    stream.write_all(format!("HTTP/1.1 {status}\r\n{headers}Connection: close\r\n\r\n").as_bytes())
}

/// An answer with its length.
pub(crate) fn whole(stream: &mut TcpStream, status: &str, headers: &[&str], body: &[u8]) -> io::Result<()> {
    let length = format!("Content-Length: {}", body.len());
    head(stream, status, &[headers, &[length.as_str()]].concat())?;
    stream.write_all(body)
}

/// The file by the rules: a range where one is asked for, with these headers besides.
pub(crate) fn by_the_rules(request: &Request, stream: &mut TcpStream, file: &[u8], headers: &[&str]) -> io::Result<()> {
    match request.range(file.len()) {
        None => whole(stream, "200 OK", headers, file),
        Some((start, end)) if start < end => {
            let range = format!("Content-Range: bytes {start}-{}/{}", end - 1, file.len());
            whole(stream, "206 Partial Content", &[headers, &[range.as_str()]].concat(), &file[start..end])
        }
        Some(_) => {
            let range = format!("Content-Range: bytes */{}", file.len());
            whole(stream, "416 Range Not Satisfiable", &[range.as_str()], b"")
        }
    }
}

/// The body in chunks.
pub(crate) fn chunked(stream: &mut TcpStream, body: &[u8]) -> io::Result<()> {
    head(stream, "200 OK", &["Transfer-Encoding: chunked"])?;
    for chunk in body.chunks(7000) {
        write!(stream, "{:x}\r\n", chunk.len())?;
        stream.write_all(chunk)?;
        stream.write_all(b"\r\n")?;
    }
    stream.write_all(b"0\r\n\r\n")
}
