//! The C door: what C, C++, Go, Python's ctypes and others link.
//!
//! The header beside this file is what they read. `cbindgen` writes it from these files, in the order of the modules
//! below, and `tests/hosts` holds it against them. Every function goes through [`guard`](guard::guard), and every
//! pointer that comes in through [`pointer`].

#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks, clippy::multiple_unsafe_ops_per_block)]
// What C sees is public, though no Rust path leads to it.
#![allow(unreachable_pub)]

mod assets;
mod check;
mod codes;
mod explain;
mod facts;
mod findings;
mod guard;
mod options;
mod pointer;
mod report;
mod request;
mod size;
mod source;
mod status;
#[cfg(test)]
mod tests;
mod text;
mod version;
