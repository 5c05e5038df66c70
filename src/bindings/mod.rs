//! APIs for other languages.

#[cfg(feature = "c")]
#[allow(unsafe_code)] // Pointers come in from outside; nothing else of this crate is unsafe, except in `wasm::abi`.
mod c;
#[cfg(feature = "python")]
#[allow(unsafe_code)] // What pyo3's macros generate.
mod python;
#[cfg(all(feature = "wasm", any(test, target_family = "wasm")))]
mod wasm;
