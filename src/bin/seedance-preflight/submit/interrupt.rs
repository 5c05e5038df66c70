//! Ctrl-C: a clean shutdown that says how to continue.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anstream::eprintln;
use seedance_preflight::fix::quoted_command;
use seedance_preflight::render::printable;
use seedance_preflight::submit::{BaseUrl, StopSignal, TaskId};

use super::Connection;
use crate::args::{Service, Waiting};
use crate::language::said;
use crate::output::Error;

/// How long the main thread has to shut down cleanly. Only a call in flight, or a write to a slow disk, takes longer.
const GRACE: Duration = Duration::from_millis(700);

/// What Ctrl-C does, at each stage.
#[derive(Clone, Default)]
pub(crate) struct Interrupt {
    stop: StopSignal,
    /// Set when the main thread finishes by itself and must not be ended.
    ending: StopSignal,
    stage: Arc<Mutex<Stage>>,
}

#[derive(Default)]
struct Stage {
    /// What is printed if the main thread does not finish by itself.
    words: String,
    /// A create is in flight: its answer is worth more than a quick exit.
    is_creating: bool,
    /// A file that is not whole yet.
    unfinished: Option<PathBuf>,
}

impl Interrupt {
    pub(crate) fn signal(&self) -> StopSignal {
        self.stop.clone()
    }

    pub(crate) fn is_set(&self) -> bool {
        self.stop.is_stopped()
    }

    /// Begins to listen, at the stage of a create.
    pub(super) fn install(&self, words: String) -> Result<(), Error> {
        *self.stage() = Stage { words, is_creating: true, unfinished: None };
        self.listen()
    }

    /// Marks the task as known from here on, and begins to listen if not yet listening.
    pub(crate) fn follows(&self, words: String, listen: bool) -> Result<(), Error> {
        *self.stage() = Stage { words, is_creating: false, unfinished: None };
        if listen { self.listen() } else { Ok(()) }
    }

    /// Names the file that is being written, to be removed where the program ends within it.
    pub(super) fn writes(&self, path: Option<&Path>) {
        self.stage().unfinished = path.map(Path::to_owned);
    }

    /// Marks the program as about to end by itself.
    pub(super) fn ends(&self) {
        self.ending.stop();
    }

    fn listen(&self) -> Result<(), Error> {
        let interrupt = self.clone();
        ctrlc::set_handler(move || interrupt.act()).map_err(Error::Interrupt)
    }

    /// Runs on a thread of its own, once for each Ctrl-C.
    fn act(&self) {
        let is_first = !self.stop.is_stopped();
        self.stop.stop();
        if is_first && self.stage().is_creating {
            eprintln!(
                "\nseedance-preflight: {}",
                said!("the request is on its way; its answer is waited for. Press Ctrl-C again to give up.")
            );
            return;
        }
        if is_first && self.ending.pause(GRACE) {
            return;
        }
        let stage = self.stage();
        if let Some(path) = &stage.unfinished {
            // A partial file is not a result.
            let _ = std::fs::remove_file(path);
        }
        eprintln!("\nseedance-preflight: {}", stage.words);
        process::exit(130);
    }

    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is printed while a create is in flight.
pub(super) fn on_the_way(service: &Service) -> String {
    said!(
        "interrupted while the request was on its way to {url}: a task may have been created; look into the account before sending it again",
        url = service.base_url
    )
    .into_owned()
}

/// How to continue with a task.
pub(crate) fn how_to_go_on(id: &TaskId, waiting: &Waiting, connection: &Connection<'_>) -> String {
    let service = connection.service;
    let mut words: Vec<OsString> = ["seedance-preflight", "task", &id.to_string(), "--wait"].map(Into::into).into();
    let mut add = |option: &str, value: OsString| words.extend([option.into(), value]);
    if let Some(folder) = &waiting.download {
        add("--download", folder.into());
    }
    if let Some(file) = &service.key_file {
        add("--key-file", file.into());
    }
    if service.base_url != BaseUrl::default() {
        add("--base-url", service.base_url.to_string().into());
    }
    if connection.env_proxy {
        words.push("--env-proxy".into());
    }
    let command = quoted_command(&words).unwrap_or_else(|| printable(&words.join(OsStr::new(" ")).to_string_lossy()));
    said!("the task continues; to continue with it: {command}", command).into_owned()
}
