//! Pauses that can be broken off.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Says to all that wait with it that they shall stop. Copies are one and the same signal; any thread may set it.
///
/// ```
/// use std::time::{Duration, Instant};
///
/// use seedance_preflight::submit::StopSignal;
///
/// let stop = StopSignal::default();
/// let begun = Instant::now();
/// std::thread::spawn({
///     let stop = stop.clone();
///     move || stop.stop()
/// });
/// assert!(stop.pause(Duration::from_secs(60)));
/// assert!(begun.elapsed() < Duration::from_secs(60));
/// ```
#[derive(Debug, Clone, Default)]
pub struct StopSignal(Arc<(Mutex<bool>, Condvar)>);

impl StopSignal {
    /// Ends every pause, those to come as well.
    pub fn stop(&self) {
        *self.lock() = true;
        self.0.1.notify_all();
    }

    /// Whether it was set.
    pub fn is_stopped(&self) -> bool {
        *self.lock()
    }

    /// Waits for that long, or until it is set; says whether it is.
    pub fn pause(&self, length: Duration) -> bool {
        let begun = Instant::now();
        let mut stopped = self.lock();
        while !*stopped {
            let Some(left) = length.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()) else {
                return false;
            };
            stopped = self.0.1.wait_timeout(stopped, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// A flag that cannot be left half set.
    fn lock(&self) -> MutexGuard<'_, bool> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
