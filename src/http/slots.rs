//! Bounds the connections to each host.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

/// The connections that each host may have at the same time. A host is a scheme, a name and a port.
#[derive(Debug)]
pub(super) struct Slots {
    per_host: usize,
    /// Hosts with connections.
    hosts: Mutex<HashMap<String, Host>>,
}

#[derive(Debug, Default)]
struct Host {
    used: usize,
    /// Threads that wait for a connection.
    waiting: usize,
    /// Connections that were handed over to threads that still have to wake up.
    granted: usize,
    freed: Arc<Condvar>,
}

/// One connection of a host, until it is dropped.
#[derive(Debug)]
pub(super) struct Slot {
    slots: Arc<Slots>,
    host: String,
}

impl Slots {
    pub(super) fn new(per_host: NonZeroUsize) -> Arc<Self> {
        Arc::new(Self { per_host: per_host.get(), hosts: Mutex::default() })
    }

    /// A connection to the host of `url`, and how long it was waited for. `None` if the URL has no host, and so leads
    /// nowhere.
    pub(super) fn take(self: &Arc<Self>, url: &str) -> (Option<Slot>, Duration) {
        let Some(host) = Url::parse(url).ok().map(|url| url.origin().ascii_serialization()) else {
            return (None, Duration::ZERO);
        };
        let waited = self.wait(&host);
        (Some(Slot { slots: Arc::clone(self), host }), waited)
    }

    fn wait(&self, name: &str) -> Duration {
        let mut hosts = self.lock();
        let host = hosts.entry(name.to_owned()).or_default();
        if host.used < self.per_host {
            host.used += 1;
            return Duration::ZERO;
        }
        host.waiting += 1;
        let (freed, begun) = (Arc::clone(&host.freed), Instant::now());
        loop {
            hosts = freed.wait(hosts).unwrap_or_else(PoisonError::into_inner);
            // A host that is waited for is not removed.
            let Some(host) = hosts.get_mut(name).filter(|host| host.granted > 0) else { continue };
            host.granted -= 1;
            host.waiting -= 1;
            return begun.elapsed();
        }
    }

    /// Locks the counts, which a panic cannot leave half written.
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Host>> {
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut hosts = self.slots.lock();
        let Some(host) = hosts.get_mut(&self.host) else { return };
        if host.waiting > host.granted {
            // Handed over, so that no later request is served first.
            host.granted += 1;
            host.freed.notify_one();
            return;
        }
        host.used -= 1;
        if host.used == 0 {
            hosts.remove(&self.host);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn no_host_has_more_slots_than_allowed_and_none_is_kept() {
        let slots = Slots::new(NonZeroUsize::new(3).unwrap());
        let hosts = ["http://a.example/", "https://a.example/x?y", "http://a.example:81/"];
        let used = hosts.map(|_| AtomicUsize::new(0));
        let most = AtomicUsize::new(0);
        thread::scope(|scope| {
            for number in 0..60 {
                let (slots, used, most) = (&slots, &used[number % 3], &most);
                scope.spawn(move || {
                    let (slot, _) = slots.take(hosts[number % 3]);
                    most.fetch_max(used.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(2));
                    used.fetch_sub(1, Ordering::SeqCst);
                    drop(slot);
                });
            }
        });
        assert_eq!(most.load(Ordering::SeqCst), 3);
        assert!(slots.lock().is_empty());
        assert!(slots.take("no URL").0.is_none());
    }

    #[test]
    fn one_host_is_spelled_in_many_ways() {
        let slots = Slots::new(NonZeroUsize::MIN);
        let (_slot, waited) = slots.take("HTTP://A.example:80/x");
        assert_eq!((waited, slots.lock().len()), (Duration::ZERO, 1));
        assert!(slots.lock().contains_key("http://a.example"));
    }
}
