//! The program for Windows, run by Wine.
//!
//! Wants Wine, and the program's path in `PREFLIGHT_WINDOWS_PROGRAM`; `.ci/windows` builds it and calls these tests. Where that
//! is not set, each test says on standard error that it was skipped.

mod corpus;
mod names;
mod outputs;
mod settings;
mod wine;
