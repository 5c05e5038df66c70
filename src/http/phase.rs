//! How far a request got, so that an error can say whether it may have reached the server.
//!
//! `ureq` runs a request on the calling thread up to the response's headers, so what its resolver and connections
//! record for that thread belongs to that request.

use std::cell::Cell;
use std::sync::Arc;

use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport};

use super::names::Names;

/// How far a request got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing was sent.
    Preparing,
    /// The name is being resolved.
    Resolving,
    /// A connection is being made, including its handshake.
    Connecting,
    /// At least one byte of the request may have been sent.
    Sent,
}

thread_local! {
    static REACHED: Cell<Phase> = const { Cell::new(Phase::Preparing) };
}

pub(super) fn begin() {
    enter(Phase::Preparing);
}

pub(super) fn enter(phase: Phase) {
    REACHED.set(phase);
}

pub(super) fn reached() -> Phase {
    REACHED.get()
}

/// Makes connections that record when they send, and forgets addresses that cannot be connected to.
#[derive(Debug)]
pub(super) struct Watch {
    connector: DefaultConnector,
    names: Arc<Names>,
}

impl Watch {
    pub(super) fn new(connector: DefaultConnector, names: Arc<Names>) -> Self {
        Self { connector, names }
    }
}

impl Connector<()> for Watch {
    type Out = Watched;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<()>) -> Result<Option<Watched>, ureq::Error> {
        let connected = self.connector.connect(details, chained);
        // A connection to a proxy goes through here too, and what the proxy got was not the request.
        enter(Phase::Connecting);
        if connected.is_err()
            && let Some(host) = details.uri.host()
        {
            self.names.forget(host);
        }
        Ok(connected?.map(|connection| Watched { connection }))
    }
}

/// A connection that records when it sends.
#[derive(Debug)]
pub(super) struct Watched {
    connection: Box<dyn Transport>,
}

impl Transport for Watched {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.connection.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        enter(Phase::Sent);
        self.connection.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.connection.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.connection.is_open()
    }

    fn is_tls(&self) -> bool {
        self.connection.is_tls()
    }
}
