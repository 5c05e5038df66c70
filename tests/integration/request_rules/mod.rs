//! Whole requests: each rule by itself, many faults at once, laws, and the published schemas.

mod faults;
mod laws;
mod media;
mod one_rule;
mod schema;
mod table;
