//! Minimal HTTP: one request, one response, over a transport that the caller chooses, and one policy for links.

mod error;
mod guard;
mod link;
mod message;
mod names;
mod phase;
mod redirect;
mod retry_after;
mod slots;
mod transport;

pub use guard::{AllowedHosts, Resolve};
#[cfg(feature = "submit")]
pub(crate) use link::is_loopback;
pub use link::{Link, LinkError, LinkErrorKind, LinkPolicy, PlainHttp};
pub use message::{HttpRequest, HttpResponse, Method, Transport, TransportError, TransportErrorKind};
pub use redirect::follow;
pub(crate) use retry_after::{jittered, retry_after};
pub use transport::{HttpOptions, HttpTransport};
