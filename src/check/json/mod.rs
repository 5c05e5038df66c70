//! Reports as JSON, version 1: one shape for all hosts, to write and to read.

mod finding;
mod report;

/// The version that every report states as `schema_version`.
pub const SCHEMA_VERSION: u32 = 1;

pub(crate) use report::{FileReport, RequestJson};

#[cfg(test)]
mod tests;
