//! The library as other languages meet it: its header, and programs in C, C++ and Python that link it.
//!
//! Needs the feature `c`. Builds the library by cargo into a folder of its own below the target folder. What needs a
//! compiler, an interpreter or valgrind that is not there is skipped, and says so.

mod codes;
mod expected;
mod header;
mod library;
mod programs;
mod tools;
