//! Results, saved under names of our own.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anstream::eprintln;
use indicatif::{ProgressBar, ProgressStyle};
use seedance_preflight::Kind;
use seedance_preflight::http::{
    AllowedHosts, HttpRequest, HttpResponse, HttpTransport, Method, Transport, TransportError,
};
use seedance_preflight::submit::{BaseUrl, StopSignal, Task};

use super::{Connection, Interrupt, plain};
use crate::input;

/// More than any result has: 30 seconds of 4K are a tenth of it.
const MOST_BYTES: u64 = 2 << 30;

/// How long one result may take.
const WITHIN: Duration = Duration::from_secs(30 * 60);

/// How often a result is asked for, from the beginning.
const TRIES: u32 = 3;

/// A result on disk.
#[derive(Debug)]
pub(crate) struct Saved {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
}

/// Why a result was not saved.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DownloadError {
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("result {index} has a URL that is not followed: {what}")]
    Url { index: usize, what: &'static str },
    #[error("result {index} cannot be had: {source}")]
    NoAnswer { index: usize, source: TransportError },
    #[error("result {index} cannot be had: HTTP {status}; links live 24 h from completion")]
    Status { index: usize, status: u16 },
    #[error("result {index} broke off after {bytes} bytes: {what}")]
    BrokeOff { index: usize, bytes: u64, what: String },
    #[error("result {index} is longer than {MOST_BYTES} bytes")]
    TooLong { index: usize },
    #[error("interrupted")]
    Stopped,
}

/// Saves every result of a task in `folder`, which is made where it is missing.
pub(super) fn all(
    task: &Task,
    folder: &Path,
    connection: &Connection<'_>,
    interrupt: &Interrupt,
) -> Result<Vec<Saved>, DownloadError> {
    fs::create_dir_all(folder).map_err(|source| DownloadError::Write { path: folder.to_owned(), source })?;
    let service = connection.service;
    let mut options = connection.options();
    // A service on this machine has its results here too; one elsewhere does not send us into our own network.
    options.hosts = if service.base_url.is_loopback() { AllowedHosts::Any } else { AllowedHosts::Public };
    options.read_timeout = Duration::from_secs(30);
    let transport = HttpTransport::new(&options).map_err(|source| DownloadError::NoAnswer { index: 0, source })?;
    let mut saved = Vec::new();
    for (index, url) in task.results.iter().enumerate() {
        let index = index.saturating_add(1);
        let fetch = Fetch { transport: &transport, base: &service.base_url, stop: interrupt.signal(), index };
        // Never the server's own words: an id is made of plain characters.
        let stem = format!("{}-{index}", task.id);
        let partial = folder.join(format!(".{stem}.{}.part", std::process::id()));
        interrupt.writes(Some(&partial));
        let outcome = fetch.to_file(url, &partial).and_then(|bytes| keep(&partial, folder, &stem, bytes));
        if outcome.is_err() {
            // It is no result; where it was never made there is nothing to remove.
            let _ = fs::remove_file(&partial);
        }
        interrupt.writes(None);
        saved.extend(outcome?);
    }
    Ok(saved)
}

/// Gives the file its name, unless there is one of that name, which stays.
fn keep(partial: &Path, folder: &Path, stem: &str, bytes: u64) -> Result<Option<Saved>, DownloadError> {
    let format = input::facts(partial, false).format;
    let extension = format.extensions().first().filter(|_| format.kind() != Kind::Other).unwrap_or(&"bin");
    let path = folder.join(format!("{stem}.{extension}"));
    // A rename would overwrite; a second name for the same file does not.
    match fs::hard_link(partial, &path) {
        Ok(()) => {
            // The first name is of no use any more; if it stays, it is in nobody's way.
            let _ = fs::remove_file(partial);
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists || path.exists() => {
            let _ = fs::remove_file(partial);
            eprintln!("seedance-preflight: {} is there already, and was left as it is", plain(&path.to_string_lossy()));
            return Ok(None);
        }
        // A file system without links.
        Err(_) => {
            fs::rename(partial, &path).map_err(|source| DownloadError::Write { path: path.clone(), source })?;
        }
    }
    Ok(Some(Saved { path, bytes }))
}

/// One result on its way.
struct Fetch<'a> {
    transport: &'a HttpTransport,
    base: &'a BaseUrl,
    stop: StopSignal,
    index: usize,
}

