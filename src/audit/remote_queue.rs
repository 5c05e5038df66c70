//! Remote sources that wait for a thread: in turn by host, and no more of one host than its connections serve.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::remote_source::{Connections, RemotePlace};

/// Sources that may wait. With more of them, threads could choose among more hosts; these cover a list of eight hosts with
/// 12,500 files in a row of each.
const MOST: usize = 100_000;

/// The length of all text that may wait: paths, and what is known of them.
const MOST_BYTES: usize = 16 << 20;

/// A remote source to be measured.
#[derive(Debug)]
pub(super) struct Job {
    /// The number of its batch.
    pub(super) number: u64,
    pub(super) path: PathBuf,
    pub(super) place: RemotePlace,
}

impl Job {
    /// The length of its text, without its host.
    fn bytes(&self) -> usize {
        let RemotePlace { key, listed, .. } = &self.place;
        let listed = listed.iter().flat_map(|stamp| [&stamp.etag, &stamp.last_modified]);
        let text = listed.chain([key]).flatten().map(String::len).sum::<usize>();
        self.path.as_os_str().len().saturating_add(text)
    }
}

/// The sources that wait.
#[derive(Debug)]
pub(super) struct RemoteQueue {
    most_threads: usize,
    most_of_a_host: usize,
    state: Mutex<State>,
    /// Signals that a source may be taken, or that no more will come.
    ready: Condvar,
    /// Signals that one was taken.
    taken: Condvar,
}

#[derive(Debug, Default)]
struct State {
    hosts: HashMap<String, Host>,
    /// Hosts with a source that may be taken, in turn.
    ready: VecDeque<String>,
    waiting: usize,
    bytes: usize,
    threads: usize,
    /// Sources that threads work on.
    in_progress: usize,
    closed: bool,
}

#[derive(Debug, Default)]
struct Host {
    jobs: VecDeque<Job>,
    in_progress: usize,
}

/// A source in progress, until it is dropped.
#[derive(Debug)]
pub(super) struct InProgress<'q> {
    queue: &'q RemoteQueue,
    host: String,
}

impl RemoteQueue {
    pub(super) fn new(connections: Connections) -> Self {
        Self {
            most_threads: connections.total.get(),
            // A source that pauses, or whose response is being judged, needs no connection.
            most_of_a_host: connections.per_host.get().saturating_mul(2),
            state: Mutex::default(),
            ready: Condvar::new(),
            taken: Condvar::new(),
        }
    }

    /// Adds a source, once there is room. Returns whether another thread should be started, which then calls
    /// [`take`](Self::take) until there is nothing left.
    pub(super) fn add(&self, mut job: Job) -> bool {
        let mut state = self.lock();
        let full = |state: &mut State| state.waiting > 0 && (state.waiting >= MOST || state.bytes >= MOST_BYTES);
        state = self.taken.wait_while(state, full).unwrap_or_else(PoisonError::into_inner);
        state.waiting += 1;
        state.bytes = state.bytes.saturating_add(job.bytes());
        // Jobs of one host share its name.
        let name = std::mem::take(&mut job.place.host);
        let host = state.hosts.entry(name.clone()).or_default();
        host.jobs.push_back(job);
        let of_this_host = host.jobs.len().min(self.most_of_a_host.saturating_sub(host.in_progress));
        if of_this_host == 0 {
            return false;
        }
        if host.jobs.len() == 1 {
            state.ready.push_back(name);
        }
        self.ready.notify_one();
        // At least one may be taken of each other host that is ready.
        let may_be_taken = of_this_host.saturating_add(state.ready.len()).saturating_sub(1);
        let free = state.threads.saturating_sub(state.in_progress);
        let is_wanted = free < may_be_taken && state.threads < self.most_threads;
        state.threads += usize::from(is_wanted);
        is_wanted
    }

    /// The next source; waits for one. `None` once no more will come.
    pub(super) fn take(&self) -> Option<(Job, InProgress<'_>)> {
        let mut state = self.lock();
        loop {
            if let Some(taken) = self.next(&mut state) {
                return Some(taken);
            }
            if state.closed && state.waiting == 0 {
                return None;
            }
            state = self.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next source, if one may be taken at once.
    pub(super) fn try_take(&self) -> Option<(Job, InProgress<'_>)> {
        self.next(&mut self.lock())
    }

    fn next(&self, state: &mut State) -> Option<(Job, InProgress<'_>)> {
        let name = state.ready.pop_front()?;
        let host = state.hosts.get_mut(&name)?;
        let job = host.jobs.pop_front()?;
        host.in_progress += 1;
        if !host.jobs.is_empty() && host.in_progress < self.most_of_a_host {
            state.ready.push_back(name.clone());
        }
        state.in_progress += 1;
        state.waiting -= 1;
        state.bytes = state.bytes.saturating_sub(job.bytes());
        self.taken.notify_one();
        Some((job, InProgress { queue: self, host: name }))
    }

    /// Records that a wanted thread could not be started; returns whether there are none at all.
    pub(super) fn lost_its_only_thread(&self) -> bool {
        let mut state = self.lock();
        state.threads -= 1;
        state.threads == 0
    }

    /// Signals that no more sources will come, once the result is dropped.
    pub(super) fn closing(&self) -> Closing<'_> {
        Closing(self)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // No step can panic halfway.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes the queue when it is dropped.
pub(super) struct Closing<'q>(&'q RemoteQueue);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.ready.notify_all();
    }
}

