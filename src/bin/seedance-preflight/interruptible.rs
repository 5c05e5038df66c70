//! A transport whose pauses end at Ctrl-C.

use std::time::{Duration, Instant};

use seedance_preflight::http::{HttpOptions, HttpRequest, HttpResponse, HttpTransport, Transport, TransportError};

use crate::interrupt;

/// A transport whose pauses end at Ctrl-C.
pub(crate) struct Interruptible {
    transport: HttpTransport,
}

impl Interruptible {
    pub(crate) fn new(options: &HttpOptions) -> Result<Self, TransportError> {
        Ok(Self { transport: HttpTransport::new(options)? })
    }
}

impl Transport for Interruptible {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        self.transport.send(request)
    }

    fn pause(&self, length: Duration) -> bool {
        const TICK: Duration = Duration::from_millis(50);
        let end = Instant::now() + length;
        while !interrupt::is_set() {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(TICK));
        }
        false
    }
}
