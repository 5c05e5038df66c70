//! Whole requests: each rule alone, many faults at once, laws, and the published schemas.

#![allow(clippy::unwrap_used, clippy::cast_precision_loss)] // Tests may; helpers of tests are not seen as such.

mod faults;
mod laws;
mod media;
mod one_rule;
mod schema;
mod table;
