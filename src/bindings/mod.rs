//! APIs for other languages.

#[cfg(feature = "c")]
#[allow(unsafe_code)] // Pointers come in from outside; nothing else of this crate is unsafe.
mod c;
#[cfg(feature = "python")]
#[allow(unsafe_code)] // What pyo3's macros generate.
mod python;
