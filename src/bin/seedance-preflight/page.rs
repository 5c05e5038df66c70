//! `page`: the check in a browser, served on this machine or written to a file.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use crate::args::Page;
use crate::exit::Exit;
use crate::input;
use crate::output::Error;

/// The page, if the program was built with it: see `src/bindings/web/build.rs`.
#[cfg(page)]
const PAGE: Option<&[u8]> = Some(include_bytes!(env!("SEEDANCE_PREFLIGHT_PAGE")));
#[cfg(not(page))]
const PAGE: Option<&[u8]> = None;

/// Bytes of a request's head; a browser sends a few hundred.
const LONGEST_HEAD: u64 = 64 << 10;
/// How long a connection may be silent.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) fn run(args: &Page) -> Result<Exit, Error> {
    let page = PAGE.ok_or(Error::WithoutPage)?;
    match &args.out {
        None => serve(page)?,
        Some(path) if input::is_stdin(path) => io::stdout().lock().write_all(page)?,
        Some(path) => {
            fs::write(path, page).map_err(|source| Error::CannotCreate { name: path.display().to_string(), source })?
        }
    }
    Ok(Exit::Accepted)
}

/// Serves the page to this machine only, at a port that is free.
fn serve(page: &'static [u8]) -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut out = io::stdout();
    writeln!(out, "http://{}/", listener.local_addr()?)?;
    out.flush()?;
    for stream in listener.incoming() {
        // Browsers open connections ahead that stay silent. One that breaks is not an error of the program.
        thread::Builder::new().spawn(move || stream.and_then(|stream| answer(&stream, page)))?;
    }
    Ok(())
}

fn answer(stream: &TcpStream, page: &[u8]) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    respond(stream, stream, page)
}

/// Answers one request (RFC 9112 §3): the page is at `/`, and nothing else is anywhere.
fn respond(request: impl Read, mut out: impl Write, page: &[u8]) -> io::Result<()> {
    let mut head = BufReader::new(request.take(LONGEST_HEAD)).lines();
    let line = head.next().transpose()?.unwrap_or_default();
    // All of the head is read, since closing before that may cost the client its answer.
    for line in head {
        if line?.is_empty() {
            break;
        }
    }
    let words: Vec<_> = line.split(' ').collect();
    let (status, body) = match words.as_slice() {
        ["GET" | "HEAD", "/", _] => ("200 OK", page),
        _ => ("404 Not Found", [].as_slice()),
    };
    let length = body.len();
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )?;
    if !line.starts_with("HEAD ") {
        out.write_all(body)?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response_to(request: &[u8]) -> String {
        let mut out = Vec::new();
        respond(request, &mut out, b"<!doctype html>").unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_page_is_at_the_root_only() {
        let found = response_to(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(found.starts_with("HTTP/1.1 200 ") && found.ends_with("\r\n\r\n<!doctype html>"), "{found}");
        let head = response_to(b"HEAD / HTTP/1.1\r\n\r\n");
        assert!(head.contains("Content-Length: 15\r\n") && head.ends_with("\r\n\r\n"), "{head}");
        for other in ["GET /favicon.ico HTTP/1.1\r\n\r\n", "POST / HTTP/1.1\r\n\r\n", "", "\r\n", "GET /"] {
            assert!(response_to(other.as_bytes()).starts_with("HTTP/1.1 404 "), "{other:?}");
        }
    }
}