impl Drop for InProgress<'_> {
    fn drop(&mut self) {
        let mut state = self.queue.lock();
        state.in_progress -= 1;
        let Some(host) = state.hosts.get_mut(&self.host) else { return };
        let was_full = host.in_progress >= self.queue.most_of_a_host;
        host.in_progress -= 1;
        if host.jobs.is_empty() {
            if host.in_progress == 0 {
                state.hosts.remove(&self.host);
            }
        } else if was_full {
            let name = std::mem::take(&mut self.host);
            state.ready.push_back(name);
            self.queue.ready.notify_one();
        }
        if state.closed && state.waiting == 0 {
            self.queue.ready.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::model::RemoteStamp;

    fn queue(total: usize, per_host: usize) -> RemoteQueue {
        let number = |number| NonZeroUsize::new(number).unwrap();
        RemoteQueue::new(Connections::new(number(total), number(per_host)))
    }

    fn job(number: u64, host: &str) -> Job {
        Job { number, path: PathBuf::from("x"), place: RemotePlace::new(host, None) }
    }

    /// Runs these jobs; returns how many threads there were, and the most jobs of one host at a time.
    fn run(queue: &RemoteQueue, jobs: impl Iterator<Item = Job>) -> (usize, usize, usize) {
        let (threads, done, most) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for job in jobs {
                if queue.add(job) {
                    threads.fetch_add(1, Ordering::SeqCst);
                    scope.spawn(|| {
                        while let Some((_job, in_progress)) = queue.take() {
                            let in_progress_of_host = queue.lock().hosts[&in_progress.host].in_progress;
                            most.fetch_max(in_progress_of_host, Ordering::SeqCst);
                            thread::sleep(Duration::from_micros(200));
                            done.fetch_add(1, Ordering::SeqCst);
                        }
                    });
                }
            }
            drop(queue.closing());
        });
        assert!(queue.lock().hosts.is_empty());
        (threads.into_inner(), done.into_inner(), most.into_inner())
    }

    #[test]
    fn all_are_done_with_few_of_each_host_at_a_time() {
        let hosts = ["a", "b", "c", "d", "e"];
        let jobs = (0..3000).map(|number| job(number, hosts[usize::try_from(number / 600).unwrap()]));
        let (threads, done, most) = run(&queue(12, 2), jobs);
        assert!((5..=12).contains(&threads), "{threads}");
        assert_eq!(done, 3000);
        assert!(most <= 4, "{most}");
    }

    #[test]
    fn one_host_needs_no_more_threads_than_its_connections_twice() {
        let (threads, done, most) = run(&queue(64, 3), (0..500).map(|number| job(number, "a")));
        assert_eq!(done, 500);
        assert!(most <= 6, "{most}");
        assert!(threads <= 6, "{threads}");
    }

    #[test]
    fn all_text_that_waits_is_counted() {
        let listed = RemoteStamp { etag: Some("xx".to_owned()), last_modified: Some("xxx".to_owned()), bytes: Some(9) };
        let mut place = RemotePlace::new("host", Some("xxxx".to_owned()));
        place.listed = Some(listed);
        let queue = queue(1, 1);
        queue.add(Job { place, ..job(0, "") });
        queue.add(job(1, "host"));
        assert_eq!(queue.lock().bytes, 1 + 4 + 2 + 3 + 1);
        queue.take();
        assert_eq!(queue.lock().bytes, 1);
        queue.take();
        assert_eq!(queue.lock().bytes, 0);
    }

    #[test]
    fn hosts_take_turns() {
        let queue = queue(1, 1);
        for number in 0..4 {
            queue.add(job(number, "a"));
        }
        queue.add(job(4, "b"));
        let order = [(); 5].map(|()| queue.take().unwrap().0.number);
        assert_eq!(order, [0, 4, 1, 2, 3]);
    }
}
