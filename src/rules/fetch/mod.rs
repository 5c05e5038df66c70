//! Rules on what is fetched, and on what could not be had.

pub(super) mod blocked_address;
pub(super) mod failed;
pub(super) mod not_media;
