//! Whether two media are the same: a hash of their content.

use std::io;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use sha2::{Digest, Sha256};

use super::file_like::FileLike;
use super::path::path;
use crate::open::open_regular;
use crate::probe::ReadAt;
use crate::request::ContentHash;

/// Bytes that are hashed: more than any limit of the service. What is longer is refused for its size.
const MOST: u64 = 256 << 20;

/// The hash of a path, bytes or a file object; `None` for anything else, and where not all can be read.
///
/// # Errors
/// Whatever a file object raises.
pub(super) fn hash(source: &Bound<'_, PyAny>) -> PyResult<Option<ContentHash>> {
    let py = source.py();
    if let Ok(bytes) = source.cast::<PyBytes>() {
        let bytes = bytes.as_bytes();
        return Ok(py.detach(|| hashed(&bytes)).ok());
    }
    if let Some(path) = path(source)? {
        return Ok(py.detach(|| hashed(&open_regular(path)?)).ok());
    }
    if source.hasattr("read")? {
        let file = FileLike::new(source)?;
        let hash = py.detach(|| hashed(&file)).ok();
        file.finish(py)?;
        return Ok(hash);
    }
    Ok(None)
}

fn hashed(source: &dyn ReadAt) -> io::Result<ContentHash> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut offset = 0;
    while offset < MOST {
        let read = source.read_at(offset, &mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        offset += u64::try_from(read).unwrap_or(MOST);
    }
    Ok(ContentHash::new(hasher.finalize().into()))
}
