//! Rules on fetching media.

pub(super) mod blocked_address;
pub(super) mod failed;
pub(super) mod not_media;
