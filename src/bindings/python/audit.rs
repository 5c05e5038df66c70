//! Whole folders, as an iterator of reports.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::fetcher::{Fetcher, Fetching, url_of};
use super::judging::{self, Judging};
use super::path::path;
use super::report::Report;
use super::roots::Roots;
use super::signals::BETWEEN_LOOKS;
use super::{errors, json};
use crate::audit::{self, AuditError, AuditOutput, AuditSummary, AuditedFile, Connections, Journal, WalkOptions};
use crate::model::Kind;

/// Reports that wait for Python.
const WAITING: usize = 1024;

/// An audit in progress: an iterator of ``Report``. As a context manager, and by ``close()``, it stops.
#[pyclass(frozen, module = "seedance_preflight")]
pub(super) struct Audit {
    judging: Judging,
    kind: Option<Kind>,
    shared: Arc<Shared>,
    /// `None` once it is closed.
    files: Mutex<Option<Receiver<AuditedFile>>>,
    /// `None` once it is waited for.
    thread: Mutex<Option<Thread>>,
    /// Set at the end, unless it is closed before.
    summary: OnceLock<Box<AuditSummary>>,
}

type Thread = JoinHandle<Result<AuditSummary, AuditError>>;

/// What the thread of an audit shares with Python.
struct Shared {
    cancel: AtomicBool,
    /// What iterating over the paths raised.
    raised: Mutex<Option<PyErr>>,
}

/// Check every file below folders, on all cores: an iterator of ``Report``.
///
/// ``paths`` is a path or an iterable of paths, each a folder, a file, or a URL; the iterable may be lazy. Files that are not
/// media are only counted, unless ``all``. ``sort`` gives the reports in order of their paths. ``deep`` decodes images and
/// audio completely. ``jobs`` is the number of threads. ``hidden``, ``no_ignore`` and ``follow`` widen the search; ``exclude``
/// are globs. A ``journal`` is a file that keeps what was measured, so that unchanged files need not be read again.
///
/// URLs are fetched, ``connections`` at a time, unless ``fetch=False``. The other arguments are as for ``check``.
///
/// After the last report, ``summary`` has the counts. Files that cannot be read are *undecided* and stop nothing.
///
/// >>> import seedance_preflight as sp
/// >>> audit = sp.audit("testdata/accepted", sort=True)
/// >>> [report.verdict for report in audit][:2]
/// ['accepted', 'accepted']
/// >>> audit.summary["files"], audit.summary["refused"]
/// (7, 0)
#[pyfunction]
#[pyo3(
    name = "audit",
    signature = (
        paths, *, kind = None, deep = false, all = false, sort = false, jobs = None, hidden = false, no_ignore = false,
        follow = false, exclude = Vec::new(), journal = None, fetch = true, allow_private_hosts = false, connections = 64,
        **judging
    ),
    text_signature = "(paths, *, kind=None, deep=False, all=False, sort=False, jobs=None, hidden=False, no_ignore=False, \
        follow=False, exclude=(), journal=None, fetch=True, allow_private_hosts=False, connections=64, \
        profile='seedance-2.0', tolerance='documented', deny_warnings=False, select=(), ignore=(), language='en')"
)]
#[allow(clippy::too_many_arguments, clippy::fn_params_excessive_bools)] // Python's keywords.
pub(super) fn run(
    paths: &Bound<'_, PyAny>,
    kind: Option<&str>,
    deep: bool,
    all: bool,
    sort: bool,
    jobs: Option<NonZeroUsize>,
    hidden: bool,
    no_ignore: bool,
    follow: bool,
    exclude: Vec<String>,
    journal: Option<PathBuf>,
    fetch: bool,
    allow_private_hosts: bool,
    connections: usize,
    judging: Option<&Bound<'_, PyDict>>,
) -> PyResult<Audit> {
    let py = paths.py();
    let (judging, kind) = (Judging::read(judging)?, judging::kind(py, kind)?);
    let fetching = Fetching { is_on: fetch, allows_private_hosts: allow_private_hosts };
    let fetcher = Fetcher::new(py, fetching, deep)?;
    let journal = journal.map(|path| py.detach(|| Journal::open(&path))).transpose();
    let journal = journal.map_err(|error| errors::preflight(py, error))?;
    let shared = Arc::new(Shared { cancel: AtomicBool::new(false), raised: Mutex::new(None) });
    let mut walk = WalkOptions::default();
    (walk.hidden, walk.no_ignore, walk.follow, walk.exclude) = (hidden, no_ignore, follow, exclude);
    let roots = match path(paths)? {
        Some(path) => Roots::one(path),
        None => Roots::of(paths)?,
    };
    let (sender, receiver) = sync_channel(WAITING);
    let work = {
        let (shared, options) = (shared.clone(), judging.options.clone());
        move || {
            let mut audit = audit::Audit::new((*options).clone());
            (audit.deep, audit.all, audit.sort, audit.jobs) = (deep, all, sort, jobs);
            (audit.walk, audit.expected_kind, audit.cancel) = (walk, kind, Some(&shared.cancel));
            audit.journal = journal.as_ref();
            audit.remote_source = Some(&fetcher);
            if let Some(total) = NonZeroUsize::new(connections) {
                audit.connections = Connections { total, ..Connections::default() };
            }
            let raise = |error: PyErr| {
                *shared.raised.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                shared.cancel.store(true, Ordering::Relaxed);
            };
            audit.run(roots.until(raise), &mut Sender(sender))
        }
    };
    let thread = std::thread::Builder::new().name("audit".to_owned()).spawn(work)?;
    let (files, thread) = (Mutex::new(Some(receiver)), Mutex::new(Some(thread)));
    Ok(Audit { judging, kind, shared, files, thread, summary: OnceLock::new() })
}

