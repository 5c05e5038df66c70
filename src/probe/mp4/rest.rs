//! What follows the last box that can be followed.

use super::super::reader::{Reader, as_u64};
use super::movie::Movie;
use crate::model::Fault;

/// How much is searched. Of more, it is assumed that there is a fragment.
const MAX_SEARCHED: u64 = 8 << 20;
/// How much is held at once.
const BLOCK: usize = 64 << 10;

/// Gives `fault` if fragments may follow from `at` on. Only they would change what is known of a movie that was read;
/// any other bytes after the last box, such as tags and padding, are not part of it.
pub(super) fn check(reader: &mut Reader<'_>, at: u64, movie: &Movie, fault: Fault) -> Result<(), Fault> {
    // §8.8.1: a movie whose header does not announce fragments has none.
    if !movie.is_fragmented() {
        return Ok(());
    }
    let len = reader.len().map(|len| len.saturating_sub(at));
    if len.is_none_or(|len| len > MAX_SEARCHED || !reader.is_cheap(at, len)) {
        return Err(fault);
    }
    let mut at = at;
    loop {
        reader.count_element(at)?;
        let block = reader.up_to(at, BLOCK)?;
        if memchr::memmem::find(block, b"moof").is_some() {
            return Err(fault);
        }
        if block.len() < BLOCK {
            return Ok(());
        }
        // A type may lie across two blocks.
        at = at.saturating_add(as_u64(BLOCK - 3));
    }
}
