//! The WebAssembly API, for JavaScript: the npm package in `src/bindings/npm` and the page in `src/bindings/web`.
//!
//! One function, [`answer`]: a call with its arguments as JSON goes in, and its result comes out, in the shapes of the
//! published schemas. `abi` carries both over the boundary. Bytes of files are read by a callback.

#[cfg(target_family = "wasm")]
#[allow(unsafe_code)] // Pointers come in from JavaScript.
mod abi;
mod answer;
mod check;
mod error;
mod explain;
mod fix;
mod options;
mod request;
#[cfg(test)]
mod tests;
mod text;

use answer::answer;
use error::CallError;