impl Fetch<'_> {
    fn to_file(&self, url: &str, path: &Path) -> Result<u64, DownloadError> {
        let mut tries = 0_u32;
        loop {
            tries = tries.saturating_add(1);
            let error = match self.try_to_file(url, path) {
                Ok(bytes) => return Ok(bytes),
                Err(error) => error,
            };
            let may_pass = match &error {
                DownloadError::NoAnswer { .. } | DownloadError::BrokeOff { .. } => true,
                DownloadError::Status { status, .. } => *status >= 500,
                _ => false,
            };
            if !may_pass || tries >= TRIES {
                return Err(error);
            }
            if self.stop.pause(Duration::from_secs(u64::from(tries))) {
                return Err(DownloadError::Stopped);
            }
        }
    }

    fn try_to_file(&self, url: &str, path: &Path) -> Result<u64, DownloadError> {
        let response = self.ask(url)?;
        let index = self.index;
        let length: Option<u64> = response.header("content-length").and_then(|length| length.parse().ok());
        if length.is_some_and(|length| length > MOST_BYTES) {
            return Err(DownloadError::TooLong { index });
        }
        let write = |source| DownloadError::Write { path: path.to_owned(), source };
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(path).map_err(write)?;
        let bar = bar(length);
        let bytes = self.copy(response, &mut file, path, &bar)?;
        bar.finish_and_clear();
        if let Some(length) = length.filter(|length| *length != bytes) {
            return Err(DownloadError::BrokeOff { index, bytes, what: format!("{length} were announced") });
        }
        file.sync_all().map_err(write)?;
        Ok(bytes)
    }

    /// Follows redirects, each checked anew. No header of ours goes along, and no key.
    fn ask(&self, url: &str) -> Result<HttpResponse, DownloadError> {
        const MOST_REDIRECTS: u32 = 5;
        let index = self.index;
        let mut url = self.checked(url)?;
        for _ in 0..=MOST_REDIRECTS {
            let mut request = HttpRequest::new(Method::Get, url.as_str());
            request.timeout = WITHIN;
            let response = self.transport.send(&request).map_err(|source| DownloadError::NoAnswer { index, source })?;
            match response.status {
                200 => return Ok(response),
                301 | 302 | 303 | 307 | 308 => {
                    let next = response.header("location").and_then(|location| url.join(location).ok());
                    let next = next.ok_or(DownloadError::Url { index, what: "its redirect leads nowhere" })?;
                    url = self.checked(next.as_str())?;
                }
                status => return Err(DownloadError::Status { index, status }),
            }
        }
        Err(DownloadError::Url { index, what: "it redirects too often" })
    }

    fn checked(&self, url: &str) -> Result<url::Url, DownloadError> {
        let refuse = |what| DownloadError::Url { index: self.index, what };
        let url = url::Url::parse(url).map_err(|_| refuse("it cannot be read"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("it has a name or a password before its host"));
        }
        let is_local = url.host().is_some_and(|host| match host {
            url::Host::Ipv4(ip) => ip.is_loopback(),
            url::Host::Ipv6(ip) => ip.is_loopback(),
            url::Host::Domain(name) => name == "localhost",
        });
        match url.scheme() {
            "https" => Ok(url),
            "http" if is_local && self.base.is_loopback() => Ok(url),
            _ => Err(refuse("it is not https")),
        }
    }

    fn copy(
        &self,
        mut response: HttpResponse,
        file: &mut File,
        path: &Path,
        bar: &ProgressBar,
    ) -> Result<u64, DownloadError> {
        let index = self.index;
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0_u64;
        loop {
            if self.stop.is_stopped() {
                return Err(DownloadError::Stopped);
            }
            let read = match response.body.read(&mut buffer) {
                Ok(0) => return Ok(bytes),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    return Err(DownloadError::BrokeOff { index, bytes, what: plain(&error.to_string()) });
                }
            };
            bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
            if bytes > MOST_BYTES {
                return Err(DownloadError::TooLong { index });
            }
            let part = buffer.get(..read).unwrap_or_default();
            file.write_all(part).map_err(|source| DownloadError::Write { path: path.to_owned(), source })?;
            bar.set_position(bytes);
        }
    }
}

/// Hidden where standard error is no terminal.
fn bar(length: Option<u64>) -> ProgressBar {
    let (bar, template) = match length {
        Some(length) => (ProgressBar::new(length), "{bar:30} {bytes}/{total_bytes}  {bytes_per_sec}"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes}  {bytes_per_sec}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
