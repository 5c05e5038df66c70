//! A server on loopback that keeps connections open, counts what it is asked, and fails where a test wants it to.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// One request, as it came.
pub(crate) struct Asked {
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// How many requests for this target came before it.
    pub(crate) number: usize,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of == name).map(|(_, value)| value.as_str())
    }
}

/// What the server does with a request.
pub(crate) enum Reply {
    /// Closes the connection without a response.
    Reset,
    /// This status, after a pause, with these headers.
    Status { after: Duration, status: u16, headers: Vec<String> },
    /// This status with this body, at once.
    #[allow(dead_code)] // Only stores answer so.
    Body { status: u16, headers: Vec<String>, body: Vec<u8> },
    /// The file after a pause, or the range of it that is asked for, with these headers.
    File { after: Duration, file: Arc<Vec<u8>>, headers: Vec<String> },
}

/// What a server was asked.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) connections: AtomicUsize,
    pub(crate) in_progress: AtomicUsize,
    /// The most requests at a time.
    pub(crate) most: AtomicUsize,
    /// Requests by target.
    pub(crate) asked: Mutex<HashMap<String, usize>>,
    pub(crate) body_bytes: AtomicUsize,
}

impl Counts {
    /// Requests in total.
    pub(crate) fn requests(&self) -> usize {
        self.asked.lock().unwrap().values().sum()
    }

    /// The most requests for one target.
    pub(crate) fn most_of_one(&self) -> usize {
        self.asked.lock().unwrap().values().copied().max().unwrap_or_default()
    }
}

pub(crate) struct Web {
    pub(crate) address: SocketAddr,
    pub(crate) counts: Arc<Counts>,
}

type Answer = dyn Fn(&Asked) -> Reply + Send + Sync;

impl Web {
    /// A server at `ip`, on a port of its own.
    pub(crate) fn start(ip: &str, answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((ip, 0)).unwrap();
        let web = Self { address: listener.local_addr().unwrap(), counts: Arc::default() };
        let (counts, answer): (_, Arc<Answer>) = (Arc::clone(&web.counts), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                counts.connections.fetch_add(1, Ordering::SeqCst);
                let (counts, answer) = (Arc::clone(&counts), Arc::clone(&answer));
                // Whoever hangs up has had enough: no error of the server's.
                let serve = move || _ = serve(stream, &counts, &*answer);
                thread::Builder::new().stack_size(256 << 10).spawn(serve).unwrap();
            }
        });
        web
    }

    pub(crate) fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }
}

fn serve(mut stream: TcpStream, counts: &Counts, answer: &Answer) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::new();
    while let Some(mut asked) = read_request(&mut stream, &mut buffer)? {
        counts.most.fetch_max(counts.in_progress.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        {
            let mut all = counts.asked.lock().unwrap();
            let count = all.entry(asked.target.clone()).or_default();
            asked.number = *count;
            *count += 1;
        }
        let reply = answer(&asked);
        if let Reply::Status { after, .. } | Reply::File { after, .. } = &reply {
            thread::sleep(*after);
        }
        // Before the response, since the client may send its next request as soon as it has it.
        counts.in_progress.fetch_sub(1, Ordering::SeqCst);
        match reply {
            Reply::Reset => return Ok(()),
            Reply::Status { status, headers, .. } => write(&mut stream, status, &headers, b"")?,
            Reply::Body { status, headers, body } => write(&mut stream, status, &headers, &body)?,
            Reply::File { file, mut headers, .. } => {
                let (status, body) = match range(&asked, file.len()) {
                    Some((start, end)) => {
                        headers.push(format!("Content-Range: bytes {start}-{}/{}", end - 1, file.len()));
                        (206, &file[start..end])
                    }
                    None => (200, &file[..]),
                };
                counts.body_bytes.fetch_add(body.len(), Ordering::SeqCst);
                write(&mut stream, status, &headers, body)?;
            }
        }
    }
    Ok(())
}

/// The next request; `None` once the client has closed the connection.
fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Asked>> {
    buffer.clear();
    while !buffer.ends_with(b"\r\n\r\n") {
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk)? {
            0 => return Ok(None),
            count => buffer.extend_from_slice(&chunk[..count]),
        }
    }
    let head = String::from_utf8_lossy(buffer);
    let mut lines = head.lines();
    let target = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    Ok(Some(Asked { target, headers, number: 0 }))
}

/// First byte and the one past the last, within a file of `len` bytes.
fn range(asked: &Asked, len: usize) -> Option<(usize, usize)> {
    let (start, last) = asked.header("range")?.strip_prefix("bytes=")?.split_once('-')?;
    let (start, end) = (start.parse().ok()?, (last.parse::<usize>().ok()? + 1).min(len));
    (start < end).then_some((start, end))
}

/// Head and body in one piece, so that neither waits for the other's receipt.
fn write(stream: &mut TcpStream, status: u16, headers: &[String], body: &[u8]) -> io::Result<()> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = if status == 304 { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
    let head = format!("HTTP/1.1 {status} Status\r\n{headers}{length}\r\n");
    stream.write_all(&[head.as_bytes(), body].concat())
}
