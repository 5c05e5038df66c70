//! Columns of Apache Arrow in and out, by the C data interface in Python's capsules: nothing is copied.

mod batch;
mod capsule;
mod check;
mod column;
mod input;
mod judge;
mod reports;
mod stream;

pub(super) use batch::CheckedBatch;
pub(super) use check::check_arrow;
pub(super) use reports::to_arrow;
pub(super) use stream::CheckedStream;