#[pymethods]
impl Audit {
    /// Counts over all files as a ``dict``; ``None`` before the last report, and after ``close()``.
    #[getter]
    fn summary<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.summary.get().map(|summary| json::object(py, &summary_json(summary))).transpose()
    }

    /// Stops it, and waits for its threads.
    fn close(&self, py: Python<'_>) {
        self.shared.cancel.store(true, Ordering::Relaxed);
        self.files.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = self.take_thread() {
            // An error of an output that is gone.
            let _ = py.detach(|| thread.join());
        }
    }

    fn __enter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, pyo3::types::PyTuple>) {
        self.close(py);
    }

    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Report>> {
        loop {
            let received = py.detach(|| {
                let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
                files.as_ref().map_or(Err(RecvTimeoutError::Disconnected), |files| files.recv_timeout(BETWEEN_LOOKS))
            });
            match received {
                Ok(file) => {
                    let is_file = file.path.to_str().and_then(url_of).is_none();
                    return Ok(Some(Report::new(file.report, &file.path, is_file, self.kind, self.judging.clone())));
                }
                Err(RecvTimeoutError::Timeout) => {
                    if let Err(error) = py.check_signals() {
                        self.close(py);
                        return Err(error);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return self.end(py).map(|()| None),
            }
        }
    }

    fn __repr__(&self) -> &'static str {
        let is_running = self.thread.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        match (is_running, self.summary.get()) {
            (true, _) => "<Audit, running>",
            (false, Some(_)) => "<Audit, ended>",
            (false, None) => "<Audit, closed>",
        }
    }
}

impl Audit {
    /// The thread, to be waited for without the lock: who waits for the lock may hold the GIL, which the thread needs.
    fn take_thread(&self) -> Option<Thread> {
        self.thread.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Takes what the thread ended with.
    fn end(&self, py: Python<'_>) -> PyResult<()> {
        let Some(thread) = self.take_thread() else { return Ok(()) };
        let ended = py.detach(|| thread.join());
        if let Some(raised) = self.shared.raised.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(raised);
        }
        match ended {
            Ok(Ok(summary)) => {
                self.summary.get_or_init(|| Box::new(summary));
                Ok(())
            }
            Ok(Err(error @ AuditError::Glob { .. })) => Err(errors::usage(py, error)),
            Ok(Err(error)) => Err(errors::preflight(py, error)),
            Err(_) => Err(errors::preflight(py, "the audit panicked; please report it")),
        }
    }
}

/// An audit that Python forgot stops by itself. It is not waited for: its threads may need the GIL, which is held here.
impl Drop for Audit {
    fn drop(&mut self) {
        self.shared.cancel.store(true, Ordering::Relaxed);
    }
}

/// Passes files on, and waits until Python has taken them.
struct Sender(SyncSender<AuditedFile>);

impl AuditOutput for Sender {
    fn file(&mut self, file: &AuditedFile) -> std::io::Result<()> {
        self.0.send(file.clone()).map_err(|_| std::io::ErrorKind::BrokenPipe.into())
    }

    fn finish(&mut self, _: &AuditSummary) -> std::io::Result<()> {
        Ok(())
    }
}

/// The counts, by name.
fn summary_json(summary: &AuditSummary) -> serde_json::Value {
    let rules = summary.rules.iter().map(|(rule, counts)| {
        let counts = serde_json::json!({"fails": counts.fails, "undecided": counts.undecided, "notes": counts.notes});
        ((*rule).to_owned(), counts)
    });
    let formats = summary.formats.iter().map(|(format, count)| (format.name().to_owned(), (*count).into()));
    serde_json::json!({
        "profile": summary.profile,
        "files": summary.files,
        "not_media": summary.not_media,
        "accepted": summary.verdicts.accepted,
        "undecided": summary.verdicts.undecided,
        "refused": summary.verdicts.refused,
        "rules": rules.collect::<serde_json::Map<_, _>>(),
        "formats": formats.collect::<serde_json::Map<_, serde_json::Value>>(),
        "links": summary.links,
        "bytes": summary.bytes,
        "bytes_read": summary.bytes_read,
        "from_journal": summary.from_journal,
        "notes": summary.notes,
        "seconds": summary.elapsed.as_secs_f64(),
        "interrupted": summary.interrupted,
    })
}
