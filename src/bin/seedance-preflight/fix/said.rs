//! What is said about one file.

use crate::exit::Exit;

/// What is printed about a file, and how the program would end if it were the only one.
pub(super) struct Said {
    pub(super) line: Option<String>,
    pub(super) exit: Exit,
}
