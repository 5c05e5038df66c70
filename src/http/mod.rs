//! HTTP, as far as this crate needs it: one request, one answer. Who carries them is for the caller to choose.

mod message;

pub use message::{HttpRequest, HttpResponse, Method, Transport, TransportError, TransportErrorKind};
