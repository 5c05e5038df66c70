//! The C API, for C, C++, Go, Python's ctypes and others.
//!
//! `cbindgen` generates the header beside this file, and `tests/hosts` verifies that it is current. Every function runs in
//! [`guard`](guard::guard), and every pointer from C goes through [`pointer`].

#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks, clippy::multiple_unsafe_ops_per_block)]
// Exported functions are public, though no Rust path leads to them.
#![allow(unreachable_pub)]

mod assets;
mod check;
mod codes;
mod explain;
mod fact_texts;
mod facts;
mod finding_texts;
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
