//! Errors of temporary files, which are not those of the output.

use std::env;
use std::io;
use std::path::Path;

/// The error of a temporary file in `folder`, or in the system's folder for them: with its name, so that the output is not
/// blamed.
pub(super) fn failed(error: io::Error, folder: Option<&Path>) -> io::Error {
    let system = env::temp_dir();
    let folder = folder.unwrap_or(&system);
    io::Error::new(error.kind(), format!("its temporary file in {} failed: {error}", folder.display()))
}
