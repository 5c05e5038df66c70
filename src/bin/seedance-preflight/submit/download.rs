//! Downloads results under names of our own.

use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anstream::eprintln;
use indicatif::{ProgressBar, ProgressStyle};
use seedance_preflight::Kind;
use seedance_preflight::http::{
    AllowedHosts, HttpRequest, HttpResponse, HttpTransport, Link, LinkPolicy, Method, PlainHttp, Transport, follow,
};
use seedance_preflight::render::printable;
use seedance_preflight::submit::{StopSignal, Task};
use tempfile::NamedTempFile;

use super::download_error::{Cause, DownloadError, MAX_BYTES};
use super::{Connection, Interrupt};
use crate::input;
use crate::language::{said, translated_data};

/// Timeout of one result.
const TIMEOUT: Duration = Duration::from_secs(30 * 60);

/// How often a result is requested from its beginning.
const ATTEMPTS: u32 = 3;

/// A result on disk.
#[derive(Debug)]
pub(crate) struct Saved {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
}

/// Saves every result of a task in `folder`, which is created if it does not exist.
pub(super) fn all(
    task: &Task,
    folder: &Path,
    connection: &Connection<'_>,
    interrupt: &Interrupt,
) -> Result<Vec<Saved>, DownloadError> {
    let cannot_write = |source| DownloadError::Write { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(cannot_write)?;
    let policy = policy(connection);
    let mut options = connection.options();
    options.hosts = policy.hosts;
    options.read_timeout = Duration::from_secs(30);
    let transport = HttpTransport::new(&options).map_err(DownloadError::Transport)?;
    let download = Download { transport, policy, stop: interrupt.signal() };
    let mut saved = Vec::new();
    for (index, url) in task.results.iter().enumerate() {
        let index = index.saturating_add(1);
        // Never the server's own name: an id consists of plain characters.
        let stem = format!("{}-{index}", task.id);
        let mut partial = partial_file(folder, &stem).map_err(cannot_write)?;
        interrupt.writes(Some(partial.path()));
        let outcome = download.to_file(url, &mut partial);
        let outcome = match outcome {
            Ok(bytes) => keep(partial, folder, &stem, bytes),
            Err(Cause::Stopped) => Err(DownloadError::Stopped),
            Err(cause) => Err(DownloadError::Result { index, cause }),
        };
        interrupt.writes(None);
        saved.extend(outcome?);
    }
    Ok(saved)
}

/// A service on this machine may have its results on this machine. A remote one must not send requests into our network.
fn policy(connection: &Connection<'_>) -> LinkPolicy {
    let mut policy = LinkPolicy::default();
    if connection.service.base_url.is_loopback() {
        policy.hosts = AllowedHosts::Any;
        policy.plain_http = PlainHttp::Loopback;
    }
    policy
}

/// A new file that is removed unless it is kept. Neither an existing file nor a link is ever opened.
fn partial_file(folder: &Path, stem: &str) -> io::Result<NamedTempFile> {
    let prefix = format!(".{stem}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        // Results are ordinary files: the umask decides, as for every file that a program creates.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Renames the file to its final name, unless a file of that name exists.
fn keep(partial: NamedTempFile, folder: &Path, stem: &str, bytes: u64) -> Result<Option<Saved>, DownloadError> {
    let format = input::facts(partial.path(), false).format;
    let extension = format.extensions().first().filter(|_| format.kind() != Kind::Other).unwrap_or(&"bin");
    let path = folder.join(format!("{stem}.{extension}"));
    match partial.persist_noclobber(&path) {
        Ok(_) => Ok(Some(Saved { path, bytes })),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
            let path = printable(&path.to_string_lossy());
            eprintln!("seedance-preflight: {}", said!("{path} exists and was not overwritten", path));
            Ok(None)
        }
        Err(failed) => Err(DownloadError::Write { path, source: failed.error }),
    }
}

/// Downloads results by the link policy. Requests carry no key.
struct Download {
    transport: HttpTransport,
    policy: LinkPolicy,
    stop: StopSignal,
}

impl Download {
    fn to_file(&self, url: &str, file: &mut NamedTempFile) -> Result<u64, Cause> {
        let mut attempts = 0_u32;
        loop {
            attempts = attempts.saturating_add(1);
            let cause = match self.attempt(url, file) {
                Err(cause) if cause.is_transient() && attempts < ATTEMPTS => cause,
                result => return result,
            };
            let cause = printable(&translated_data(&cause.to_string()));
            eprintln!("seedance-preflight: {}", said!("{cause}; trying again", cause));
            if self.stop.pause(Duration::from_secs(u64::from(attempts))) {
                return Err(Cause::Stopped);
            }
        }
    }

    fn attempt(&self, url: &str, file: &mut NamedTempFile) -> Result<u64, Cause> {
        let mut link = Link::parse(url, &self.policy)?;
        let response = follow(&mut link, &self.policy, |link: &Link| {
            let mut request = HttpRequest::new(Method::Get, link.as_str());
            request.timeout = TIMEOUT;
            Ok::<_, Cause>(self.transport.send(&request)?)
        })?;
        if response.status != 200 {
            return Err(Cause::Status(response.status));
        }
        let length: Option<u64> = response.header("content-length").and_then(|length| length.parse().ok());
        if length.is_some_and(|length| length > MAX_BYTES) {
            return Err(Cause::TooLong);
        }
        let file = file.as_file_mut();
        // An earlier attempt may have written a part.
        file.set_len(0).and_then(|()| file.rewind()).map_err(Cause::Write)?;
        let bar = bar(length);
        let bytes = self.copy(response, file, &bar)?;
        bar.finish_and_clear();
        if let Some(length) = length.filter(|length| *length != bytes) {
            return Err(Cause::Incomplete { bytes, what: format!("the body, of {length} announced bytes, ended") });
        }
        file.sync_all().map_err(Cause::Write)?;
        Ok(bytes)
    }

    fn copy(&self, mut response: HttpResponse, file: &mut fs::File, bar: &ProgressBar) -> Result<u64, Cause> {
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0_u64;
        loop {
            if self.stop.is_stopped() {
                return Err(Cause::Stopped);
            }
            let read = match response.body.read(&mut buffer) {
                Ok(0) => return Ok(bytes),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(Cause::Incomplete { bytes, what: printable(&error.to_string()) }),
            };
            bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
            if bytes > MAX_BYTES {
                return Err(Cause::TooLong);
            }
            file.write_all(buffer.get(..read).unwrap_or_default()).map_err(Cause::Write)?;
            bar.set_position(bytes);
        }
    }
}

/// Hidden if standard error is not a terminal.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn existing_files_are_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let save = |content: &[u8]| {
            let mut partial = partial_file(folder.path(), "t-1").unwrap();
            partial.write_all(content).unwrap();
            keep(partial, folder.path(), "t-1", 3).unwrap().map(|saved| saved.path)
        };
        let path = folder.path().join("t-1.bin");
        assert_eq!(save(b"one"), Some(path.clone()));
        assert_eq!(save(b"two"), None);
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_planted_link_is_neither_followed_nor_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("target");
        fs::write(&target, b"precious").unwrap();
        std::os::unix::fs::symlink(&target, folder.path().join("t-1.bin")).unwrap();
        let mut partial = partial_file(folder.path(), "t-1").unwrap();
        partial.write_all(b"new").unwrap();
        assert!(keep(partial, folder.path(), "t-1", 3).unwrap().is_none());
        assert_eq!(fs::read(&target).unwrap(), b"precious");
    }

    /// A name that can be guessed could be a link that someone else has planted.
    #[test]
    fn a_partial_file_has_a_name_that_cannot_be_guessed() {
        let folder = tempfile::tempdir().unwrap();
        let path = || partial_file(folder.path(), "t-1").unwrap().path().to_owned();
        // Each is removed before the next.
        let paths: std::collections::BTreeSet<_> = (0..10).map(|_| path()).collect();
        assert_eq!(paths.len(), 10);
    }
}
