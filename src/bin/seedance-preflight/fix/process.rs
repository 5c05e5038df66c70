//! Runs another program to its end, within limits of time and memory.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::interrupt;

/// Of the standard output this many first bytes are kept, and of the standard error as many last ones: its last lines name
/// the cause.
const MOST_KEPT: usize = 1 << 20;

/// How long output is waited for after the program has ended: a child of its own may hold a pipe open.
const GRACE: Duration = Duration::from_secs(1);

/// How often it is asked whether the program has ended, or the user wants it to end.
const POLL: Duration = Duration::from_millis(10);

/// The same once it has closed its standard error, which most programs do as they end.
const SHORT_POLL: Duration = Duration::from_millis(1);

/// A program that ended by itself.
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: Vec<u8>,
}

/// Why a program did not end by itself.
#[derive(Debug)]
pub(super) enum Stopped {
    CannotRun(io::Error),
    /// It took longer than the limit.
    TimedOut,
    /// The user pressed Ctrl-C.
    Interrupted,
}

/// Takes the standard output as it comes, instead of keeping it.
pub(super) type Tap = Box<dyn FnMut(&[u8]) + Send>;

/// Runs `command` for `limit` at most. It gets no standard input.
pub(super) fn run(command: &mut Command, limit: Duration, tap: Option<Tap>) -> Result<Ended, Stopped> {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(Stopped::CannotRun)?;
    let stdout = child.stdout.take().map(|pipe| match tap {
        Some(mut tap) => kept(pipe, move |_, piece| tap(piece)),
        None => kept(pipe, keep_start),
    });
    let stderr = child.stderr.take().map(|pipe| kept(pipe, keep_end));
    let (status, last) = wait(&mut child, limit, stderr.as_ref()).inspect_err(|_| {
        // It may have ended by itself in the meantime.
        let _ = child.kill();
        let _ = child.wait();
    })?;
    let output = |kept: Option<Receiver<Vec<u8>>>| kept.and_then(|kept| kept.recv_timeout(GRACE).ok());
    let stderr = last.or_else(|| output(stderr)).unwrap_or_default();
    Ok(Ended { status, stdout: output(stdout).unwrap_or_default(), stderr })
}

/// How the program ended, and what was kept of its standard error if that was closed before.
fn wait(
    child: &mut Child,
    limit: Duration,
    stderr: Option<&Receiver<Vec<u8>>>,
) -> Result<(ExitStatus, Option<Vec<u8>>), Stopped> {
    let (start, mut last) = (Instant::now(), None);
    loop {
        if let Some(status) = child.try_wait().map_err(Stopped::CannotRun)? {
            // Ctrl-C reaches both programs.
            return if interrupt::is_set() { Err(Stopped::Interrupted) } else { Ok((status, last)) };
        }
        if interrupt::is_set() {
            return Err(Stopped::Interrupted);
        }
        if start.elapsed() >= limit {
            return Err(Stopped::TimedOut);
        }
        match stderr.filter(|_| last.is_none()) {
            Some(stderr) => match stderr.recv_timeout(POLL) {
                Err(RecvTimeoutError::Timeout) => {}
                closed => last = Some(closed.unwrap_or_default()),
            },
            None => thread::sleep(SHORT_POLL),
        }
    }
}

/// Reads a pipe to its end on a thread of its own, so that the program never waits for a reader.
fn kept(
    mut pipe: impl Read + Send + 'static,
    mut keep: impl FnMut(&mut VecDeque<u8>, &[u8]) + Send + 'static,
) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let (mut kept, mut piece) = (VecDeque::new(), [0; 8192]);
        while let Ok(count @ 1..) = pipe.read(&mut piece) {
            keep(&mut kept, piece.get(..count).unwrap_or_default());
        }
        // Who has stopped the program no longer listens.
        let _ = sender.send(kept.into());
    });
    receiver
}

fn keep_start(kept: &mut VecDeque<u8>, piece: &[u8]) {
    kept.extend(piece.iter().take(MOST_KEPT.saturating_sub(kept.len())));
}

fn keep_end(kept: &mut VecDeque<u8>, piece: &[u8]) {
    kept.extend(piece);
    kept.drain(..kept.len().saturating_sub(MOST_KEPT));
}
