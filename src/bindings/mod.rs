//! Doors for other languages.

#[allow(unsafe_code)] // Pointers come in from outside; nothing else of this crate is unsafe.
mod c;
