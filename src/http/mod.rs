//! HTTP, as far as this crate needs it: one request, one answer. Who carries them is for the caller to choose.

mod guard;
mod message;
mod phase;
mod transport;
mod trouble;

#[cfg(feature = "fetch")]
pub(crate) use guard::is_reserved;
pub use guard::{AllowedHosts, Resolve};
pub use message::{HttpRequest, HttpResponse, Method, Transport, TransportError, TransportErrorKind};
pub use transport::{HttpOptions, HttpTransport};
