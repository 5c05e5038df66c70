//! The C API called from Rust: cases that C code cannot show, run under the sanitizers.

#![allow(clippy::multiple_unsafe_ops_per_block)] // Each test states its invariants once.

mod misuse;
mod tour;

use super::guard::while_panicking;
