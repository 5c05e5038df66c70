//! Reports for people and for programs. Writes to what the caller gives it, and opens nothing.

mod json;
mod text;

pub use json::{SCHEMA_VERSION, facts as json_facts, report as json_report};
pub use text::{Palette, report as text_report};
