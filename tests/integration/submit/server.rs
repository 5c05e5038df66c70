//! The mock: an HTTP server with scripted responses that records its requests.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::ID;

/// What the server does with one request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// Answers whole.
    Full { status: u16, headers: Vec<(&'static str, String)>, body: Vec<u8> },
    /// Hangs up before it has read a byte.
    CutBefore,
    /// Reads all, and hangs up.
    CutAfter,
    /// Announces more than it sends.
    CutWithin,
    /// Reads all, and says nothing for that long.
    Silent(Duration),
    /// Sends the head, and then a byte now and then.
    Drip(Duration),
    /// Sends these bytes, which are not HTTP.
    Raw(&'static [u8]),
    /// Sends this many blanks as the body.
    Huge(usize),
    /// Sends all that it was sent, as the body, with this type and status.
    Echo(u16, &'static str),
}

/// What the server was asked.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) at: Instant,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    /// Whether what it did may have made a task.
    pub(crate) may_have_created: bool,
}

pub(crate) struct Server {
    pub(crate) base: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    connections: Arc<Mutex<usize>>,
}

/// The request so far as it decides the answer: `POST`, the path, and how many requests came before it.
type Script = dyn Fn(&str, &str, usize) -> Reply + Send + Sync;

impl Server {
    /// Does as `script` says.
    pub(crate) fn new(script: impl Fn(&str, &str, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").unwrap(), script)
    }

    pub(crate) fn on(
        listener: TcpListener,
        script: impl Fn(&str, &str, usize) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let base = format!("http://{}", listener.local_addr().unwrap());
        let server = Self { base, asked: Arc::default(), connections: Arc::default() };
        let (asked, connections, script) = (server.asked.clone(), server.connections.clone(), Arc::new(script));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let nth = {
                    let mut connections = connections.lock().unwrap();
                    *connections += 1;
                    *connections - 1
                };
                let (asked, script) = (asked.clone(), script.clone());
                // Each request has a connection of its own. A client that hangs up is part of the play.
                thread::spawn(move || serve(stream, nth, &asked, &*script));
            }
        });
        server
    }

    /// Gives these answers in turn, and the last one for ever.
    pub(crate) fn saying(replies: Vec<Reply>) -> Self {
        Self::new(move |_, _, nth| replies[nth.min(replies.len() - 1)].clone())
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Connections, those that sent nothing among them.
    pub(crate) fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }

    /// Creates after which a task may be there.
    pub(crate) fn created(&self) -> usize {
        self.asked().iter().filter(|asked| asked.method == "POST" && asked.may_have_created).count()
    }
}

fn serve(mut stream: TcpStream, nth: usize, asked: &Mutex<Vec<Asked>>, script: &Script) -> Option<()> {
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    if matches!(script("", "", nth), Reply::CutBefore) {
        return stream.shutdown(Shutdown::Both).ok();
    }
    let (head, body) = read(&stream)?;
    let mut words = head.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let reply = script(&method, &path, nth);
    let seen = Asked {
        at: Instant::now(),
        method,
        path,
        head: head.clone(),
        body: body.clone(),
        may_have_created: !turns_away(&reply),
    };
    asked.lock().unwrap().push(seen);
    match reply {
        Reply::Full { status, headers, body } => send(&mut stream, status, &headers, &body, body.len()),
        Reply::CutBefore | Reply::CutAfter => stream.shutdown(Shutdown::Both).ok(),
        Reply::CutWithin => send(&mut stream, 200, &[], b"{\"id\": \"task-uni", 4000),
        Reply::Silent(length) => {
            thread::sleep(length);
            Some(())
        }
        Reply::Drip(pause) => {
            send(&mut stream, 200, &[], b"{", 400)?;
            for _ in 0..400 {
                thread::sleep(pause);
                stream.write_all(b" ").ok()?;
            }
            Some(())
        }
        Reply::Raw(bytes) => stream.write_all(bytes).ok(),
        Reply::Huge(length) => {
            send(&mut stream, 200, &[], b"", length)?;
            let blanks = vec![b' '; 1 << 16];
            let mut left = length;
            while left > 0 {
                stream.write_all(&blanks[..left.min(blanks.len())]).ok()?;
                left = left.saturating_sub(blanks.len());
            }
            Some(())
        }
        Reply::Echo(status, kind) => {
            let all = format!("{head}{}", String::from_utf8_lossy(&body));
            let body = if kind == "json" { echoed(&all) } else { format!("<html><pre>{all}</pre></html>") };
            send(
                &mut stream,
                status,
                &[("Location", format!("https://mirror.example.com/?{all}").replace(['\r', '\n'], " "))],
                body.as_bytes(),
                body.len(),
            )
        }
    }
}

/// A task whose every text is what was sent.
fn echoed(all: &str) -> String {
    let texts = json!({"code": all, "message": all, "type": all, "param": all, "fallback_suggestion": all});
    json!({
        "id": ID, "status": "completed", "model": all, "type": all, "results": [all], "error": texts,
        "usage": {"billing_rule": all, "user_group": all}
    })
    .to_string()
}

/// Whether the reply says that the request was not begun.
fn turns_away(reply: &Reply) -> bool {
    match reply {
        Reply::Full { status: 503, headers, .. } => headers.iter().any(|(name, _)| *name == "Retry-After"),
        Reply::Full { status, .. } => (300..500).contains(status) && !matches!(status, 303 | 408),
        _ => false,
    }
}

fn read(stream: &TcpStream) -> Option<(String, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let length =
        head.to_ascii_lowercase().lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some((head, body))
}

fn send(stream: &mut TcpStream, status: u16, headers: &[(&str, String)], body: &[u8], length: usize) -> Option<()> {
    let mut head = format!("HTTP/1.1 {status} Mock\r\nContent-Length: {length}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).ok()?;
    stream.write_all(body).ok()
}

/// An answer with a JSON body.
pub(crate) fn json_reply(status: u16, body: &Value) -> Reply {
    Reply::Full {
        status,
        headers: vec![("Content-Type", "application/json".to_owned())],
        body: body.to_string().into_bytes(),
    }
}

/// The same, with one more header.
pub(crate) fn with_header(reply: Reply, name: &'static str, value: impl Into<String>) -> Reply {
    match reply {
        Reply::Full { status, mut headers, body } => {
            headers.push((name, value.into()));
            Reply::Full { status, headers, body }
        }
        other => other,
    }
}

/// A task at some stage, as the documentation shows it.
pub(crate) fn task(status: &str, progress: u8) -> Value {
    json!({
        "created": 1774857405, "id": ID, "model": "seedance-2.0-reference-to-video",
        "object": "video.generation.task", "progress": progress, "status": status,
        "task_info": {"can_cancel": true, "estimated_time": 165, "video_duration": 5}, "type": "video",
        "usage": {"billing_rule": "per_second", "credits_reserved": 50, "user_group": "default"}
    })
}

pub(crate) fn completed(urls: &[String]) -> Value {
    let mut task = task("completed", 100);
    task["results"] = json!(urls);
    task
}

pub(crate) fn failed(code: &str, message: &str) -> Value {
    let mut task = task("failed", 0);
    task["error"] = json!({"code": code, "message": message, "type": "task_error"});
    task
}

pub(crate) fn error(code: Value, message: &str) -> Value {
    json!({"error": {"code": code, "message": message, "type": "mock_error"}})
}
