//! The languages of messages, help and explanations.
//!
//! English is in the code, so that it costs no look-up. Every other language has two files in gettext's PO format, one for
//! the library and one for the command line's help. Their `msgid` is the English text: translators have tools for it, and a
//! text that changes loses its translation visibly.
//! Ids, pointers, numbers and names from requests and files are the same in every language.

mod catalogue;
mod choice;
mod say;
mod values;

pub use choice::Language;
pub(crate) use say::say;
pub use say::{fill, written};
#[cfg(feature = "audit")]
pub(crate) use values::fact_names;
pub(crate) use values::{data, expected, fault, joined, quantity, role, unit, value};
